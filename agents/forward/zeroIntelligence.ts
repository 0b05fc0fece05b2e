import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { usefulDemand } from '../learning/demandLevels.ts';
import { netDemandOfOthers } from '../learning/netDemandOfOthers.ts';

/** Demands drawn before it gives up and keeps its endowment. */
const MOST_DRAWS = 100;

/**
 * Zero intelligence with a budget constraint: Gode & Sunder (1993), Allocative efficiency of markets with zero-intelligence traders,
 * JPE 101. Its budget is what the trade is worth to it: it pays no more for the units than they add to its expected spot payoff,
 * and takes no less than they take away, at the others' last demands (nobody trading, in the first cycle). Among all such demands
 * up to the maximum demand it draws one uniformly. It remembers nothing.
 */
export const zeroIntelligence: ForwardStrategy = {
  name: 'zero-intelligence',
  about: 'demands a random quantity among those that leave it no worse off than not trading',
  parameters: {},
  create: () => ({
    demand: (observation) => {
      const { public: common, self, endowment, random } = observation;
      const others = netDemandOfOthers(observation) ?? 0;
      const most = usefulDemand(common, self);
      const least = common.outlook.payoff(self, endowment, others);
      const draw = random();
      for (let drawn = 0; drawn < MOST_DRAWS; drawn++) {
        const demand = draw() * most;
        if (common.outlook.payoff(self, demand, others) >= least) return demand;
      }
      return endowment;
    },
  }),
};
