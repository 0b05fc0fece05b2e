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

/** Theories by the agents, the supply and the demand scale that they are of: studies ask about one economy many times. */
const theories = new WeakMap<Scenario['agents'], Map<string, Theory>>();

const theoryAt = (scenario: Scenario, scale: number): Theory => {
  const { agents, supply } = scenario;
  const ofAgents = theories.get(agents) ?? new Map<string, Theory>();
  theories.set(agents, ofAgents);
  const key = `${supply} ${scale}`;
  const theory = ofAgents.get(key) ?? theoryOf(economyOf(scenario, scale));
  ofAgents.set(key, theory);
  return theory;
};

/** One theory a demand scale, made when it is first asked for: at once where states are anticipated. Throws IntractableEconomy. */
export const marketsOf = (scenario: Scenario): Assembled => {
  const { states } = scenario;
  const theory = theoryAt(scenario, 1);
  const theoryIn = (state: string | null): Theory => {
    if (state === null) return theory;
    const outcome = states?.outcomes.find(({ id }) => id === state);
    if (outcome === undefined) throw new Error(`the scenario has no state ${state}`);
    return theoryAt(scenario, outcome.demandScale);
  };
  const forwardTheory =
    states?.anticipated === true
      ? expectedTheory(states.outcomes.map(({ id, probability }) => ({ probability, theory: theoryIn(id) })))
      : theory;
  return {
    economy: theory.economy,
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
