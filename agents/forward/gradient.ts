import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { usefulDemand } from '../learning/demandLevels.ts';
import { firstDemand, spreadParameter } from '../learning/firstDemand.ts';
import { memoryOf } from '../learning/memory.ts';
import { netDemandOfOthers } from '../learning/netDemandOfOthers.ts';

/**
 * Projected gradient ascent: Zinkevich (2003), Online convex programming and generalized infinitesimal gradient ascent, ICML, with
 * its steps of size 1 / sqrt(t). The first step is `rate` maximum demands where the marginal payoff is the width of the support.
 */
export const gradient: ForwardStrategy = {
  name: 'gradient',
  about: 'moves its demand along its marginal payoff against the last demands of the others, by steps that shrink',
  parameters: {
    rate: {
      about: 'size of the first step, in maximum demands for a marginal payoff of the whole support',
      default: 0.5,
      min: 0,
    },
    spread: spreadParameter,
  },
  create: ({ rate, spread }) => {
    const { now, save, restore } = memoryOf({ steps: 0 });
    return {
      demand: (observation) => {
        const { public: common, self, last } = observation;
        const others = netDemandOfOthers(observation);
        if (others === null || last === null) return firstDemand(observation, spread as number);
        const memory = now();
        memory.steps += 1;
        const { supply, support } = common.economy;
        const most = usefulDemand(common, self);
        const size = ((rate as number) * most) / ((support.max - support.min) * Math.sqrt(memory.steps));
        const moved = last.demand + size * common.outlook.marginalPayoff(self, last.demand, others);
        return Math.min(supply, Math.max(0, moved));
      },
      save,
      restore,
    };
  },
};
