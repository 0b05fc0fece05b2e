import { ration } from '../../../markets/forward/ration.ts';
import type { PerAgent } from '../../domain/economy.ts';
import { statesOf } from '../../theory/forwardTheory.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import type { ForwardGame } from '../forwardGame.ts';
import { demandsOf, type Slot } from './demandPattern.ts';

/** A profile of demands and what comes of it. Arrays are one number an agent; quantities and money are the scenario's. */
export interface EquilibriumPoint {
  readonly demands: PerAgent;
  /** Sum of demands less the supply. */
  readonly excess: number;
  /** Every demand is strictly between 0 and the agent's maximum demand. */
  readonly interior: boolean;
  /** It is r*. */
  readonly interiorHoldings: boolean;
  readonly addsUp: boolean;
  /** What the agents hold after the long side is rationed. */
  readonly holdings: PerAgent;
  /** Pi of those holdings, expected over anticipated states, and whether the spot market operates there (Lemma 2) in every state. */
  readonly expectedSurplus: number;
  readonly operates: boolean;
  /** Where it is one point of a continuum: the least and largest demand of each agent in it. Null for a lone equilibrium. */
  readonly continuum: { readonly from: PerAgent; readonly to: PerAgent } | null;
}

/** Describes a profile; quantities are told apart from 1e-8 of the supply on. */
export const equilibriumAt = (game: ForwardGame, profile: readonly Slot[]): EquilibriumPoint => {
  const { theory, supply, endowments } = game;
  const near = 1e-8 * supply;
  const star = theory.interiorHoldings;
  const found = demandsOf(profile);
  const interiorHoldings = found.every((demand, i) => Math.abs(demand - (star[i] as number)) <= near);
  // Found by a search to rounding; the theory has it exactly.
  const demands = interiorHoldings ? star : found;
  const excess = demands.reduce((sum, demand) => sum + demand, -supply);
  const holdings = ration(demands, endowments);
  const states = statesOf(theory).map((state) => ({ ...state, prospect: spotProspect(state.theory, holdings) }));
  return {
    demands,
    excess,
    interior: demands.every((demand, i) => demand > near && demand < (theory.maxDemands[i] as number) - near),
    interiorHoldings,
    addsUp: Math.abs(excess) <= near,
    holdings,
    expectedSurplus: states.reduce((sum, { probability, prospect }) => sum + probability * prospect.expectedSurplus, 0),
    operates: states.every(({ prospect }) => prospect.operates),
    continuum: profile.some(({ from, to }) => from < to)
      ? { from: profile.map(({ from }) => from), to: profile.map(({ to }) => to) }
      : null,
  };
};
