import type { PerAgent } from '../domain/economy.ts';
import { bestResponse } from './bestResponse.ts';
import type { ForwardGame } from './forwardGame.ts';
import { payoffUnder, type Reading } from './readings.ts';

/** What one agent could gain by demanding something else. Money; payoffs are before charges, which do not depend on demands. */
export interface ForwardDeviation {
  readonly id: string;
  readonly demand: number;
  readonly payoff: number;
  /** The best demand that was found, and what it earns. */
  readonly bestResponse: number;
  readonly bestPayoff: number;
  /** bestPayoff - payoff: never negative, because staying is among the responses. */
  readonly gain: number;
  /** Proved: no demand in [0, S] gains more. */
  readonly upperBound: number;
}

export interface ForwardDeviations {
  readonly reading: Reading;
  /** Sum of the gains. */
  readonly nashConv: number;
  /** Sum of the upper bounds. */
  readonly nashConvUpperBound: number;
  readonly agents: readonly ForwardDeviation[];
}

/** Certified best responses of all agents to a profile of demands. Cost O(n) best responses; `tolerance` is money. */
export const forwardDeviations = (
  game: ForwardGame,
  demands: PerAgent,
  { reading, tolerance }: { readonly reading: Reading; readonly tolerance: number },
): ForwardDeviations => {
  const agents = game.ids.map((id, agent): ForwardDeviation => {
    const demand = demands[agent] as number;
    const payoff = payoffUnder(reading, game, demands, agent);
    // Where nobody is asked there is nothing to deviate to.
    if (!game.round.asksForDemands)
      return { id, demand, payoff, bestResponse: demand, bestPayoff: payoff, gain: 0, upperBound: 0 };
    const best = bestResponse({ reading, game, demands, agent, tolerance });
    const upperBound = best.upperBound - payoff;
    return { id, demand, payoff, bestResponse: best.at, bestPayoff: best.value, gain: best.value - payoff, upperBound };
  });
  const sum = (of: (deviation: ForwardDeviation) => number): number => agents.reduce((all, one) => all + of(one), 0);
  return {
    reading,
    nashConv: sum(({ gain }) => gain),
    nashConvUpperBound: sum(({ upperBound }) => upperBound),
    agents,
  };
};

export type EquilibriumVerdict =
  | { readonly holds: true; readonly tolerance: number }
  | { readonly holds: false; readonly tolerance: number; readonly witness: ForwardDeviation };

/** Whether nobody can gain more than `tolerance` money, by proof; the witness is the agent that may gain most. */
export const isEquilibrium = ({ agents }: ForwardDeviations, tolerance: number): EquilibriumVerdict => {
  const worst = agents.reduce((most, one) => (one.upperBound > most.upperBound ? one : most));
  return worst.upperBound <= tolerance ? { holds: true, tolerance } : { holds: false, tolerance, witness: worst };
};
