import type { ForwardAgent } from '../../src/domain/agents.ts';
import { demandAt, usefulDemand } from './demandLevels.ts';
import { memoryOf } from './memory.ts';
import { netDemandOfOthers } from './netDemandOfOthers.ts';
import type { ExpertRule } from './rules.ts';

/**
 * Moves in demand with full information: it learns what every level would pay in this cycle's market if the others demanded what
 * they did in the last one. Changed endowments move all levels' payoffs by the same amount, which no rule here minds.
 * Cost: one look at the outlook a level, and what the rule costs.
 */
export const expertDemand = <State extends object>(levels: number, rule: ExpertRule<State>): ForwardAgent => {
  const { now, save, restore } = memoryOf(rule.fresh());
  return {
    demand: (observation) => {
      const { public: common, self } = observation;
      const most = usefulDemand(common, self);
      const others = netDemandOfOthers(observation);
      if (others !== null) {
        const payoffs = new Array<number>(levels);
        for (let j = 0; j < levels; j++) payoffs[j] = common.outlook.payoff(self, demandAt(most, j, levels), others);
        rule.learn(now(), payoffs);
      }
      return demandAt(most, rule.choose(now(), observation.random()), levels);
    },
    save,
    restore,
  };
};
