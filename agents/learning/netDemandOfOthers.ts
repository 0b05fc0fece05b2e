import type { ForwardObservation, PublicOutcome } from '../../src/domain/agents.ts';

/** One sum a cycle serves all agents. */
const totals = new WeakMap<PublicOutcome, number>();

const totalOf = (outcome: PublicOutcome): number => {
  const known = totals.get(outcome);
  if (known !== undefined) return known;
  let total = 0;
  for (const demand of outcome.demands) total += demand;
  totals.set(outcome, total);
  return total;
};

/**
 * X_-i if the others demand what they demanded in the last cycle: their demands less what they own now, S - e_i. Null where no
 * demands were published, in the first cycle and after one without a forward market. Cost O(n) a cycle, for all agents together.
 */
export const netDemandOfOthers = ({ public: common, self, endowment }: ForwardObservation): number | null => {
  const own = common.previous?.demands[self];
  if (common.previous === null || own === undefined) return null;
  return totalOf(common.previous) - own - (common.economy.supply - endowment);
};
