import {
  clenshaw,
  DEGREE,
  differentiate,
  halfPanel,
  integrate,
  POINTS,
  tailOf,
  transform,
  trim,
} from './chebyshevSeries.ts';

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
  /** Largest error of `stieltjes` where f and g are monotone and change by at most 1: every panel's error times what changes there. */
  readonly stieltjesError: number;
}

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
 * root the panels shrink towards the root until what is wrong in the last one matters to no integral, or until no number lies
 * inside it; `error` counts that panel by its share of the interval. Cost: 17 evaluations of f a panel tried.
 */
export const approximate = ({ f, count, breakpoints, tolerance }: Approximated): PiecewiseChebyshev => {
  const first = breakpoints[0] as number;
  const last = breakpoints[breakpoints.length - 1] as number;
  const panels: Panel[] = [];
  let error = 0;
  let stray = 0;
  let open = 0;
  /** One function's values at the points of a panel. */
  const column = new Float64Array(DEGREE + 1);

  const cover = (from: number, to: number): void => {
    const middle = from + (to - from) / 2;
    // Of a panel a few numbers wide the points may round to beyond its ends.
    const within = (x: number): number => Math.min(to, Math.max(from, x));
    const samples = Array.from(POINTS, (u, j) =>
      f(j === 0 ? from : j === DEGREE ? to : within(middle + (u * (to - from)) / 2)),
    );
    const series = Array.from({ length: count }, (_, which) => {
      samples.forEach((row, j) => {
        column[j] = row[which] as number;
      });
      return transform(column);
    });
    const tail = Math.max(...series.map(tailOf));
    const converged = !(tail > tolerance);
    const negligible = tail * (to - from) < NEGLIGIBLE * tolerance * (last - first);
    const divisible = from < middle && middle < to;
    if (!converged && !negligible && divisible) {
      cover(from, middle);
      cover(middle, to);
      return;
    }
    if (converged) error = Math.max(error, tail);
    else {
      stray += (tail * (to - from)) / (last - first);
      open += leftOpen(samples[0] as ArrayLike<number>, samples[DEGREE] as ArrayLike<number>, tail);
    }
    panels.push({ from, to, series: series.map((c) => trim(c, tolerance / 64)) });
  };
  for (let j = 1; j < breakpoints.length; j++) cover(breakpoints[j - 1] as number, breakpoints[j] as number);
  return {
    ...assemble(panels, count),
    error: error + stray + tolerance,
    stieltjesError: 2 * (error + tolerance) + open,
  };
};

/**
 * What a panel that has not converged leaves open in an integral of f dg: for monotone functions at most the product of their
 * changes over it, however steep they are; if it is rounding that kept it from converging, what is wrong in it times the change.
 */
const leftOpen = (from: ArrayLike<number>, to: ArrayLike<number>, tail: number): number => {
  let change = 0;
  for (let which = 0; which < from.length; which++)
    change = Math.max(change, Math.abs((to[which] as number) - (from[which] as number)));
  return change * Math.min(change, DEGREE * tail);
};

const assemble = (panels: readonly Panel[], count: number): Omit<PiecewiseChebyshev, 'error' | 'stieltjesError'> => {
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
    let low = 0;
    let high = panels.length - 1;
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
      const half = ((edges[p + 1] as number) - (edges[p] as number)) / 2;
      return (before[p]?.[which] as number) + clenshaw(integrals[p]?.[which] as Float64Array, local(p, x)) * half;
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
