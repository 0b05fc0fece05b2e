import type { PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';
import { editedScenario, isOfCycle } from './edits.ts';
import type { MarketState } from './state.ts';

/**
 * The state after an event: the one fold that a run, a replay, a fork and the lab share. It believes the event and recomputes
 * nothing but sums of money. Arrays are replaced whole, so a spread is all it takes; where something nested changes, in the
 * scenario of a fork, immer does it, and tests freeze every state with it.
 */
export const evolve = (state: MarketState, event: MarketEvent): MarketState => {
  switch (event.kind) {
    case 'run-started':
      return {
        ...state,
        scenario: event.scenario,
        seed: event.seed,
        agents: event.agents,
        phase: 'between cycles',
        cash: zeros(event.agents),
      };
    case 'cycle-started':
      return {
        ...state,
        cycle: event.cycle,
        endowments: event.endowments,
        holdings: event.endowments,
        demands: [],
        forwardPayments: zeros(event.endowments),
        submitted: null,
        aggregateState: null,
        types: [],
        reports: [],
        allocation: [],
        spotPayments: zeros(event.endowments),
        operated: false,
      };
    case 'forward-opened':
      return { ...state, phase: 'forward open', openedWith: openedWith(state, 'forward') };
    case 'forward-refused':
      return { ...state, phase: 'forward closed' };
    case 'demand-submitted':
      return { ...state, submitted: { agent: event.agent, value: event.demand, earlier: state.submitted } };
    case 'report-submitted':
      return { ...state, submitted: { agent: event.agent, value: event.report, earlier: state.submitted } };
    case 'answer-refused':
    case 'cycle-measured':
      return state;
    case 'forward-cleared': {
      const paid = sums(event.payments, event.charges);
      return {
        ...state,
        cash: paidBy(state, paid),
        operatorCash: paidTo(state, paid),
        phase: 'forward closed',
        submitted: null,
        demands: event.demands,
        holdings: event.holdings,
        forwardPayments: paid,
      };
    }
    case 'state-realized':
      return { ...state, aggregateState: event.state };
    case 'types-realized':
      return { ...state, types: event.types };
    case 'spot-opened':
      return { ...state, phase: 'spot open', operated: event.operates, openedWith: openedWith(state, 'spot') };
    case 'spot-cleared':
      return {
        ...state,
        cash: paidBy(state, event.payments),
        operatorCash: paidTo(state, event.payments),
        phase: 'spot closed',
        submitted: null,
        reports: event.reports,
        allocation: event.allocation,
        spotPayments: event.payments,
      };
    case 'spot-skipped':
      return { ...state, phase: 'spot closed', allocation: event.allocation };
    case 'cycle-closed':
      return { ...state, phase: 'between cycles', edits: [] };
    case 'run-forked':
      return {
        ...state,
        scenario: state.scenario === null ? null : editedScenario(state.scenario, event.edits),
        edits: [...state.edits, ...event.edits.filter(isOfCycle)],
      };
    case 'run-completed':
      return { ...state, phase: 'completed' };
    default:
      return event satisfies never;
  }
};

const openedWith = (
  { openedWith: before, scenario }: MarketState,
  market: 'forward' | 'spot',
): MarketState['openedWith'] => (before[market] === scenario ? before : { ...before, [market]: scenario });

/** Money that leaves the agents reaches the operator. */
const paidBy = ({ cash }: MarketState, payments: PerAgent): PerAgent => {
  const left = new Array<number>(payments.length);
  for (let i = 0; i < payments.length; i++) left[i] = (cash[i] as number) - (payments[i] as number);
  return left;
};

const paidTo = ({ operatorCash }: MarketState, payments: PerAgent): number => {
  let sum = operatorCash;
  for (let i = 0; i < payments.length; i++) sum += payments[i] as number;
  return sum;
};

const sums = (a: PerAgent, b: PerAgent): PerAgent => {
  const all = new Array<number>(a.length);
  for (let i = 0; i < a.length; i++) all[i] = (a[i] as number) + (b[i] as number);
  return all;
};

const zeros = ({ length }: { readonly length: number }): PerAgent => new Array<number>(length).fill(0);
