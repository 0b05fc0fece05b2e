import type { SpotAgent } from '../../src/domain/agents.ts';
import { memoryOf } from './memory.ts';
import { rewardOf } from './rewardOf.ts';
import type { BanditRule } from './rules.ts';
import { shadedReport } from './shadingFactors.ts';

/** The last choice; cycle 0 where there was none. */
interface Pending {
  cycle: number;
  chosen: number;
  /** What the holdings were worth to it without a spot market. */
  kept: number;
  /** Money: the width of the support on the maximum demand, or on the holding if that is more. */
  stakes: number;
}

/**
 * Shades its type and learns from its own payoff alone: what the spot market brought it above keeping what it held, over the
 * width of the support times max(k_i, r_i). It is asked in cycles with a spot market only, so what it earned before a cycle
 * without one it never learns.
 */
export const banditReport = <State extends object>(factors: readonly number[], rule: BanditRule<State>): SpotAgent => {
  const pending: Pending = { cycle: 0, chosen: 0, kept: 0, stakes: 1 };
  const { now, save, restore } = memoryOf({ pending, learned: rule.fresh() });
  return {
    report: ({ public: common, self, holdings, maxDemands, type, last, random }) => {
      const { learned, pending: before } = now();
      if (last !== null && last.report !== null && before.cycle > 0 && before.cycle === common.cycle - 1) {
        const reward = rewardOf(last.payoff + last.forwardPayment - before.kept, before.stakes);
        rule.learn(learned, { chosen: before.chosen, reward, situation: 0, next: 0 });
      }
      const { min, max } = common.economy.support;
      const [holding, maxDemand] = [holdings[self] as number, maxDemands[self] as number];
      const chosen = rule.choose(learned, 0, random());
      before.cycle = common.cycle;
      before.chosen = chosen;
      before.kept = type * Math.min(holding, maxDemand);
      before.stakes = (max - min) * Math.max(holding, maxDemand);
      return shadedReport(common, type, factors[chosen] as number);
    },
    save,
    restore,
  };
};
