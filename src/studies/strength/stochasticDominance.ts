import type { Distribution } from '../../domain/distribution.ts';

/**
 * First-order stochastic dominance, eq. (5): F_a(x) <= F_b(x) at every type x of the common support, so that a draws higher
 * types. `strict` adds F_a(x) < F_b(x) at every interior type that was looked at.
 */
export type Dominance =
  | { readonly holds: true; readonly strict: boolean }
  /** A type at which F_a exceeds F_b: where it does so most. */
  | {
      readonly holds: false;
      readonly witness: { readonly type: number; readonly cdf: number; readonly other: number };
    };

/** What two computations of the same F may differ by. */
const ROUNDING = 1e-12;
/** Mass so small that 1 - F has lost its digits. */
const TAIL = 1e-9;
/** Types spread evenly over the support, and as many spread evenly over each distribution's mass. */
const STEPS = 256;
/** Towards each end types go on halving their distance, 2^-48 of the support at last: tails may cross there. */
const HALVINGS = 40;

/** The distribution functions of several distributions on one support, at its kinks and on a dense grid. Cost: 600 + 256 C evaluations each. */
export interface CumulativeTable {
  /** Interior types, rising. */
  readonly types: readonly number[];
  /** F of each distribution at those types. */
  readonly values: readonly (readonly number[])[];
}

export const cumulativeTable = (distributions: readonly Distribution[]): CumulativeTable => {
  const { min, max } = distributions[0] as Distribution;
  const width = max - min;
  const even = Array.from({ length: STEPS - 1 }, (_, j) => (j + 1) / STEPS);
  const ends: number[] = [];
  for (let share = 1 / STEPS; ends.length < HALVINGS; share /= 2) ends.push(share / 2);
  const all = [
    ...even.map((share) => min + width * share),
    ...ends.flatMap((share) => [min + width * share, max - width * share]),
    ...distributions.flatMap(({ kinks, quantile }) => [...kinks, ...even.map(quantile)]),
  ];
  const types = [...new Set(all)].filter((type) => type > min && type < max).sort((a, b) => a - b);
  return { types, values: distributions.map(({ cdf }) => types.map(cdf)) };
};

/** Whether distribution `a` of the table dominates distribution `b`. Every distribution dominates itself, not strictly. */
export const dominates = ({ types, values }: CumulativeTable, a: number, b: number): Dominance => {
  const [own, other] = [values[a] as readonly number[], values[b] as readonly number[]];
  let [worst, most] = [-1, ROUNDING];
  let strict = true;
  for (let j = 0; j < types.length; j++) {
    const excess = (own[j] as number) - (other[j] as number);
    // Far out in a tail both round to the same number.
    if (excess >= 0 && (own[j] as number) > TAIL && (other[j] as number) < 1 - TAIL) strict = false;
    if (excess > most) [worst, most] = [j, excess];
  }
  if (worst < 0) return { holds: true, strict };
  return {
    holds: false,
    witness: { type: types[worst] as number, cdf: own[worst] as number, other: other[worst] as number },
  };
};

/** First-order stochastic dominance of `a` over `b`. */
export const stochasticDominance = (a: Distribution, b: Distribution): Dominance =>
  dominates(cumulativeTable([a, b]), 0, 1);
