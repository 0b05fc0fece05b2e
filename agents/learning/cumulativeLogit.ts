import { drawIndex } from './drawIndex.ts';
import { logit } from './logit.ts';
import type { ExpertRule } from './rules.ts';

export interface Cumulative {
  /** What each action would have earned so far, less what the average action would. */
  readonly sums: number[];
  rounds: number;
  /** The largest difference between two actions' payoffs of one round: the unit in which payoffs are compared. */
  spread: number;
}

/** Chooses in proportion to exp(precision(rounds) * sum / spread). Uniform before the first lesson. Cost: an exp an action. */
export const cumulativeLogit = (actions: number, precision: (rounds: number) => number): ExpertRule<Cumulative> => ({
  fresh: () => ({ sums: new Array<number>(actions).fill(0), rounds: 0, spread: 0 }),
  choose: ({ sums, rounds, spread }, draw) =>
    drawIndex(logit(sums, spread === 0 ? 0 : precision(rounds) / spread), draw()),
  learn: (state, payoffs) => {
    let [least, most, total] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    for (const payoff of payoffs) {
      least = Math.min(least, payoff);
      most = Math.max(most, payoff);
      total += payoff;
    }
    const average = total / actions;
    for (let j = 0; j < actions; j++) state.sums[j] = (state.sums[j] as number) + ((payoffs[j] as number) - average);
    state.rounds += 1;
    state.spread = Math.max(state.spread, most - least);
  },
});
