import type { PerAgent } from '../../domain/economy.ts';
import { findRoot } from '../../numerics/findRoot.ts';
import type { Curvature } from './curvature.ts';
import type { PricedGame } from './rivalRules.ts';

export interface StartingPoint {
  /** Where it comes from, in words. */
  readonly from: string;
  readonly demands: PerAgent;
}

interface Choice {
  /** How many points spread over [0, S]^n. */
  readonly spread: number;
  /** The largest move of an agent away from r*, as a share of the supply. */
  readonly disturbance: number;
}

/** Directions that are followed: the most unstable ones. Agents of one class have as many alike. */
const MOST_DIRECTIONS = 6;

/**
 * Where paths start: r* moved both ways along its unstable directions (the six most unstable ones), the endowments, and points
 * spread over all demands. Where no direction is unstable, all are followed up to six: a stable point must come back from each.
 */
export const startingPoints = (
  { game }: PricedGame,
  { sides }: Curvature,
  { spread, disturbance }: Choice,
): readonly StartingPoint[] => {
  const { supply, endowments, theory } = game;
  const moved = sides.flatMap(({ side, directions, unstable }) =>
    directions
      .slice(0, Math.min(MOST_DIRECTIONS, unstable === 0 ? directions.length : unstable))
      .map(({ direction }, d) => {
        const size = (disturbance * supply) / Math.max(...direction.map(Math.abs));
        return {
          from: `r* moved along direction ${d + 1} ${side}`,
          demands: theory.interiorHoldings.map((held, i) =>
            Math.min(supply, Math.max(0, held + size * (direction[i] as number))),
          ),
        };
      }),
  );
  const all = Array.from({ length: spread }, (_, j) => ({
    from: `point ${j + 1} of ${spread} spread over all demands`,
    demands: spreadPoint(endowments.length, j).map((share) => share * supply),
  }));
  return [...moved, { from: 'endowments', demands: endowments }, ...all];
};

/**
 * Point j of a sequence that fills [0, 1]^n evenly, always the same and drawn by nobody: multiples of g^-1, ..., g^-n modulo
 * 1, g > 1 the root of x^(n + 1) = x + 1, the golden ratio for n = 1. Source: Roberts (2018), The unreasonable effectiveness
 * of quasirandom sequences.
 */
export const spreadPoint = (n: number, j: number): PerAgent => {
  const excess = (x: number): number => Array.from({ length: n + 1 }).reduce((power: number) => power * x, 1) - x - 1;
  const root = findRoot(excess, 1, 2);
  let power = 1;
  return Array.from({ length: n }, () => {
    power /= root;
    const share = 0.5 + (j + 1) * power;
    return share - Math.floor(share);
  });
};
