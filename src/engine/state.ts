import type { PerAgent } from '../domain/economy.ts';
import type { Edit } from '../domain/edits.ts';
import type { Scenario } from '../domain/scenario.ts';

/** Answers as they come in, newest first: appending shares everything with the state before, whatever the number of agents. */
export interface Submitted {
  readonly agent: string;
  readonly value: number;
  readonly earlier: Submitted | null;
}

/** Where an economy stands after an event. One array a quantity, replaced whole; empty before the first event that sets it. */
export interface MarketState {
  /** As forks have left it. */
  readonly scenario: Scenario | null;
  /** What forks have set for this cycle, or for the next where none has started. */
  readonly edits: readonly Edit[];
  /** The scenario with which each market opened last: a market that is open keeps its rule. */
  readonly openedWith: { readonly forward: Scenario | null; readonly spot: Scenario | null };
  readonly seed: string;
  readonly agents: readonly string[];
  readonly cycle: number;
  readonly phase:
    | 'new'
    | 'between cycles'
    | 'forward open'
    | 'forward closed'
    | 'spot open'
    | 'spot closed'
    | 'completed';
  readonly endowments: PerAgent;
  /** Demands or reports of the market that is open. */
  readonly submitted: Submitted | null;
  readonly demands: PerAgent;
  readonly holdings: PerAgent;
  /** Forward payments and charges together. */
  readonly forwardPayments: PerAgent;
  readonly aggregateState: string | null;
  readonly types: PerAgent;
  readonly operated: boolean;
  readonly reports: PerAgent;
  readonly allocation: PerAgent;
  readonly spotPayments: PerAgent;
  /** Money of each agent since the run began. */
  readonly cash: PerAgent;
  /** Money of the operator since the run began. */
  readonly operatorCash: number;
}

export const initialState: MarketState = {
  scenario: null,
  edits: [],
  openedWith: { forward: null, spot: null },
  seed: '',
  agents: [],
  cycle: 0,
  phase: 'new',
  endowments: [],
  submitted: null,
  demands: [],
  holdings: [],
  forwardPayments: [],
  aggregateState: null,
  types: [],
  operated: false,
  reports: [],
  allocation: [],
  spotPayments: [],
  cash: [],
  operatorCash: 0,
};

/**
 * Text that is the same for the same state, for hashing: the public arrays and accounts. The scenario and what forks have made of
 * it are left out because the log has them; types and reports because a hash of them would let anybody test a guess at what agents keep to themselves.
 */
export const stateText = (state: MarketState): string => {
  const {
    scenario: _scenario,
    edits: _edits,
    openedWith: _opened,
    seed: _seed,
    submitted: _submitted,
    ...rest
  } = state;
  const { types: _types, reports: _reports, ...open } = rest;
  return JSON.stringify(Object.entries(open).sort(([a], [b]) => (a < b ? -1 : 1)));
};
