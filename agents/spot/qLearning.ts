import type { SpotStrategy } from '../../src/domain/agents.ts';
import { banditReport } from '../learning/banditReport.ts';
import { qLearningParameters, qLearningRule } from '../learning/qLearning.ts';
import { shadingFactors, shadingParameters } from '../learning/shadingFactors.ts';

/** Watkins & Dayan (1992), over shares of the type and without situations: a report moves nothing that the next one depends on. */
export const qLearning: SpotStrategy = {
  name: 'q-learning',
  about: 'reports the share of its type with the best learned value, and a random one with a chance that decays',
  parameters: { ...shadingParameters, ...qLearningParameters },
  create: (given) => {
    const factors = shadingFactors(given);
    const rule = qLearningRule({
      actions: factors.length,
      situations: 1,
      rate: given['rate'] as number,
      discount: 0,
      decay: given['decay'] as number,
    });
    return banditReport(factors, rule);
  },
};
