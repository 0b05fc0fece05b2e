import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { levelsParameter } from '../learning/demandLevels.ts';
import { expertDemand } from '../learning/expertDemand.ts';
import { hedgeRule } from '../learning/hedge.ts';

/** Freund & Schapire (1997), with full information: exponential weights on what each level would have paid. */
export const hedge: ForwardStrategy = {
  name: 'hedge',
  about: 'demands a level in proportion to exponential weights on what every level would have paid so far',
  parameters: {
    levels: levelsParameter,
    rate: { about: 'multiple of the learning rate sqrt(8 ln(levels) / t)', default: 1, min: 0 },
  },
  create: ({ levels, rate }) => {
    const count = Math.round(levels as number);
    return expertDemand(count, hedgeRule(count, rate as number));
  },
};
