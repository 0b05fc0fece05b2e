import type { SpotStrategy } from '../../src/domain/agents.ts';
import { banditReport } from '../learning/banditReport.ts';
import { rothErevParameters, rothErevRule } from '../learning/rothErev.ts';
import { shadingFactors, shadingParameters } from '../learning/shadingFactors.ts';

/** Roth & Erev (1995), Erev & Roth (1998), over shares of the type. */
export const rothErev: SpotStrategy = {
  name: 'roth-erev',
  about:
    'reports a share of its type in proportion to its propensity, which grows by what the share and its neighbours brought',
  parameters: { ...shadingParameters, ...rothErevParameters },
  create: (given) => {
    const factors = shadingFactors(given);
    return banditReport(factors, rothErevRule(factors.length, given));
  },
};
