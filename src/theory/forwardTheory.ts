import type { InterimTable } from './interimTable.ts';
import type { Theory } from './theory.ts';

/** One state w of the world: its probability alpha_w and the economy's theory in it. */
export interface TheoryState {
  readonly probability: number;
  readonly theory: Theory;
}

/**
 * What a forward market looks forward to when it is held before the state of demand is known (section 5.1). Every figure has
 * the name that it has in `Theory` and is an expectation over the states:
 *
 *   tau_i(x)      sum of alpha_w t^_i(x; w), the expected worst-off type of agent i when it holds x
 *   table.q       the inverse of tau: the holding at which a type is the expected worst-off one, which is q where there is one state
 *   t*, r*        the type at which those holdings add up to the supply, and the holdings: commonWorstOffType, interiorHoldings
 *   maxDemands    the largest of the states, where tau reaches the end of the support
 *
 * With equal agents r* = S/n. For unequal agents this is our generalisation of the paper: the spot market need not operate at r*
 * in every state, and r* is no equilibrium where it leaves an agent with units that are worthless in a state (`idleAtInterior`).
 */
export interface ExpectedTheory
  extends Pick<
    Theory,
    | 'economy'
    | 'supply'
    | 'lo'
    | 'hi'
    | 'classes'
    | 'classOf'
    | 'firstOf'
    | 'maxDemands'
    | 'commonWorstOffType'
    | 'interiorHoldings'
    | 'firstBestWelfare'
    | 'meanTypes'
    | 'accuracy'
  > {
  readonly table: Pick<InterimTable, 'edges' | 'corners' | 'error' | 'q' | 'slope' | 'lowest'>;
  /** States of positive probability; the probabilities add up to 1. */
  readonly states: readonly TheoryState[];
}

/** What forward markets are priced from: the one economy, or the expectation over its states. */
export type ForwardTheory = Theory | ExpectedTheory;

/** The states; an economy without any is its own only one. */
export const statesOf = (theory: ForwardTheory): readonly TheoryState[] =>
  'states' in theory ? theory.states : [{ probability: 1, theory }];
