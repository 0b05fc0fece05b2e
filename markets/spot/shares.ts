import type { PerAgent } from '../../src/domain/economy.ts';
import type { SpotRule } from '../../src/domain/scenario.ts';

/** The share of the spot market's surplus that each agent receives: under vcg it leaves the agents, under agv it goes to the claimant. */
export const surplusShares = (rule: SpotRule, ids: readonly string[]): PerAgent => {
  if (rule.mechanism === 'vcg') return ids.map(() => 0);
  if (rule.claimant === 'equal') return ids.map(() => 1 / ids.length);
  return ids.map((id) => (id === rule.claimant ? 1 : 0));
};
