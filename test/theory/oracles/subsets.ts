import type { Economy } from '../../../src/domain/economy.ts';

/** q_i(t) by the definition: every subset of the others may be the one with types above t. Cost 2^(n-1). */
export const allocationBySubsets = ({ agents, supply }: Economy, i: number, t: number): number => {
  const others = agents.filter((_, j) => j !== i);
  const below = others.map(({ distribution }) => distribution.cdf(t));
  const own = agents[i]?.maxDemand as number;
  const expected = (j: number, used: number, mass: number): number => {
    if (mass === 0) return 0;
    if (j === others.length) return mass * Math.min(own, Math.max(0, supply - used));
    const f = below[j] as number;
    return expected(j + 1, used, mass * f) + expected(j + 1, used + (others[j]?.maxDemand as number), mass * (1 - f));
  };
  return expected(0, 0, 1);
};

/** The law of whole-numbered sums by a plain table: demands in whole steps, one agent at a time. */
export const allocationByTable = (
  others: readonly { readonly steps: number; readonly below: number }[],
  own: number,
  supply: number,
): number => {
  let law = [1];
  for (const { steps, below } of others) {
    const next = new Array<number>(law.length + steps).fill(0);
    law.forEach((mass, used) => {
      next[used] = (next[used] as number) + mass * below;
      next[used + steps] = (next[used + steps] as number) + mass * (1 - below);
    });
    law = next;
  }
  return law.reduce((sum, mass, used) => sum + mass * Math.min(own, Math.max(0, supply - used)), 0);
};
