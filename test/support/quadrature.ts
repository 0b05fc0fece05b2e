import type { Distribution } from '../../src/domain/distribution.ts';

const CELLS = 512;

/** A rule for expectations under a distribution: types with their probabilities, the support cut at `cut` as well. */
export const cellsOf = (
  distribution: Distribution,
  cut = distribution.min,
  cells = CELLS,
): readonly { readonly type: number; readonly probability: number }[] => {
  const { min, max, cdf } = distribution;
  const edges = [
    ...Array.from({ length: cells + 1 }, (_, j) => min + ((max - min) * j) / cells),
    ...(cut > min && cut < max ? [cut] : []),
  ].sort((a, b) => a - b);
  return edges.slice(1).map((to, j) => {
    const from = edges[j] as number;
    return { type: (from + to) / 2, probability: cdf(to) - cdf(from) };
  });
};

/**
 * What the rule above is off by at most for money of order 1 with bounded second derivatives between the cuts: h^2 / 24 = 1.6e-7
 * for a cell of h = 1/512, times a margin for steep integrands and supports of length 2.
 */
export const QUADRATURE_ERROR = 5e-6;

/** Integral of f from a to b by Gauss's rule with three points on each of 64 panels: test code, independent of src/numerics. */
export const integral = (f: (x: number) => number, a: number, b: number, panels = 64): number => {
  const h = (b - a) / panels;
  const node = Math.sqrt(0.6);
  let sum = 0;
  for (let j = 0; j < panels; j++) {
    const middle = a + (j + 0.5) * h;
    sum += 5 * f(middle - (node * h) / 2) + 8 * f(middle) + 5 * f(middle + (node * h) / 2);
  }
  return (sum * h) / 18;
};
