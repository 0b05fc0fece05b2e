import { ln } from '../../src/numerics/elementary.ts';
import { type Cumulative, cumulativeLogit } from './cumulativeLogit.ts';
import type { ExpertRule } from './rules.ts';

/**
 * Hedge: Freund & Schapire (1997), A decision-theoretic generalization of on-line learning, JCSS 55. The learning rate falls as
 * sqrt(8 ln K / t) (Cesa-Bianchi & Lugosi 2006, Prediction, Learning, and Games, section 2.3), so no horizon has to be known;
 * `rate` multiplies it. Average regret falls as 1 / sqrt(t), whatever the others do.
 */
export const hedgeRule = (actions: number, rate: number): ExpertRule<Cumulative> =>
  cumulativeLogit(actions, (rounds) => rate * Math.sqrt((8 * ln(actions)) / rounds));
