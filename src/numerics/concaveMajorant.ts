/** A stretch of a hull: it follows the function (`curve`) or spans a dip of it in a straight line (`bridge`). */
export interface HullStretch {
  readonly kind: 'curve' | 'bridge';
  readonly from: number;
  readonly to: number;
}

interface Question {
  /** Continuous on [grid[0], grid.at(-1)]. */
  readonly f: (x: number) => number;
  /** Rising sample points that show every dip of the smooth parts. */
  readonly grid: readonly number[];
  /** Where the slope may jump: a dip there can be narrower than any grid, so the grid closes in on each. */
  readonly corners: readonly number[];
  /** Dips shallower than this are rounding. */
  readonly tolerance: number;
}

/**
 * The least concave majorant of f, as stretches that cover the grid's interval in order.
 * Where a bridge touches f the grid is refined sixteenfold until the point of contact is known to 1e-13 of the interval;
 * the hull is tangent there, so its height is then right to rounding. Cost: O(m) for m points, a few hundred more a bridge.
 */
export const concaveMajorant = ({ f, grid, corners, tolerance }: Question): readonly HullStretch[] => {
  const first = grid[0] as number;
  const last = grid.at(-1) as number;
  const near = corners.flatMap((x) => closingIn(x, last - first)).filter((x) => x > first && x < last);
  const values = new Map<number, number>();
  const sample = (x: number): number => {
    const y = values.get(x) ?? f(x);
    values.set(x, y);
    return y;
  };
  let xs = [...new Set([...grid, ...near])].sort((a, b) => a - b);
  let ys = xs.map(sample);
  for (let cell = last - first; ; cell /= 16) {
    const vertices = upperHull(xs, ys);
    const bridges = vertices.flatMap((to, v): (readonly [number, number])[] => {
      const from = vertices[v - 1];
      return from !== undefined && depth(xs, ys, from, to) > tolerance ? [[from, to]] : [];
    });
    if (cell < (last - first) * 1e-13 || bridges.length === 0) return stretches(xs, bridges);
    // Both sides of every contact; at an end of the interval, where the true contact may lie just inside, the one there is.
    const cells = bridges.flat().flatMap((at) => [at - 1, at]);
    const added = new Set(cells.filter((at) => at >= 0 && at < xs.length - 1).flatMap((at) => between(xs, at)));
    for (const x of xs) added.delete(x);
    if (added.size === 0) return stretches(xs, bridges);
    xs = [...xs, ...added].sort((a, b) => a - b);
    ys = xs.map(sample);
  }
};

/** A point and forty around it at distances from a quarter of the interval down to rounding. */
const closingIn = (x: number, interval: number): readonly number[] =>
  Array.from({ length: 20 }, (_, j) => interval * 0.25 ** (j + 1))
    .flatMap((d) => [x - d, x + d])
    .concat(x);

/** Fifteen points between xs[at] and xs[at + 1]. */
const between = (xs: readonly number[], at: number): readonly number[] => {
  const from = xs[at] as number;
  const to = xs[at + 1] as number;
  return Array.from({ length: 15 }, (_, j) => from + ((to - from) * (j + 1)) / 16);
};

/** Indices of the vertices of the upper convex hull of points with rising x (Andrew's monotone chain). */
const upperHull = (xs: readonly number[], ys: readonly number[]): readonly number[] => {
  const hull: number[] = [];
  for (let c = 0; c < xs.length; c++) {
    while (hull.length >= 2) {
      const a = hull[hull.length - 2] as number;
      const b = hull[hull.length - 1] as number;
      if (above(xs, ys, a, c, b) > 0) break;
      hull.pop();
    }
    hull.push(c);
  }
  return hull;
};

/** How far point b lies above the line from point a to point c. */
const above = (xs: readonly number[], ys: readonly number[], a: number, c: number, b: number): number => {
  const [xa, xb, xc] = [xs[a] as number, xs[b] as number, xs[c] as number];
  const [ya, yb, yc] = [ys[a] as number, ys[b] as number, ys[c] as number];
  return yb - ya - ((yc - ya) * (xb - xa)) / (xc - xa);
};

/** The deepest that the samples between two vertices lie below their chord. */
const depth = (xs: readonly number[], ys: readonly number[], from: number, to: number): number => {
  let deepest = 0;
  for (let b = from + 1; b < to; b++) deepest = Math.max(deepest, -above(xs, ys, from, to, b));
  return deepest;
};

const stretches = (xs: readonly number[], bridges: readonly (readonly [number, number])[]): readonly HullStretch[] => {
  const result: HullStretch[] = [];
  let reached = 0;
  const cover = (kind: HullStretch['kind'], to: number): void => {
    if (to > reached) result.push({ kind, from: xs[reached] as number, to: xs[to] as number });
    reached = to;
  };
  for (const [from, to] of bridges) {
    cover('curve', from);
    cover('bridge', to);
  }
  cover('curve', xs.length - 1);
  return result;
};
