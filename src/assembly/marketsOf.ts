import { forwardMarketFor, spotMarketFor } from '../../markets/marketsFor.ts';
import type { Economy } from '../domain/economy.ts';
import type { ForwardRound } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Markets } from '../engine/commands.ts';
import { expectedTheory } from '../theory/expectedTheory.ts';
import type { ForwardTheory } from '../theory/forwardTheory.ts';
import { spotPayoff } from '../theory/spotPayoff.ts';
import { spotSlopes } from '../theory/spotSlopes.ts';
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

/** What was made for an economy, by its agents, for as long as these are in use: studies ask about one economy many times. */
const remembered = <T>() => {
  const known = new WeakMap<Scenario['agents'], Map<string, T>>();
  return (agents: Scenario['agents'], key: string, make: () => T): T => {
    const ofAgents = known.get(agents) ?? new Map<string, T>();
    known.set(agents, ofAgents);
    const value = ofAgents.get(key) ?? make();
    ofAgents.set(key, value);
    return value;
  };
};
const theories = remembered<Theory>();
const expectations = remembered<ForwardTheory>();

const theoryAt = (scenario: Scenario, scale: number): Theory =>
  theories(scenario.agents, `${scenario.supply} ${scale}`, () => theoryOf(economyOf(scenario, scale)));

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
      ? expectations(scenario.agents, `${scenario.supply} ${JSON.stringify(states.outcomes)}`, () =>
          expectedTheory(states.outcomes.map(({ id, probability }) => ({ probability, theory: theoryIn(id) }))),
        )
      : theory;
  return {
    economy: theory.economy,
    theory,
    forwardTheory,
    theoryIn,
    markets: {
      forward: forwardMarketFor(scenario, forwardTheory),
      outlook: outlookOf(scenario, forwardTheory),
      spotIn: (state) => {
        const inState = theoryIn(state);
        return { market: spotMarketFor(scenario, inState), maxDemands: inState.maxDemands };
      },
    },
  };
};

const outlookOf =
  ({ forward, spot }: Scenario, theory: ForwardTheory): Markets['outlook'] =>
  (endowments) => {
    // Charges are the same whatever is demanded, and may be refused.
    const rule = forward.rule === 'none' ? forward : { ...forward, charges: 'none' as const };
    let opened: ForwardRound | undefined;
    const round = (): ForwardRound => {
      if (opened !== undefined) return opened;
      const answer = forwardMarketFor({ forward: rule, spot }, theory).open(endowments);
      if ('refused' in answer) throw new Error(`a forward market without charges did not open: ${answer.refused}`);
      opened = answer;
      return answer;
    };
    return {
      payoff: (agent, demand, others) => spotPayoff(theory, agent, demand) - round().payment(agent, demand, others),
      marginalPayoff: (agent, demand, others) =>
        spotSlopes(theory, agent, demand).right - round().marginalPrice(agent, demand, others),
    };
  };
