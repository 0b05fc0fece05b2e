import type { PerAgent } from '../../domain/economy.ts';
import { ridgesOf } from '../../theory/spotSlopes.ts';
import type { ForwardGame } from '../forwardGame.ts';
import { marginalPayoffs } from './marginalPayoffs.ts';
import type { Path } from './path.ts';
import type { PricedGame } from './rivalRules.ts';

interface Question {
  readonly game: ForwardGame;
  readonly from: PerAgent;
  /** Units per (money per unit). */
  readonly stepSize: number;
  /** A step that moves nobody by more than this ends the path. */
  readonly closeness: number;
  readonly mostSteps: number;
  /** Told every point after the first. */
  readonly onMove?: (demands: PerAgent) => void;
}

/**
 * A step size that raises the potential for certain, without a line search. Between kinks every pi_i is convex, so it lies
 * above its tangent: only payments can bend the potential down, and by no more than their steepest price allows. The hulls make
 * P steepest at 0, say by L; payments then curve by at most n L along any direction under the paper's rule, where all agents
 * move one aggregate, and by L under a posted schedule. A step of 1 / curvature gains at least (step length)^2 * curvature / 2
 * (the descent lemma; Bertsekas 1999, section 2.3). One price does not curve at all: any step will do, and we take the one that
 * crosses the supply when the price is wrong by the whole support.
 */
export const gradientStepSize = ({ game, rule, priceSlopes }: PricedGame): number => {
  const steepest = Math.max(priceSlopes.below, priceSlopes.above);
  switch (rule.rule) {
    case 'discriminatory':
      return 1 / (game.ids.length * steepest);
    case 'posted':
      return 1 / steepest;
    case 'uniform':
      return game.supply / (game.theory.hi - game.theory.lo);
    default:
      return rule satisfies never;
  }
};

/** Ascent of the potential by steps of fixed size along its gradient, every agent kept in [0, S]. Cost O(n) a step. */
export const gradientPath = ({ game, from, stepSize, closeness, mostSteps, onMove }: Question): Path => {
  let demands = from;
  for (let step = 1; step <= mostSteps; step++) {
    const next = ascend(game, demands, stepSize);
    const moved = next.reduce((most, x, i) => Math.max(most, Math.abs(x - (demands[i] as number))), 0);
    demands = next;
    onMove?.(demands);
    if (moved <= closeness) return { kind: 'converged', steps: step, points: [demands] };
  }
  return { kind: 'unsettled', steps: mostSteps, points: [demands] };
};

/** One step. At a maximum demand the spot payoff bends down: a step that would cross it stops there, and one from there asks again. */
const ascend = (game: ForwardGame, demands: PerAgent, stepSize: number): PerAgent =>
  marginalPayoffs(game, demands).map(({ left, right }, i) => {
    const x = demands[i] as number;
    const rising = right > 0 ? right : Math.min(left, 0);
    const [least, most] = reach(game, i, x, rising);
    return Math.min(most, Math.max(least, x + stepSize * rising));
  });

/** How far a demand may move in a step: to the next maximum demand, or to an end of [0, S]. */
const reach = (
  { theory, supply }: ForwardGame,
  agent: number,
  x: number,
  rising: number,
): readonly [number, number] => {
  const ridges = ridgesOf(theory, agent);
  return rising > 0
    ? [x, ridges.find((ridge) => ridge > x) ?? supply]
    : [ridges.findLast((ridge) => ridge < x) ?? 0, x];
};
