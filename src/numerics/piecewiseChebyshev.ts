import { cospi } from './elementary.ts';

/**
 * Several functions of one variable on one interval, each a Chebyshev series on every panel of a common partition,
 * with its integral from the interval's left end. After Trefethen (2013), Approximation Theory and Approximation Practice.
 */
export interface PiecewiseChebyshev {
  /** Panel boundaries, rising; the first and last are the interval's ends. */
  readonly edges: Float64Array;
  /** Largest error of a value by the neglected coefficients, an absolute bound in practice (the series decay geometrically). */
  readonly error: number;
  /** Function number `which` at x, x inside the interval. Cost: a binary search and about ten multiplications. */
  readonly value: (which: number, x: number) => number;
  /** Slope of function `which` at x. */
  readonly slope: (which: number, x: number) => number;
  /** Integral of function `which` from the interval's left end to x. */
  readonly integral: (which: number, x: number) => number;
  /** Integral of f dg over the whole interval, both functions of this object (Riemann-Stieltjes). */
  readonly stieltjes: (f: number, g: number) => number;
}

const DEGREE = 16;
/** Chebyshev points on [-1, 1], rising. */
const POINTS = Float64Array.from({ length: DEGREE + 1 }, (_, j) => -cospi(j / DEGREE));
/** Matrix from values at POINTS to coefficients (a discrete cosine transform: at this size a matrix is fastest). */
const TRANSFORM = Array.from({ length: DEGREE + 1 }, (_, k) =>
  Float64Array.from({ length: DEGREE + 1 }, (_, j) => {
    const ends = (k === 0 || k === DEGREE ? 0.5 : 1) * (j === 0 || j === DEGREE ? 0.5 : 1);
    return (2 / DEGREE) * ends * cospi((k * (DEGREE - j)) / DEGREE);
  }),
);

/** The series through values at POINTS. */
const transform = (values: readonly number[]): Float64Array => {
  const series = new Float64Array(DEGREE + 1);
  for (let k = 0; k <= DEGREE; k++) {
    const row = TRANSFORM[k] as Float64Array;
    let sum = 0;
    for (let j = 0; j <= DEGREE; j++) sum += (row[j] as number) * (values[j] as number);
    series[k] = sum;
  }
  return series;
};

/** Sum of the series at u in [-1, 1] by Clenshaw's recurrence. */
const clenshaw = (series: Float64Array, u: number): number => {
  let [next, afterNext] = [0, 0];
  for (let k = series.length - 1; k > 0; k--) {
    const current = 2 * u * next - afterNext + (series[k] as number);
    afterNext = next;
    next = current;
  }
  return u * next - afterNext + (series[0] as number);
};

/** The series of the integral from -1, on the scale of u. */
const integrate = (series: Float64Array): Float64Array => {
  const at = (k: number): number => series[k] ?? 0;
  const result = new Float64Array(series.length + 1);
  for (let k = 1; k < result.length; k++) result[k] = ((k === 1 ? 2 * at(0) : at(k - 1)) - at(k + 1)) / (2 * k);
  for (let k = 1, sign = 1; k < result.length; k++, sign = -sign)
    result[0] = (result[0] as number) + sign * (result[k] as number);
  return result;
};

/** The series of the derivative with respect to u. */
const differentiate = (series: Float64Array): Float64Array => {
  const result = new Float64Array(series.length + 1);
  for (let k = series.length - 1; k > 0; k--) result[k - 1] = (result[k + 1] ?? 0) + 2 * k * (series[k] as number);
  result[0] = (result[0] as number) / 2;
  return result.subarray(0, Math.max(1, series.length - 1));
};

interface Panel {
  readonly from: number;
  readonly to: number;
  readonly series: readonly Float64Array[];
}

interface Approximated {
  readonly f: (x: number) => ArrayLike<number>;
  /** Length of what f returns. */
  readonly count: number;
  /** The ends of the interval and every interior point at which some function is not smooth; rising. */
  readonly breakpoints: readonly number[];
  /** Absolute tolerance for every function's values. */
  readonly tolerance: number;
}

/** A panel whose error moves no integral by more than this share of the tolerance is narrow enough. */
const NEGLIGIBLE = 1e-3;

/**
 * Approximates f by panels of degree at most 16, halved until each series has converged to `tolerance`. Where f rises like a
 * root the panels shrink towards the root until what is wrong in the last one matters to no integral; `error` leaves that
 * panel out. Cost: 17 evaluations of f a panel tried.
 */
export const approximate = ({ f, count, breakpoints, tolerance }: Approximated): PiecewiseChebyshev => {
  const first = breakpoints[0] as number;
  const last = breakpoints[breakpoints.length - 1] as number;
  const panels: Panel[] = [];
  let error = 0;

  const cover = (from: number, to: number): void => {
    const middle = from + (to - from) / 2;
    const samples = Array.from(POINTS, (u, j) =>
      f(j === 0 ? from : j === DEGREE ? to : middle + (u * (to - from)) / 2),
    );
    const series = Array.from({ length: count }, (_, which) => transform(samples.map((row) => row[which] as number)));
    const tail = Math.max(
      ...series.map(
        (c) => Math.abs(c[DEGREE] as number) + Math.abs(c[DEGREE - 1] as number) + Math.abs(c[DEGREE - 2] as number),
      ),
    );
    const negligible = tail * (to - from) < NEGLIGIBLE * tolerance * (last - first);
    if (tail > tolerance && !negligible) {
      cover(from, middle);
      cover(middle, to);
      return;
    }
    if (!negligible) error = Math.max(error, tail);
    panels.push({ from, to, series: series.map((c) => trim(c, tolerance / 64)) });
  };
  for (let j = 1; j < breakpoints.length; j++) cover(breakpoints[j - 1] as number, breakpoints[j] as number);
  return assemble(panels, count, error + tolerance);
};

/** Drops trailing coefficients that together stay below `negligible`. */
const trim = (series: Float64Array, negligible: number): Float64Array => {
  let length = series.length;
  for (let dropped = 0; length > 1; length--) {
    dropped += Math.abs(series[length - 1] as number);
    if (dropped > negligible) break;
  }
  return series.slice(0, length);
};

const assemble = (panels: readonly Panel[], count: number, error: number): PiecewiseChebyshev => {
  const edges = Float64Array.from([...panels.map((panel) => panel.from), (panels.at(-1) as Panel).to]);
  const integrals = panels.map((panel) => panel.series.map(integrate));
  // before[p][which]: integral over all panels left of p.
  const before = panels.map(() => new Float64Array(count));
  for (let p = 1; p < panels.length; p++) {
    const { from, to } = panels[p - 1] as Panel;
    for (let which = 0; which < count; which++) {
      const whole = clenshaw(integrals[p - 1]?.[which] as Float64Array, 1) * ((to - from) / 2);
      (before[p] as Float64Array)[which] = (before[p - 1]?.[which] as number) + whole;
    }
  }
  const panelAt = (x: number): number => {
    let [low, high] = [0, panels.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((edges[middle] as number) <= x) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const local = (p: number, x: number): number => {
    const from = edges[p] as number;
    const to = edges[p + 1] as number;
    return (x - from - (to - x)) / (to - from);
  };
  return {
    edges,
    error,
    value: (which, x) => {
      const p = panelAt(x);
      return clenshaw(panels[p]?.series[which] as Float64Array, local(p, x));
    },
    slope: (which, x) => {
      const p = panelAt(x);
      const { from, to, series } = panels[p] as Panel;
      return (clenshaw(differentiate(series[which] as Float64Array), local(p, x)) * 2) / (to - from);
    },
    integral: (which, x) => {
      const p = panelAt(x);
      const { from, to } = panels[p] as Panel;
      return (
        (before[p]?.[which] as number) +
        clenshaw(integrals[p]?.[which] as Float64Array, local(p, x)) * ((to - from) / 2)
      );
    },
    stieltjes: (f, g) =>
      panels.reduce((sum, { series }) => {
        const slope = differentiate(series[g] as Float64Array);
        // The product has degree at most 31: sample it on two half-panels' points, where degree 16 integrates it to rounding.
        const product = (u: number): number => clenshaw(series[f] as Float64Array, u) * clenshaw(slope, u);
        return sum + halfPanel(product, -1) + halfPanel(product, 1);
      }, 0),
  };
};

/** Integral of a function over [-1, 0] or [0, 1] by Clenshaw-Curtis. */
const halfPanel = (f: (u: number) => number, side: -1 | 1): number => {
  const values = Array.from(POINTS, (u) => f((u + side) / 2));
  const series = transform(values);
  return clenshaw(integrate(series), 1) / 2;
};
