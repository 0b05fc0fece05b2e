import { spotPayoff } from '../../theory/spotPayoff.ts';
import type { Theory } from '../../theory/theory.ts';
import type { SurplusAt } from './leastSurplus.ts';

/**
 * Pi_r over all holdings of three agents: the points of a barycentric grid, `steps` to a side, (steps + 1)(steps + 2) / 2 of them,
 * ordered by the first agent's holding and then the second's. Throws a RangeError for any other number of agents.
 */
export const surplusSurface = (theory: Theory, steps: number): readonly SurplusAt[] => {
  const { maxDemands, supply, firstBestWelfare } = theory;
  if (maxDemands.length !== 3) throw new RangeError(`a surface over three agents' holdings, not ${maxDemands.length}`);
  const units = Array.from({ length: steps + 1 }, (_, j) => (supply * j) / steps);
  const payoffs = maxDemands.map((_, i) => units.map((held) => spotPayoff(theory, i, held)));
  return units.flatMap((first, a) =>
    units.slice(0, steps - a + 1).map((second, b): SurplusAt => {
      const c = steps - a - b;
      const shared = [a, b, c].reduce((sum, place, i) => sum + (payoffs[i]?.[place] as number), 0);
      return { holdings: [first, second, units[c] as number], expectedSurplus: firstBestWelfare - shared };
    }),
  );
};
