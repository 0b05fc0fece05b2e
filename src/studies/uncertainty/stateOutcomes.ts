import type { PerAgent } from '../../domain/economy.ts';
import { autarkyPayoff } from '../../theory/spotPayoff.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import type { Theory } from '../../theory/theory.ts';

/** A state of demand of a scenario, with the economy's theory in it. */
export interface DemandState {
  readonly id: string;
  readonly probability: number;
  readonly demandScale: number;
  readonly theory: Theory;
}

/** What becomes of holdings in one state. Money; a deficit is negative. */
export interface StateOutcome {
  readonly state: string;
  readonly probability: number;
  readonly demandScale: number;
  readonly worstOffTypes: PerAgent;
  /** Pi_r(w). */
  readonly expectedSurplus: number;
  /** Lemma 2 in this state. */
  readonly operates: boolean;
  readonly firstBest: number;
  /** First best where the spot market operates, the value of keeping what is held where it does not. */
  readonly welfare: number;
}

/** What holdings that are the same in every state come to. Money, expected over the states. */
export interface HoldingsOutcome {
  readonly holdings: PerAgent;
  readonly states: readonly StateOutcome[];
  readonly operatesInEvery: boolean;
  readonly expectedWelfare: number;
  /** First best less welfare: lost in the states in which the spot market is shut. */
  readonly welfareLost: number;
  /** Expected surplus of the states in which the spot market operates: what agents leave to its operator. */
  readonly leftToOperator: number;
}

/** Cost: a spot prospect a state. */
export const outcomeOf = (states: readonly DemandState[], holdings: PerAgent): HoldingsOutcome => {
  const outcomes = states.map(({ id, probability, demandScale, theory }): StateOutcome => {
    const { worstOffTypes, expectedSurplus, operates } = spotProspect(theory, holdings);
    const firstBest = theory.firstBestWelfare;
    const kept = holdings.reduce((sum, held, i) => sum + autarkyPayoff(theory, i, held), 0);
    const welfare = operates ? firstBest : kept;
    return { state: id, probability, demandScale, worstOffTypes, expectedSurplus, operates, firstBest, welfare };
  });
  const expected = (of: (outcome: StateOutcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + outcome.probability * of(outcome), 0);
  return {
    holdings,
    states: outcomes,
    operatesInEvery: outcomes.every(({ operates }) => operates),
    expectedWelfare: expected(({ welfare }) => welfare),
    welfareLost: expected(({ firstBest, welfare }) => firstBest - welfare),
    leftToOperator: expected(({ operates, expectedSurplus }) => (operates ? expectedSurplus : 0)),
  };
};
