import type { SpotStrategy } from '../../src/domain/agents.ts';
import { banditReport } from '../learning/banditReport.ts';
import { exp3Rule } from '../learning/exp3.ts';
import { shadingFactors, shadingParameters } from '../learning/shadingFactors.ts';

/** Auer, Cesa-Bianchi, Freund & Schapire (2002), over shares of the type. */
export const exp3: SpotStrategy = {
  name: 'exp3',
  about: 'reports a share of its type by exponential weights on its own gains, each over the chance of its share',
  parameters: {
    ...shadingParameters,
    rate: { about: 'multiple of the learning rate sqrt(ln(levels) / (levels t))', default: 1, min: 0 },
  },
  create: (given) => {
    const factors = shadingFactors(given);
    return banditReport(factors, exp3Rule(factors.length, given['rate'] as number));
  },
};
