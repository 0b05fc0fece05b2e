import type { Economy } from '../../src/domain/economy.ts';
import { integral } from '../support/quadrature.ts';
import { allocationBySubsets } from '../theory/oracles/subsets.ts';
import { sortedWelfare } from '../theory/oracles/textbook.ts';

/** The paper's quantities written down as its text has them, by subsets, sorts and bisection: slow, and nothing of src/theory. */

/** The smallest x in [lo, hi] at which something that rises is not negative; hi if none is. */
const firstAtLeastZero = (f: (x: number) => number, lo: number, hi: number): number => {
  if (f(lo) >= 0) return lo;
  let [below, above] = [lo, hi];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (below + above) / 2;
    if (f(middle) >= 0) above = middle;
    else below = middle;
  }
  return above;
};

const maxDemand = ({ agents, supply }: Economy, i: number): number => Math.min(agents[i]?.maxDemand as number, supply);

/** Lemma 1. */
export const worstOffType = (economy: Economy, i: number, held: number): number => {
  const { min, max } = economy.support;
  const kept = Math.min(held, maxDemand(economy, i));
  return firstAtLeastZero((t) => allocationBySubsets(economy, i, t) - kept, min, max);
};

/** Proposition 2: eq. (8). */
export const interior = (economy: Economy): { readonly type: number; readonly holdings: readonly number[] } => {
  const { agents, supply, support } = economy;
  const at = (t: number): readonly number[] => agents.map((_, i) => allocationBySubsets(economy, i, t));
  const type = firstAtLeastZero((t) => at(t).reduce((sum, q) => sum + q, -supply), support.min, support.max);
  return { type, holdings: at(type) };
};

/** Eq. (2): sum of W(t^_i, theta_-i) - (n - 1) W(theta) - sum of min(r_i, k_i) t^_i. */
export const exPostSurplus = (
  economy: Economy,
  holdings: readonly number[],
  worstOffTypes: readonly number[],
): ((types: readonly number[]) => number) => {
  const { supply, agents } = economy;
  const maxDemands = agents.map((_, i) => maxDemand(economy, i));
  return (types) =>
    worstOffTypes.reduce(
      (sum, worst, i) => {
        const welfare = sortedWelfare(types.with(i, worst), maxDemands, supply);
        return sum + welfare - Math.min(holdings[i] as number, maxDemands[i] as number) * worst;
      },
      (1 - types.length) * sortedWelfare(types, maxDemands, supply),
    );
};

/** Eq. (11) for uniform types on [0, 1], where f = 1: sum of E[q x - integral of q to x] + integral of q to t^_i - t^_i min(r_i, k_i). */
export const expectedSurplusOfUniform = (economy: Economy, holdings: readonly number[]): number =>
  holdings.reduce((sum, held, i) => {
    const q = (x: number): number => allocationBySubsets(economy, i, x);
    const worst = worstOffType(economy, i, held);
    const kept = Math.min(held, maxDemand(economy, i));
    return sum + integral((x) => q(x) * (2 * x - 1), 0, 1, 16) + integral(q, 0, worst, 16) - worst * kept;
  }, 0);
