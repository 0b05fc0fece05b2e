import { Immer } from 'immer';
import type { PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';
import { editedScenario, isOfCycle } from './edits.ts';
import type { MarketState } from './state.ts';

type Evolve = (state: MarketState, event: MarketEvent) => MarketState;

/**
 * The state after an event: the one fold that a run, a replay, a fork and the lab share. It believes the event and recomputes
 * nothing but sums of money. `autoFreeze` guards tests against mutation; freezing costs more than a market with many agents.
 */
export const createEvolve = ({ autoFreeze }: { readonly autoFreeze: boolean }): Evolve => {
  const { produce } = new Immer({ autoFreeze });
  return (state, event) => produce(state, (draft) => void Object.assign(draft, changes(state, event)));
};

export const evolve: Evolve = createEvolve({ autoFreeze: false });

const changes = (state: MarketState, event: MarketEvent): Partial<MarketState> => {
  switch (event.kind) {
    case 'run-started':
      return {
        scenario: event.scenario,
        seed: event.seed,
        agents: event.agents,
        phase: 'between cycles',
        cash: event.agents.map(() => 0),
      };
    case 'cycle-started':
      return {
        cycle: event.cycle,
        endowments: event.endowments,
        holdings: event.endowments,
        demands: [],
        forwardPayments: event.endowments.map(() => 0),
        submitted: null,
        aggregateState: null,
        types: [],
        reports: [],
        allocation: [],
        spotPayments: event.endowments.map(() => 0),
        operated: false,
      };
    case 'forward-opened':
      return { phase: 'forward open', ...openedWith(state, 'forward') };
    case 'forward-refused':
      return { phase: 'forward closed' };
    case 'demand-submitted':
      return { submitted: { agent: event.agent, value: event.demand, earlier: state.submitted } };
    case 'report-submitted':
      return { submitted: { agent: event.agent, value: event.report, earlier: state.submitted } };
    case 'answer-refused':
    case 'cycle-measured':
      return {};
    case 'forward-cleared': {
      const paid = event.payments.map((payment, i) => payment + (event.charges[i] as number));
      return {
        ...paidTo(state, paid),
        phase: 'forward closed',
        submitted: null,
        demands: event.demands,
        holdings: event.holdings,
        forwardPayments: paid,
      };
    }
    case 'state-realized':
      return { aggregateState: event.state };
    case 'types-realized':
      return { types: event.types };
    case 'spot-opened':
      return { phase: 'spot open', operated: event.operates, ...openedWith(state, 'spot') };
    case 'spot-cleared':
      return {
        ...paidTo(state, event.payments),
        phase: 'spot closed',
        submitted: null,
        reports: event.reports,
        allocation: event.allocation,
        spotPayments: event.payments,
      };
    case 'spot-skipped':
      return { phase: 'spot closed', allocation: event.allocation };
    case 'cycle-closed':
      return { phase: 'between cycles', edits: [] };
    case 'run-forked':
      return {
        scenario: state.scenario === null ? null : editedScenario(state.scenario, event.edits),
        edits: [...state.edits, ...event.edits.filter(isOfCycle)],
      };
    case 'run-completed':
      return { phase: 'completed' };
    default:
      return event satisfies never;
  }
};

/** Nothing where it is the same scenario as last time: assigning one costs a walk through it. */
const openedWith = (state: MarketState, market: 'forward' | 'spot'): Partial<MarketState> =>
  state.openedWith[market] === state.scenario ? {} : { openedWith: { ...state.openedWith, [market]: state.scenario } };

/** Money that leaves the agents reaches the operator. */
const paidTo = (state: MarketState, payments: PerAgent): Pick<MarketState, 'cash' | 'operatorCash'> => ({
  cash: state.cash.map((cash, i) => cash - (payments[i] as number)),
  operatorCash: payments.reduce((sum, payment) => sum + payment, state.operatorCash),
});
