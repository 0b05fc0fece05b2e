import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { bestDemand } from '../learning/bestDemand.ts';
import { firstDemand, spreadParameter } from '../learning/firstDemand.ts';
import { netDemandOfOthers } from '../learning/netDemandOfOthers.ts';

/** Cournot (1838), Researches into the mathematical principles of the theory of wealth: reply to what the others did last. */
export const bestReply: ForwardStrategy = {
  name: 'best-reply',
  about: 'demands what pays most if the others demand what they did in the last cycle',
  parameters: { spread: spreadParameter },
  create: ({ spread }) => ({
    demand: (observation) => {
      const others = netDemandOfOthers(observation);
      if (others === null) return firstDemand(observation, spread as number);
      return bestDemand({ common: observation.public, agent: observation.self, netDemandOfOthers: others });
    },
  }),
};
