import type { ForwardStrategy, PublicKnowledge } from '../../src/domain/agents.ts';
import type { PerAgent } from '../../src/domain/economy.ts';
import { bestDemand } from '../learning/bestDemand.ts';

/** Every agent's demand at each level of thinking, worked out once a cycle for all agents. */
const thoughts = new WeakMap<PublicKnowledge, PerAgent[]>();

/**
 * Level-k thinking: Nagel (1995), Unraveling in guessing games, AER 85; Stahl & Wilson (1995), On players' models of other players,
 * GEB 10. Level 0 keeps its endowment and level k replies best to everybody else at level k - 1. It does not learn: it thinks
 * anew from each cycle's endowments. Cost: one best reply, and above level 1 n of them a level and cycle, for all agents together.
 */
export const levelK: ForwardStrategy = {
  name: 'level-k',
  about: 'replies best to others who think one level less; those at level 0 keep their endowments',
  parameters: { level: { about: 'levels of thinking; rounded to a whole number', default: 2, min: 0, max: 20 } },
  create: ({ level }) => {
    const depth = Math.round(level as number);
    return {
      demand: ({ public: common, self, endowment }) =>
        depth === 0 ? endowment : replyTo(common, self, demandsAt(common, depth - 1)),
    };
  },
};

const demandsAt = (common: PublicKnowledge, level: number): PerAgent => {
  const known = thoughts.get(common) ?? [common.endowments];
  thoughts.set(common, known);
  while (known.length <= level) {
    const below = known.at(-1) as PerAgent;
    known.push(below.map((_, agent) => replyTo(common, agent, below)));
  }
  return known[level] as PerAgent;
};

const replyTo = (common: PublicKnowledge, agent: number, demands: PerAgent): number => {
  const own = (demands[agent] as number) - (common.endowments[agent] as number);
  return bestDemand({ common, agent, netDemandOfOthers: totalOf(demands) - own - common.economy.supply });
};

const totals = new WeakMap<PerAgent, number>();

const totalOf = (demands: PerAgent): number => {
  const total = totals.get(demands) ?? demands.reduce((sum, demand) => sum + demand, 0);
  totals.set(demands, total);
  return total;
};
