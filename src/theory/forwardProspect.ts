import type { PerAgent } from '../domain/economy.ts';
import { type ForwardTheory, statesOf } from './forwardTheory.ts';
import { autarkyPayoff } from './spotPayoff.ts';
import { type SpotProspect, spotProspect } from './spotProspect.ts';

/** What holdings promise when the forward market closes: the expectation over the states, each with Lemma 2 applied. Money. */
export interface ForwardProspect {
  /** pi_i(r_i) in the states in which the spot market operates, the value of keeping r_i in the others. */
  readonly spotPayoffs: PerAgent;
  /** Pi_r in the states in which it operates, nothing in the others. */
  readonly expectedSurplus: number;
  /** The prospect of each state, in the theory's order. */
  readonly states: readonly SpotProspect[];
}

/** Cost: a spot prospect a state. */
export const forwardProspect = (theory: ForwardTheory, holdings: PerAgent): ForwardProspect => {
  const states = statesOf(theory).map(({ probability, theory: inState }) => {
    const prospect = spotProspect(inState, holdings);
    const payoffs = prospect.operates ? prospect.spotPayoffs : holdings.map((r, i) => autarkyPayoff(inState, i, r));
    return { probability, prospect, payoffs };
  });
  return {
    spotPayoffs: holdings.map((_, i) =>
      states.reduce((sum, { probability, payoffs }) => sum + probability * (payoffs[i] as number), 0),
    ),
    expectedSurplus: states.reduce(
      (sum, { probability, prospect }) => sum + (prospect.operates ? probability * prospect.expectedSurplus : 0),
      0,
    ),
    states: states.map(({ prospect }) => prospect),
  };
};
