import type { PerAgent } from '../../domain/economy.ts';
import type { ForwardGame } from '../forwardGame.ts';
import { payoffUnder } from '../readings.ts';
import type { Potential } from './forwardPotential.ts';

/** A change of one agent's demand that pays something else than the potential says. Money. */
export interface PotentialWitness {
  readonly demands: PerAgent;
  readonly agent: number;
  readonly to: number;
  readonly payoffDifference: number;
  readonly potentialDifference: number;
}

/** `worst`: the largest difference that was found, money. */
export type ExactPotential =
  | { readonly holds: true; readonly worst: number; readonly tolerance: number }
  | { readonly holds: false; readonly worst: number; readonly tolerance: number; readonly witness: PotentialWitness };

/**
 * Whether a function is an exact potential of the game under eq. (3): between any two of the profiles, every agent that alone
 * goes over from one to the other gains what the function gains. Up to the error of the tabulated theory and the rounding of
 * payments. Cost O(n^2 p^2) for p profiles.
 */
export const exactPotential = (
  game: ForwardGame,
  potential: Potential,
  profiles: readonly PerAgent[],
): ExactPotential => {
  const { theory, ids, supply } = game;
  const tolerance = 16 * theory.accuracy.errorBound + 1e-12 * ids.length * supply * theory.hi;
  let witness: PotentialWitness | null = null;
  let worst = 0;
  for (const demands of profiles) {
    const base = potential(demands);
    for (const agent of ids.keys()) {
      const payoff = payoffUnder('paper', game, demands, agent);
      for (const target of profiles) {
        const to = target[agent] as number;
        const changed = demands.map((demand, j) => (j === agent ? to : demand));
        const payoffDifference = payoffUnder('paper', game, changed, agent) - payoff;
        const potentialDifference = potential(changed) - base;
        const gap = Math.abs(payoffDifference - potentialDifference);
        if (gap <= worst) continue;
        worst = gap;
        witness = { demands, agent, to, payoffDifference, potentialDifference };
      }
    }
  }
  return witness === null || worst <= tolerance
    ? { holds: true, worst, tolerance }
    : { holds: false, worst, tolerance, witness };
};
