import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { banditDemand } from '../learning/banditDemand.ts';
import { levelsParameter } from '../learning/demandLevels.ts';
import { qLearningParameters, qLearningRule } from '../learning/qLearning.ts';

/** Watkins & Dayan (1992). Its situation is its endowment; with one situation and no discount it is the stateless learner. */
export const qLearning: ForwardStrategy = {
  name: 'q-learning',
  about: 'demands the level with the best learned value, and a random one with a chance that decays',
  parameters: {
    levels: levelsParameter,
    ...qLearningParameters,
    discount: { about: 'gamma: the weight of the next situation, below 1', default: 0, min: 0, max: 0.999 },
    situations: {
      about: 'equal parts of [0, maximum demand] by which it tells its endowments apart; rounded to a whole number',
      default: 1,
      min: 1,
      max: 1000,
    },
  },
  create: ({ levels, rate, decay, discount, situations }) => {
    const count = Math.round(levels as number);
    const parts = Math.round(situations as number);
    const rule = qLearningRule({
      actions: count,
      situations: parts,
      rate: rate as number,
      discount: discount as number,
      decay: decay as number,
    });
    return banditDemand({ levels: count, situations: parts, rule });
  },
};
