import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { banditDemand } from '../learning/banditDemand.ts';
import { levelsParameter } from '../learning/demandLevels.ts';
import { rothErevParameters, rothErevRule } from '../learning/rothErev.ts';

/** Roth & Erev (1995), Erev & Roth (1998). */
export const rothErev: ForwardStrategy = {
  name: 'roth-erev',
  about: 'demands a level in proportion to its propensity, which grows by what the level and its neighbours paid',
  parameters: { levels: levelsParameter, ...rothErevParameters },
  create: ({ levels, ...given }) => {
    const count = Math.round(levels as number);
    return banditDemand({ levels: count, situations: 1, rule: rothErevRule(count, given) });
  },
};
