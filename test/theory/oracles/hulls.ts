import type { Theory } from '../../../src/theory/theory.ts';
import { worstOffType } from '../../../src/theory/worstOffType.ts';

export type Point = readonly [number, number];

/** The hulls over y on a grid, from worst-off types alone: greatest convex minorant below 0, least concave majorant above. */
export interface GridHulls {
  readonly below: readonly Point[];
  readonly above: readonly Point[];
}

interface Grid {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  /** Adds the abscissae where a worst-off type reaches an end of the support. */
  readonly corners: boolean;
}

export const gridHulls = (theory: Theory, { from, to, steps, corners }: Grid): GridHulls => ({
  below: side(theory, { from, to: 0, steps, corners }, -1),
  above: side(theory, { from: 0, to, steps, corners }, 1),
});

const side = (theory: Theory, { from, to, steps, corners }: Grid, sign: -1 | 1): readonly Point[] => {
  const { interiorHoldings: r, maxDemands, table, classOf, commonWorstOffType } = theory;
  const ends = r.flatMap((held, j) => [
    (maxDemands[j] as number) - held,
    (table.lowest[classOf[j] as number] as number) - held,
  ]);
  const even = Array.from({ length: steps + 1 }, (_, s) => (s === steps ? to : from + ((to - from) * s) / steps));
  const ys = corners ? [...even, ...ends.filter((y) => y > from && y < to)].sort((a, b) => a - b) : even;
  const points = ys.map((y): Point => {
    if (y === 0) return [0, commonWorstOffType];
    const types = r.map((held, j) => worstOffType(theory, j, y + held));
    return [y, sign < 0 ? Math.min(...types) : Math.max(...types)];
  });
  const hull: Point[] = [];
  for (const point of points) {
    while (hull.length > 1) {
      const [a, b] = [hull.at(-2) as Point, hull.at(-1) as Point];
      const turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
      if (sign < 0 ? turn > 0 : turn < 0) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
};

/** Value of the hull at y. */
export const heightOf = ({ below, above }: GridHulls, y: number): number => {
  const hull = y < 0 ? below : above;
  const right = Math.max(
    1,
    hull.findIndex(([x]) => x >= y),
  );
  const [a, b] = [hull[right - 1] as Point, hull[right] as Point];
  return a[1] + ((b[1] - a[1]) * (y - a[0])) / (b[0] - a[0]);
};

/** Integral of the hull from 0 to y. */
export const areaTo = ({ below, above }: GridHulls, y: number): number => {
  const hull = y < 0 ? below : above;
  const [from, to] = y < 0 ? [y, 0] : [0, y];
  let sum = 0;
  for (let j = 1; j < hull.length; j++) {
    const [a, b] = [hull[j - 1] as Point, hull[j] as Point];
    const [left, right] = [Math.max(a[0], from), Math.min(b[0], to)];
    if (right <= left) continue;
    const at = (x: number): number => a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0]);
    sum += ((right - left) * (at(left) + at(right))) / 2;
  }
  return y < 0 ? -sum : sum;
};
