import type { PerAgent } from '../../domain/economy.ts';
import type { BestReplies } from './bestReplies.ts';
import { bestReplyPath } from './bestReplyPath.ts';
import { gradientPath, gradientStepSize } from './gradientPath.ts';
import type { Path } from './path.ts';
import type { PricedGame } from './rivalRules.ts';

/** How demands move: best replies one after the other, best replies of all at once, or a small step of all along the gradient. */
export type Dynamics = 'in turn' | 'at once' | 'gradient';
export const DYNAMICS: readonly Dynamics[] = ['in turn', 'at once', 'gradient'];

const MOST_ROUNDS = 200;
const MOST_STEPS = 20_000;

/** The path that demands take from a starting point under one of the dynamics. */
export const pathFrom = (priced: PricedGame, replies: BestReplies): ((dynamics: Dynamics, from: PerAgent) => Path) => {
  const { game } = priced;
  const stepSize = gradientStepSize(priced);
  return (dynamics, from) =>
    dynamics === 'gradient'
      ? gradientPath({ game, from, stepSize, closeness: 1e-10 * game.supply, mostSteps: MOST_STEPS })
      : bestReplyPath({ replies, from, order: dynamics, closeness: 1e-9 * game.supply, mostRounds: MOST_ROUNDS });
};
