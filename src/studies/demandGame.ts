import type { PerAgent } from '../domain/economy.ts';
import type { ForwardGame } from './forwardGame.ts';
import { payoffUnder } from './readings.ts';

/** A demand that an agent may choose in the discretised game. */
export interface DemandLevel {
  readonly demand: number;
  /** Whether it is r*_i, and if so whether it lies on the grid of levels or was added to it. */
  readonly equilibrium: 'no' | 'on grid' | 'added';
}

/** The demand game with finitely many demands. */
export interface DemandGame {
  readonly players: readonly string[];
  /** One list a player, rising. */
  readonly levels: readonly (readonly DemandLevel[])[];
  /** The number of profiles. */
  readonly profiles: number;
  /** Payoffs of all players under eq. (3), before charges, for the indices of their levels. Money. Cost O(n^2). */
  readonly payoffs: (indices: readonly number[]) => PerAgent;
}

/** Levels at even steps from 0 to the supply, two at least, and r*_i where none of them is within 1e-9 of the supply of it. */
export const demandGame = (game: ForwardGame, levels: number): DemandGame => {
  const { supply, ids, theory } = game;
  const even = Array.from({ length: levels }, (_, j) => (supply * j) / (levels - 1));
  const chosen = ids.map((_, i) => levelsWith(even, theory.interiorHoldings[i] as number, 1e-9 * supply));
  return {
    players: ids,
    levels: chosen,
    profiles: chosen.reduce((product, own) => product * own.length, 1),
    payoffs: (indices) => {
      const demands = indices.map((level, i) => chosen[i]?.[level]?.demand as number);
      return ids.map((_, i) => payoffUnder('paper', game, demands, i));
    },
  };
};

const levelsWith = (even: PerAgent, star: number, near: number): readonly DemandLevel[] => {
  const isStar = (demand: number): boolean => Math.abs(demand - star) <= near;
  const added: readonly DemandLevel[] = even.some(isStar) ? [] : [{ demand: star, equilibrium: 'added' }];
  const onGrid = even.map(
    (demand): DemandLevel =>
      // To rounding it is r* itself.
      isStar(demand) ? { demand: star, equilibrium: 'on grid' } : { demand, equilibrium: 'no' },
  );
  return [...onGrid, ...added].sort((a, b) => a.demand - b.demand);
};
