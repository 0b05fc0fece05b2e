import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { banditDemand } from '../learning/banditDemand.ts';
import { levelsParameter } from '../learning/demandLevels.ts';
import { exp3Rule } from '../learning/exp3.ts';

/** Auer, Cesa-Bianchi, Freund & Schapire (2002): the bandit's Hedge. */
export const exp3: ForwardStrategy = {
  name: 'exp3',
  about: 'demands a level in proportion to exponential weights on its own payoffs, each over the chance of its level',
  parameters: {
    levels: levelsParameter,
    rate: { about: 'multiple of the learning rate sqrt(ln(levels) / (levels t))', default: 1, min: 0 },
  },
  create: ({ levels, rate }) => {
    const count = Math.round(levels as number);
    return banditDemand({ levels: count, situations: 1, rule: exp3Rule(count, rate as number) });
  },
};
