import { forwardMarketFor, spotMarketFor } from '../../markets/marketsFor.ts';
import { forwardWithResale, roundWithResale, spotWithResale } from '../../markets/resale.ts';
import type { Economy } from '../domain/economy.ts';
import type { ForwardRound } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { CycleMarkets, Markets } from '../engine/commands.ts';
import { expectedTheory } from '../theory/expectedTheory.ts';
import type { ForwardTheory } from '../theory/forwardTheory.ts';
import { spotPayoff } from '../theory/spotPayoff.ts';
import { spotSlopes } from '../theory/spotSlopes.ts';
import { type Theory, theoryOf } from '../theory/theory.ts';
import { unitValue } from '../theory/unitValue.ts';
import { economyOf } from './economyOf.ts';
import { recentTheories } from './recentTheories.ts';

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
const recent = recentTheories();

/**
 * One theory a demand scale, made when it is first asked for: at once where states are anticipated. `precision` as in `theoryOf`.
 * Throws IntractableEconomy.
 */
export const marketsOf = (scenario: Scenario, precision?: number): Assembled => {
  const { states } = scenario;
  const theoryAt = (scale: number): Theory =>
    theories(scenario.agents, `${scenario.supply} ${scale} ${precision}`, () => {
      const economy = economyOf(scenario, scale);
      return recent(economy, String(precision), () => theoryOf(economy, precision));
    });
  const theory = theoryAt(1);
  const theoryIn = (state: string | null): Theory => {
    if (state === null) return theory;
    const outcome = states?.outcomes.find(({ id }) => id === state);
    if (outcome === undefined) throw new Error(`the scenario has no state ${state}`);
    return theoryAt(outcome.demandScale);
  };
  const forwardTheory =
    states?.anticipated === true
      ? expectations(scenario.agents, `${scenario.supply} ${precision} ${JSON.stringify(states.outcomes)}`, () =>
          expectedTheory(states.outcomes.map(({ id, probability }) => ({ probability, theory: theoryIn(id) }))),
        )
      : theory;
  const markets: CycleMarkets = {
    forward: forwardMarketFor(scenario, forwardTheory),
    outlook: outlookOf(scenario, forwardTheory, 0),
    spotIn: (state) => {
      const inState = theoryIn(state);
      return { market: spotMarketFor(scenario, inState), maxDemands: inState.maxDemands };
    },
  };
  return { economy: theory.economy, theory, forwardTheory, theoryIn, markets: { ...markets, ...resaleOf() } };

  /** beta mu_{t+1} in cycle t of T. Where endowments are reset no unit is carried on, and after the last cycle none is left. */
  function resaleOf(): Pick<Markets, 'inCycle'> {
    const { spot, carry, cycles, discount } = scenario;
    if (!spot.resale || carry === 'reset') return {};
    return {
      inCycle: (cycle) => {
        const value = discount * unitValue(forwardTheory.commonWorstOffType, discount, Math.max(0, cycles - cycle));
        if (value === 0) return markets;
        return {
          forward: forwardWithResale(markets.forward, value),
          outlook: outlookOf(scenario, forwardTheory, value),
          spotIn: (state) => {
            const { market, maxDemands } = markets.spotIn(state);
            return { market: spotWithResale(market, value), maxDemands };
          },
        };
      },
    };
  }
};

/** Spot payoffs remembered at most: learners ask for the same grid of demands in every cycle. */
const MOST_REMEMBERED = 10_000;

/** `value`: what a unit kept for the next cycle is worth. */
const outlookOf = ({ forward, spot }: Scenario, theory: ForwardTheory, value: number): CycleMarkets['outlook'] => {
  // Charges are the same whatever is demanded, and may be refused.
  const rule = forward.rule === 'none' ? forward : { ...forward, charges: 'none' as const };
  const market = forwardMarketFor({ forward: rule, spot }, theory);
  const known = theory.classes.map(() => new Map<number, number>());
  const worth = (agent: number, demand: number): number => {
    const ofClass = known[theory.classOf[agent] as number] as Map<number, number>;
    const remembered = ofClass.get(demand);
    if (remembered !== undefined) return remembered;
    const payoff = spotPayoff(theory, agent, demand) + value * demand;
    if (ofClass.size < MOST_REMEMBERED) ofClass.set(demand, payoff);
    return payoff;
  };
  return (endowments) => {
    let opened: ForwardRound | undefined;
    const round = (): ForwardRound => {
      if (opened !== undefined) return opened;
      const answer = market.open(endowments);
      if ('refused' in answer) throw new Error(`a forward market without charges did not open: ${answer.refused}`);
      opened = value === 0 ? answer : roundWithResale(answer, endowments, value);
      return opened;
    };
    return {
      payoff: (agent, demand, others) => worth(agent, demand) - round().payment(agent, demand, others),
      marginalPayoff: (agent, demand, others) =>
        spotSlopes(theory, agent, demand).right + value - round().marginalPrice(agent, demand, others),
    };
  };
};
