import { ration } from '../../../markets/forward/ration.ts';
import type { PerAgent } from '../../domain/economy.ts';
import { statesOf } from '../../theory/forwardTheory.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import type { ForwardGame } from '../forwardGame.ts';
import type { BestReplies } from './bestReplies.ts';
import type { Path } from './path.ts';

/** A profile of demands at which a path came to rest, or passes again and again. */
export interface RestPoint {
  readonly demands: PerAgent;
  /** Largest difference of a demand from r*_i, units. */
  readonly distance: number;
  /** What the demands clear to, the long side rationed: adds up to S. */
  readonly holdings: PerAgent;
  /** Pi of these holdings, money, and Lemma 2's verdict on it; with states of demand its expectation, and whether in each. */
  readonly expectedSurplus: number;
  readonly operates: boolean;
  /** The most that an agent gains by another demand under eq. (3), money, as far as best replies for paths tell: 0 at an equilibrium. */
  readonly largestGain: number;
}

/** A distinct end of paths. */
export interface PathEnd {
  readonly kind: Path['kind'];
  readonly points: readonly RestPoint[];
  /** r* itself, to a millionth of the supply. */
  readonly interior: boolean;
  /** Whether the spot market operates at each of the points. */
  readonly operates: boolean;
}

/** Keeps the distinct ends of paths in the order in which they were first reached; `numberOf` gives an end's place. */
export interface PathEnds {
  readonly numberOf: (path: Path) => number;
  readonly all: () => readonly PathEnd[];
}

/** Ends that differ by less than 1e-5 of the supply in every demand are one; a cycle is known by any of its points. */
export const pathEnds = (game: ForwardGame, replies: BestReplies): PathEnds => {
  const ends: PathEnd[] = [];
  const { supply } = game;
  const close = (a: PerAgent, b: PerAgent): boolean =>
    a.every((x, i) => Math.abs(x - (b[i] as number)) <= 1e-5 * supply);
  return {
    all: () => ends,
    numberOf: ({ kind, points }) => {
      const first = points[0] as PerAgent;
      const same = ends.findIndex(
        (end) =>
          end.kind === kind &&
          end.points.length === points.length &&
          end.points.some(({ demands }) => close(demands, first)),
      );
      if (same >= 0) return same;
      const rests = points.map((demands) => restPoint(game, replies, demands));
      return (
        ends.push({
          kind,
          points: rests,
          interior: kind === 'converged' && (rests[0] as RestPoint).distance <= 1e-6 * supply,
          operates: rests.every(({ operates }) => operates),
        }) - 1
      );
    },
  };
};

const restPoint = (game: ForwardGame, replies: BestReplies, demands: PerAgent): RestPoint => {
  const { theory, endowments } = game;
  const holdings = ration(demands, endowments);
  const prospects = statesOf(theory).map(({ probability, theory: inState }) => ({
    probability,
    ...spotProspect(inState, holdings),
  }));
  return {
    demands,
    distance: Math.max(...demands.map((x, i) => Math.abs(x - (theory.interiorHoldings[i] as number)))),
    holdings,
    expectedSurplus: prospects.reduce((sum, state) => sum + state.probability * state.expectedSurplus, 0),
    operates: prospects.every((state) => state.operates),
    largestGain: Math.max(...demands.map((_, i) => replies(demands, i).gain)),
  };
};
