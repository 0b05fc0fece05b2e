import type { ForwardStrategy } from '../../src/domain/agents.ts';
import { cumulativeLogit } from '../learning/cumulativeLogit.ts';
import { levelsParameter } from '../learning/demandLevels.ts';
import { expertDemand } from '../learning/expertDemand.ts';

/**
 * Smoothed fictitious play: Fudenberg & Levine (1995), Consistency and cautious fictitious play, JEDC 19 (Brown 1951 without the
 * smoothing). Beliefs are the past net demands of the others, each as likely as it was frequent; the reply to them is logit with
 * a temperature in units of the largest difference between two levels' payoffs.
 */
export const fictitiousPlay: ForwardStrategy = {
  name: 'fictitious-play',
  about: 'demands a level by the logit reply to all past net demands of the others, taken as equally likely',
  parameters: {
    levels: levelsParameter,
    temperature: { about: 'of the logit reply, as a share of what levels differ by', default: 0.002, min: 1e-9 },
  },
  create: ({ levels, temperature }) => {
    const count = Math.round(levels as number);
    return expertDemand(
      count,
      cumulativeLogit(count, (rounds) => 1 / ((temperature as number) * rounds)),
    );
  },
};
