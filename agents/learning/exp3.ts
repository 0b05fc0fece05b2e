import { ln } from '../../src/numerics/elementary.ts';
import { drawIndex } from './drawIndex.ts';
import { logit } from './logit.ts';
import type { BanditRule } from './rules.ts';

interface EstimatedLosses {
  /** Minus the estimated loss of each action so far: what was lost over the chance of choosing the action. */
  readonly sums: number[];
  rounds: number;
  /** The chance with which the last action was chosen. */
  chance: number;
}

/**
 * Exp3: Auer, Cesa-Bianchi, Freund & Schapire (2002), The nonstochastic multiarmed bandit problem, SIAM J. Comput. 32, in the
 * form without a horizon of Bubeck & Cesa-Bianchi (2012), Regret analysis of bandit problems, section 3.1: losses 1 - reward and
 * a learning rate sqrt(ln K / (K t)), which `rate` multiplies. Expected average regret is at most 2 sqrt(K ln K / t) of rewards.
 */
export const exp3Rule = (actions: number, rate: number): BanditRule<EstimatedLosses> => ({
  fresh: () => ({ sums: new Array<number>(actions).fill(0), rounds: 0, chance: 1 }),
  choose: (state, _situation, draw) => {
    const weights = logit(state.sums, rate * Math.sqrt(ln(actions) / (actions * (state.rounds + 1))));
    const chosen = drawIndex(weights, draw());
    state.chance = (weights[chosen] as number) / weights.reduce((sum, weight) => sum + weight, 0);
    return chosen;
  },
  learn: (state, { chosen, reward }) => {
    state.sums[chosen] = (state.sums[chosen] as number) - (1 - reward) / state.chance;
    state.rounds += 1;
  },
});
