import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { levelsParameter } from '../learning/demandLevels.ts';
import { expertDemand } from '../learning/expertDemand.ts';
import { regretMatchingRule } from '../learning/regretMatching.ts';

/** Hart & Mas-Colell (2000), unconditional, with full information over a grid of demands. */
export const regretMatching: ForwardStrategy = {
  name: 'regret-matching',
  about: 'demands a level in proportion to how much more it would have paid so far than what was demanded',
  parameters: { levels: levelsParameter },
  create: ({ levels }) => {
    const count = Math.round(levels as number);
    return expertDemand(count, regretMatchingRule(count));
  },
};
