import type { ForwardOutlook } from '../domain/agents.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { Fork } from '../domain/edits.ts';
import type { ForwardMarket, Refusal, SpotMarket } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';

/** What is asked of the economy. Chance and the agents' answers come in as data: to decide is to compute. */
export type Command =
  | { readonly kind: 'start-run'; readonly scenario: Scenario; readonly seed: string; readonly version: string }
  | { readonly kind: 'start-cycle' }
  | { readonly kind: 'clear-forward'; readonly answers: readonly Answer[]; readonly detail: Detail }
  | { readonly kind: 'realize'; readonly state: string | null; readonly types: PerAgent }
  | { readonly kind: 'clear-spot'; readonly answers: readonly Answer[]; readonly detail: Detail }
  | { readonly kind: 'close-cycle' }
  /** Also in the middle of what another command brings about. */
  | ({ readonly kind: 'fork' } & Fork)
  | { readonly kind: 'complete-run' };

/** A demand or a report, or why there is none. */
export type Answer = number | Refusal;

/** `full` has an event for every demand and report; `compact` leaves them to the arrays of forward-cleared and spot-cleared. */
export type Detail = 'full' | 'compact';

/** The mechanisms of a cycle, and the state-dependent quantities that they need. */
export interface CycleMarkets {
  readonly forward: ForwardMarket;
  /** What demands are worth in a forward market opened on these endowments. Costs nothing until it is asked. */
  readonly outlook: (endowments: PerAgent) => ForwardOutlook;
  /** The spot market and min(k_i, S) in an aggregate state; null is the one without aggregate uncertainty. */
  readonly spotIn: (state: string | null) => { readonly market: SpotMarket; readonly maxDemands: PerAgent };
}

/** The markets of a scenario: asked again where a fork has changed it. */
export type MarketsFor = (scenario: Scenario) => Markets;

/** The mechanisms of a run: the same in every cycle, but where units that are kept have a resale value. */
export interface Markets extends CycleMarkets {
  /** Those of one cycle, from 1; absent where all are alike. Cheap: it wraps. */
  readonly inCycle?: (cycle: number) => CycleMarkets;
}
