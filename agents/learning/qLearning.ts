import type { ParameterSpec } from '../../src/domain/agents.ts';
import { exp } from '../../src/numerics/elementary.ts';
import type { BanditRule } from './rules.ts';

interface Values {
  /** Q by situation and action. */
  readonly values: number[][];
  rounds: number;
}

interface QLearning {
  readonly actions: number;
  readonly situations: number;
  /** alpha. */
  readonly rate: number;
  /** gamma, the weight of the next situation's best value. */
  readonly discount: number;
  /** beta: actions are drawn at random with chance exp(-beta t). */
  readonly decay: number;
}

/**
 * Q-learning: Watkins & Dayan (1992), Q-learning, Machine Learning 8, with exploration that decays as in Calvano, Calzolari,
 * Denicolo & Pastorello (2020), Artificial intelligence, algorithmic pricing, and collusion, AER 110. Values begin at zero;
 * among equally good actions one is drawn.
 */
export const qLearningRule = ({ actions, situations, rate, discount, decay }: QLearning): BanditRule<Values> => ({
  fresh: () => ({
    values: Array.from({ length: situations }, () => new Array<number>(actions).fill(0)),
    rounds: 0,
  }),
  choose: ({ values, rounds }, situation, draw) => {
    const u = draw();
    if (draw() < exp(-decay * rounds)) return Math.floor(u * actions);
    const own = values[situation] as number[];
    const best = Math.max(...own);
    const ties = [...own.keys()].filter((action) => own[action] === best);
    return ties[Math.floor(u * ties.length)] as number;
  },
  learn: (state, { chosen, reward, situation, next }) => {
    const own = state.values[situation] as number[];
    const ahead = discount * Math.max(...(state.values[next] as number[]));
    own[chosen] = (own[chosen] as number) + rate * (reward + ahead - (own[chosen] as number));
    state.rounds += 1;
  },
});

export const qLearningParameters: Readonly<Record<'rate' | 'decay', ParameterSpec>> = {
  rate: { about: 'alpha: how far a value moves towards what was earned', default: 0.15, min: 0, max: 1 },
  decay: { about: 'beta: the chance of a random choice is exp(-beta t)', default: 0.005, min: 0 },
};
