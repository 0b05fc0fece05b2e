import { ration } from '../../../markets/forward/ration.ts';
import type { PerAgent } from '../../domain/economy.ts';
import { bestReplies } from '../../studies/stability/bestReplies.ts';
import { bestReplyPath } from '../../studies/stability/bestReplyPath.ts';
import { gradientPath, gradientStepSize } from '../../studies/stability/gradientPath.ts';
import { rivalRules } from '../../studies/stability/rivalRules.ts';
import { knownScenario } from './knownScenarios.ts';
import type { Questions, Route } from './questions.ts';

const MOST_ROUNDS = 60;
const MOST_STEPS = 4000;
/** Points of a drawn route. */
const MOST_POINTS = 200;

/** The ways that demands take from a point when agents reply best in turn, and when they climb the potential. */
export const routes = ({ scenario, from }: Questions['routes']['ask']): readonly Route[] => {
  const priced = rivalRules(knownScenario(scenario))[0];
  if (priced === undefined) return [];
  const { game } = priced;
  const closeness = 1e-7 * game.supply;
  const [replies, climb]: [PerAgent[], PerAgent[]] = [[from], [from]];
  bestReplyPath({
    replies: bestReplies(game),
    from,
    order: 'in turn',
    closeness,
    mostRounds: MOST_ROUNDS,
    onMove: (demands) => replies.push(demands),
  });
  gradientPath({
    game,
    from,
    stepSize: gradientStepSize(priced),
    closeness,
    mostSteps: MOST_STEPS,
    onMove: (demands) => climb.push(demands),
  });
  const route = (name: string, all: readonly PerAgent[]): Route => {
    const every = Math.ceil(all.length / MOST_POINTS);
    const demands = all.filter((_, j) => j % every === 0 || j === all.length - 1);
    return { name, demands, holdings: demands.map((each) => ration(each, game.endowments)) };
  };
  return [route('best replies in turn', replies), route('gradient ascent', climb)];
};
