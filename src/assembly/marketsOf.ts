import { forwardMarketFor, spotMarketFor } from '../../markets/marketsFor.ts';
import type { Economy } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Markets } from '../engine/commands.ts';
import { expectedTheory } from '../theory/expectedTheory.ts';
import type { ForwardTheory } from '../theory/forwardTheory.ts';
import { type Theory, theoryOf } from '../theory/theory.ts';
import { economyOf } from './economyOf.ts';

/** A scenario's economy, its theory and its markets, wired. */
export interface Assembled {
  readonly economy: Economy;
  /** Of the economy at demand scale 1. */
  readonly theory: Theory;
  /** What the forward market is priced from: `theory`, or with anticipated states the expectation over them (section 5.1). */
  readonly forwardTheory: ForwardTheory;
  /** The theory in a state; null is the economy without states. Throws for a state that the scenario does not have. */
  readonly theoryIn: (state: string | null) => Theory;
  readonly markets: Markets;
}

/** One theory a demand scale, made when it is first asked for: at once where states are anticipated. Throws IntractableEconomy. */
export const marketsOf = (scenario: Scenario): Assembled => {
  const { states } = scenario;
  const economy = economyOf(scenario);
  const theory = theoryOf(economy);
  const atScale = new Map([[1, theory]]);
  const theoryAt = (scale: number): Theory => {
    const known = atScale.get(scale) ?? theoryOf(economyOf(scenario, scale));
    atScale.set(scale, known);
    return known;
  };
  const theoryIn = (state: string | null): Theory => {
    if (state === null) return theory;
    const outcome = states?.outcomes.find(({ id }) => id === state);
    if (outcome === undefined) throw new Error(`the scenario has no state ${state}`);
    return theoryAt(outcome.demandScale);
  };
  const forwardTheory =
    states?.anticipated === true
      ? expectedTheory(states.outcomes.map(({ id, probability }) => ({ probability, theory: theoryIn(id) })))
      : theory;
  return {
    economy,
    theory,
    forwardTheory,
    theoryIn,
    markets: {
      forward: forwardMarketFor(scenario, forwardTheory),
      spotIn: (state) => {
        const inState = theoryIn(state);
        return { market: spotMarketFor(scenario, inState), maxDemands: inState.maxDemands };
      },
    },
  };
};
