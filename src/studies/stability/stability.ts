import type { PerAgent } from '../../domain/economy.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { barycentricGrid } from './barycentricGrid.ts';
import { bestReplies } from './bestReplies.ts';
import { type Curvature, curvatureAt } from './curvature.ts';
import { DYNAMICS, type Dynamics, pathFrom } from './dynamics.ts';
import { type ExactPotential, exactPotential } from './exactPotential.ts';
import { forwardPotential } from './forwardPotential.ts';
import { type PathEnd, pathEnds } from './pathEnds.ts';
import { type PricedGame, type PricedRule, rivalRules } from './rivalRules.ts';
import { type StartingPoint, startingPoints } from './startingPoints.ts';

/** A path as it is reported. */
export interface FollowedPath {
  readonly from: string;
  readonly start: PerAgent;
  readonly dynamics: Dynamics;
  readonly steps: number;
  /** Its place in `ends`. */
  readonly end: number;
}

/** A point of the grid and the ends it leads to, as places in `ends`. */
export interface BasinPoint {
  readonly demands: PerAgent;
  readonly inTurn: number;
  readonly gradient: number;
}

export interface RuleStability {
  readonly rule: PricedRule;
  readonly own: boolean;
  readonly priceSlopes: PricedGame['priceSlopes'];
  /** Checked between all starting points. */
  readonly exactPotential: ExactPotential;
  readonly curvature: Curvature;
  readonly paths: readonly FollowedPath[];
  /** Starting demands of three agents that add up to the supply, and where they lead; none for other numbers of agents. */
  readonly basins: readonly BasinPoint[];
  /** Distinct ends of the paths and of the basins. */
  readonly ends: readonly PathEnd[];
}

/** As `forespot stability --json` prints it. Payoffs are those of eq. (3): everybody gets what it demands, the spot market operates. */
export interface Stability {
  readonly name: string;
  readonly agents: readonly string[];
  readonly supply: number;
  readonly reading: 'paper';
  readonly interiorHoldings: PerAgent;
  readonly worstOffType: number;
  /** The scenario's rule first. */
  readonly rules: readonly RuleStability[];
}

export interface StabilityChoice {
  /** Starting points spread over all demands. */
  readonly starts: number;
  /** Steps of the barycentric grid of starting demands for three agents. */
  readonly grid: number;
  /** Told after each path. */
  readonly onPath?: (followed: number, total: number) => void;
}

/** The move away from r* that paths start with, as a share of the supply. */
const DISTURBANCE = 1e-3;

/**
 * Whether r* is stable under the scenario's rule and the two others. Cost: for each rule and start a path of each dynamics, with
 * n best replies of some milliseconds a round until they repeat. Throws a RangeError for rule `none`, and IntractableEconomy.
 */
export const stability = (scenario: Scenario, choice: StabilityChoice): Stability => {
  const prepared = rivalRules(scenario).map((priced) => prepare(priced, choice));
  const { theory, ids, supply } = (prepared[0] as Prepared).priced.game;
  const total = prepared.reduce((sum, { points, grid }) => sum + DYNAMICS.length * points.length + 2 * grid.length, 0);
  let followed = 0;
  const onPath = (): void => {
    followed += 1;
    choice.onPath?.(followed, total);
  };
  return {
    name: scenario.name,
    agents: ids,
    supply,
    reading: 'paper',
    interiorHoldings: theory.interiorHoldings,
    worstOffType: theory.commonWorstOffType,
    rules: prepared.map((each) => ruleStability(each, onPath)),
  };
};

/** Where r* stands under a rule, and where paths start. */
interface Prepared {
  readonly priced: PricedGame;
  readonly curvature: Curvature;
  readonly points: readonly StartingPoint[];
  /** Empty but for three agents. */
  readonly grid: readonly PerAgent[];
}

const prepare = (priced: PricedGame, { starts, grid }: StabilityChoice): Prepared => {
  const { supply, ids } = priced.game;
  const curvature = curvatureAt(priced);
  return {
    priced,
    curvature,
    points: startingPoints(priced, curvature, { spread: starts, disturbance: DISTURBANCE }),
    grid: ids.length === 3 ? barycentricGrid(supply, grid) : [],
  };
};

const ruleStability = ({ priced, curvature, points, grid }: Prepared, onPath: () => void): RuleStability => {
  const { game, rule, own, priceSlopes } = priced;
  const replies = bestReplies(game);
  const ends = pathEnds(game, replies);
  const follow = pathFrom(priced, replies);
  const followed = (dynamics: Dynamics, from: PerAgent): { readonly steps: number; readonly end: number } => {
    const path = follow(dynamics, from);
    onPath();
    return { steps: path.steps, end: ends.numberOf(path) };
  };
  const paths = DYNAMICS.flatMap((dynamics) =>
    points.map(
      ({ from, demands }): FollowedPath => ({ from, start: demands, dynamics, ...followed(dynamics, demands) }),
    ),
  );
  const basins = grid.map(
    (demands): BasinPoint => ({
      demands,
      inTurn: followed('in turn', demands).end,
      gradient: followed('gradient', demands).end,
    }),
  );
  const profiles = points.map(({ demands }) => demands);
  return {
    rule,
    own,
    priceSlopes,
    exactPotential: exactPotential(game, forwardPotential(game), profiles),
    curvature,
    paths,
    basins,
    ends: ends.all(),
  };
};
