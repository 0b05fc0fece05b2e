import { drawIndex } from './drawIndex.ts';
import type { ExpertRule } from './rules.ts';

interface Regrets {
  /** What each action would have earned so far above what was earned. */
  readonly sums: number[];
  /** The action of the last round; -1 before the first. */
  chosen: number;
}

/**
 * Regret matching: Hart & Mas-Colell (2000), A simple adaptive procedure leading to correlated equilibrium, Econometrica 68, in
 * its unconditional form (their Theorem B; Blackwell 1956): an action is chosen in proportion to its positive regret. Where no
 * regret is positive the last action is kept. It has no parameters. Cost: a few additions an action.
 */
export const regretMatchingRule = (actions: number): ExpertRule<Regrets> => ({
  fresh: () => ({ sums: new Array<number>(actions).fill(0), chosen: -1 }),
  choose: (state, draw) => {
    const weights = state.sums.map((regret) => Math.max(0, regret));
    const settled = weights.every((weight) => weight === 0);
    if (!settled) state.chosen = drawIndex(weights, draw());
    else if (state.chosen < 0) state.chosen = Math.floor(draw() * actions);
    return state.chosen;
  },
  learn: (state, payoffs) => {
    if (state.chosen < 0) return;
    const earned = payoffs[state.chosen] as number;
    for (let j = 0; j < actions; j++) state.sums[j] = (state.sums[j] as number) + ((payoffs[j] as number) - earned);
  },
});
