import type { PerAgent } from '../domain/economy.ts';
import type { Theory } from './theory.ts';

/**
 * The most profitable corner: one agent holds everything and the others nothing. It is the agent that minimises
 * lo k_i + integral over the support of (k_i - q_i), by Proposition 10 with the term lo k_i that the paper leaves out
 * (an owner must be promised the lowest type's value too). Of agents that tie, to the error of the figures, the first. Cost O(n).
 */
export const cornerHoldings = (theory: Theory): { readonly agent: number; readonly holdings: PerAgent } => {
  const { hi, maxDemands, classOf, table, supply } = theory;
  // lo k + (hi - lo) k - integral of q.
  const costs = maxDemands.map((k, i) => hi * k - (table.wholeQ[classOf[i] as number] as number));
  const least = costs.reduce((min, cost) => Math.min(min, cost), Number.POSITIVE_INFINITY);
  const agent = costs.findIndex((cost) => cost <= least + theory.accuracy.errorBound);
  return { agent, holdings: maxDemands.map((_, i) => (i === agent ? supply : 0)) };
};
