import type { PerAgent } from './economy.ts';
import type { Edit } from './edits.ts';
import type { ForwardRule, Scenario } from './scenario.ts';

/**
 * What happened, in the past tense: the one record from which everything else is rebuilt.
 * Arrays follow the agents' order in `run-started`. Payments run from agent to market; a market's deficit is negative.
 */
export type MarketEvent =
  | {
      readonly kind: 'run-started';
      readonly cycle: 0;
      readonly scenario: Scenario;
      readonly seed: string;
      readonly agents: readonly string[];
      readonly version: string;
    }
  | { readonly kind: 'cycle-started'; readonly cycle: number; readonly endowments: PerAgent }
  | {
      readonly kind: 'forward-opened';
      readonly cycle: number;
      /** P(0): the interior worst-off type under the paper's rule, the price under a uniform one; plus what a unit fetches in the next cycle with `spot.resale`. */
      readonly priceAtZero: number;
      readonly interiorHoldings: PerAgent;
      readonly rule: ForwardRule;
    }
  /** The rule cannot be applied to these endowments; everybody keeps the endowment. */
  | { readonly kind: 'forward-refused'; readonly cycle: number; readonly reason: string }
  | { readonly kind: 'demand-submitted'; readonly cycle: number; readonly agent: string; readonly demand: number }
  | { readonly kind: 'report-submitted'; readonly cycle: number; readonly agent: string; readonly report: number }
  /** An agent failed to give a usable answer; `instead` is what stands in its place. */
  | {
      readonly kind: 'answer-refused';
      readonly cycle: number;
      readonly agent: string;
      readonly market: 'forward' | 'spot';
      readonly reason: string;
      readonly instead: 'endowment' | 'type';
    }
  | {
      readonly kind: 'forward-cleared';
      readonly cycle: number;
      readonly demands: PerAgent;
      readonly holdings: PerAgent;
      readonly payments: PerAgent;
      readonly charges: PerAgent;
      /** Sum of the payments, before charges. */
      readonly budget: number;
    }
  | { readonly kind: 'state-realized'; readonly cycle: number; readonly state: string }
  | { readonly kind: 'types-realized'; readonly cycle: number; readonly types: PerAgent }
  | {
      readonly kind: 'spot-opened';
      readonly cycle: number;
      readonly worstOffTypes: PerAgent;
      readonly expectedSurplus: number;
      readonly operates: boolean;
      readonly mechanism: string;
    }
  | {
      readonly kind: 'spot-cleared';
      readonly cycle: number;
      readonly reports: PerAgent;
      readonly allocation: PerAgent;
      readonly payments: PerAgent;
      /** Sum of the payments. */
      readonly surplus: number;
      /** Value of the allocation at the types that were reported. */
      readonly welfare: number;
    }
  | {
      readonly kind: 'spot-skipped';
      readonly cycle: number;
      readonly reason: string;
      readonly allocation: PerAgent;
      readonly welfare: number;
    }
  | {
      readonly kind: 'cycle-closed';
      readonly cycle: number;
      /** Value of what is consumed at the true type, less all payments and charges of the cycle. */
      readonly payoffs: PerAgent;
      /** Value of the allocation at the true types. */
      readonly welfare: number;
      readonly firstBest: number;
      /** Money of each agent since the run began. */
      readonly cash: PerAgent;
      /** Money of the operator since the run began; with the agents' it adds up to zero. */
      readonly operatorCash: number;
    }
  /**
   * What an observer measured of the cycle that closed: nothing that happened in the market, and no part of the state. Regrets
   * are money and never negative; src/studies/measures says what each of them is.
   */
  | {
      readonly kind: 'cycle-measured';
      readonly cycle: number;
      /** Welfare as a share of the first best. */
      readonly efficiency: number;
      /** Half the sum of |r_i - r*_i| as a share of the supply: the units that are not where they should be, in [0, 1]. */
      readonly distanceToInterior: number;
      /** Of the holdings, in [0, 1). */
      readonly gini: number;
      /** What the operator took in the forward market of the cycle, charges included, and in its spot market. */
      readonly forwardAccount: number;
      readonly spotAccount: number;
      readonly forwardRegretExAnte: PerAgent;
      readonly forwardRegretInterim: PerAgent;
      readonly forwardRegretRealized: PerAgent;
      readonly spotRegretInterim: PerAgent;
      readonly spotRegretRealized: PerAgent;
    }
  /** From here on the run is a counterfactual of another, whose events it shares up to here; `cycle` is the one that the edits are about. */
  | { readonly kind: 'run-forked'; readonly cycle: number; readonly parent: string; readonly edits: readonly Edit[] }
  | { readonly kind: 'run-completed'; readonly cycle: number; readonly cycles: number; readonly stateHash: string };

export type EventKind = MarketEvent['kind'];
export type EventOf<K extends EventKind> = Extract<MarketEvent, { kind: K }>;
