import type { ForwardAgent } from '../../src/domain/agents.ts';
import { demandAt, usefulDemand } from './demandLevels.ts';
import { memoryOf } from './memory.ts';
import { rewardOf } from './rewardOf.ts';
import type { BanditRule } from './rules.ts';

interface Bandit<State extends object> {
  readonly levels: number;
  /** Numbers of equal parts of [0, maximum demand] that endowments are told apart by. */
  readonly situations: number;
  readonly rule: BanditRule<State>;
}

/** The last choice; cycle 0 where there was none. */
interface Pending {
  cycle: number;
  chosen: number;
  situation: number;
  /** What the endowment was worth at P(0). */
  sold: number;
  /** Money: the width of the support on the maximum demand, or on the endowment if that is more. */
  stakes: number;
}

/**
 * Moves in demand and learns from its own payoff alone. What may be earned is measured from selling the endowment at P(0): the
 * payoff less that, over the width of the support times max(k_i, e_i), is between -1 and 1 in all but freak cycles.
 */
export const banditDemand = <State extends object>({ levels, situations, rule }: Bandit<State>): ForwardAgent => {
  const pending: Pending = { cycle: 0, chosen: 0, situation: 0, sold: 0, stakes: 1 };
  const { now, save, restore } = memoryOf({ pending, learned: rule.fresh() });
  return {
    demand: ({ public: common, self, endowment, last, random }) => {
      const { learned, pending: before } = now();
      const most = usefulDemand(common, self);
      const situation = Math.min(situations - 1, Math.floor((endowment / most) * situations));
      if (last !== null && before.cycle > 0 && before.cycle === common.cycle - 1) {
        const reward = rewardOf(last.payoff - before.sold, before.stakes);
        rule.learn(learned, { chosen: before.chosen, reward, situation: before.situation, next: situation });
      }
      const { min, max } = common.economy.support;
      const chosen = rule.choose(learned, situation, random());
      before.cycle = common.cycle;
      before.chosen = chosen;
      before.situation = situation;
      before.sold = common.priceAtZero * endowment;
      before.stakes = (max - min) * Math.max(most, endowment);
      return demandAt(most, chosen, levels);
    },
    save,
    restore,
  };
};
