import type { SpotStrategy } from '../../src/domain/agents.ts';
import { expertReport } from '../learning/expertReport.ts';
import { hedgeRule } from '../learning/hedge.ts';
import { shadingFactors, shadingParameters } from '../learning/shadingFactors.ts';

/** Freund & Schapire (1997), with full information about what every factor is worth while the others are truthful. */
export const hedge: SpotStrategy = {
  name: 'hedge',
  about: 'reports a share of its type by exponential weights on what every share would have been worth so far',
  parameters: {
    ...shadingParameters,
    rate: { about: 'multiple of the learning rate sqrt(8 ln(levels) / t)', default: 1, min: 0 },
  },
  create: (given) => {
    const factors = shadingFactors(given);
    return expertReport(factors, hedgeRule(factors.length, given['rate'] as number));
  },
};
