import { type ForwardTheory, statesOf } from './forwardTheory.ts';

/** An agent that holds more at r* than it can use in some state. */
export interface IdleHolding {
  readonly agent: number;
  readonly holding: number;
  /** Money per unit: the slope of the expected spot payoff just below the holding, short of t* by the states in which nothing is added. */
  readonly marginalValue: number;
}

/**
 * The first agent whose interior holding r*_i exceeds its maximum demand in some state, or null. Its last unit is worth nothing
 * in that state although its worst-off type there is hi, so it would rather hold less: r* is then no equilibrium. Never with one
 * state (r*_i = q_i(t^) < k_i) and never with equal agents (S/n < k in every state, by scarcity). Cost O(n) a state.
 */
export const idleAtInterior = (theory: ForwardTheory): IdleHolding | null => {
  const { interiorHoldings, commonWorstOffType, hi } = theory;
  const states = statesOf(theory);
  for (let agent = 0; agent < interiorHoldings.length; agent++) {
    const holding = interiorHoldings[agent] as number;
    const idle = states.filter((state) => holding > (state.theory.maxDemands[agent] as number));
    if (idle.length === 0) continue;
    const marginalValue = idle.reduce((value, { probability }) => value - probability * hi, commonWorstOffType);
    return { agent, holding, marginalValue };
  }
  return null;
};
