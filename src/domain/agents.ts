import type { Economy, PerAgent } from './economy.ts';
import type { AggregateStates, ForwardRule, SpotRule } from './scenario.ts';

/** What anybody can work out of a cycle's forward market from its rule: eq. (3), before charges and with nobody rationed. Money. */
export interface ForwardOutlook {
  /** pi_i(demand) less what the demand costs when the others' net demand is `netDemandOfOthers`. Cost: a few table lookups. */
  readonly payoff: (agent: number, demand: number, netDemandOfOthers: number) => number;
  /** Slope of `payoff` to the right of the demand; money per unit. */
  readonly marginalPayoff: (agent: number, demand: number, netDemandOfOthers: number) => number;
}

/** What everybody knows when a market of this cycle opens. Types and reports of others are in no observation. */
export interface PublicKnowledge {
  readonly cycle: number;
  /** At demand scale 1. */
  readonly economy: Economy;
  /** States of demand, one of which comes true between the markets; null where there are none or nobody anticipates them. */
  readonly states: AggregateStates | null;
  readonly forwardRule: ForwardRule;
  readonly spotRule: SpotRule;
  readonly discount: number;
  readonly endowments: PerAgent;
  /** P(0) of this cycle's forward market. */
  readonly priceAtZero: number;
  /** r*, which adds up to the supply. */
  readonly interiorHoldings: PerAgent;
  readonly outlook: ForwardOutlook;
  /** What the last cycle's markets published; null in the first cycle. */
  readonly previous: PublicOutcome | null;
}

export interface PublicOutcome {
  readonly demands: PerAgent;
  readonly holdings: PerAgent;
  readonly allocation: PerAgent;
  readonly operated: boolean;
}

/** What an agent's own last cycle came to. */
export interface OwnOutcome {
  readonly demand: number;
  readonly holding: number;
  /** With the charge. */
  readonly forwardPayment: number;
  readonly type: number;
  /** Null where the spot market did not operate. */
  readonly report: number | null;
  readonly allocation: number;
  readonly spotPayment: number;
  readonly payoff: number;
}

/** Read its parts by name: a run puts them together as they are read, so that a spread copies none. So for SpotObservation. */
export interface ForwardObservation {
  readonly public: PublicKnowledge;
  /** Index of the observer in every per-agent array. */
  readonly self: number;
  readonly endowment: number;
  /** The observer's own last cycle; null in the first. */
  readonly last: OwnOutcome | null;
  /** A fresh stream of uniform draws from [0, 1), the same for the same run, cycle and agent. */
  readonly random: () => () => number;
}

export interface SpotObservation {
  readonly public: PublicKnowledge;
  readonly self: number;
  /** The state of demand that came true; null without states. */
  readonly state: string | null;
  /** min(k_i, S) in that state. */
  readonly maxDemands: PerAgent;
  readonly holdings: PerAgent;
  readonly worstOffTypes: PerAgent;
  /** The observer's own type of this cycle. */
  readonly type: number;
  /** The observer's own last cycle; null in the first. */
  readonly last: OwnOutcome | null;
  readonly random: () => () => number;
}

/** An agent that learns can be stopped and go on: what it remembers, as a value that JSON can hold. */
export interface Memory {
  readonly save?: () => unknown;
  readonly restore?: (saved: unknown) => void;
}

/** Answers with a demand in [0, supply]. It is asked once a cycle and learns from what the observation says of the last one. */
export interface ForwardAgent extends Memory {
  readonly demand: (observation: ForwardObservation) => number;
}

/** Answers with a report in the support of types. */
export interface SpotAgent extends Memory {
  readonly report: (observation: SpotObservation) => number;
}

/** A number that a scenario may set; without a default it must. Bounds are inclusive. */
export interface ParameterSpec {
  readonly about: string;
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
}

export type Parameters = Readonly<Record<string, number>>;

/** One file of agents/ exports one of these: a name for scenario files, its parameters, and how to make an agent of them. */
export interface Strategy<Agent> {
  readonly name: string;
  readonly about: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  readonly create: (parameters: Parameters) => Agent;
}

export type ForwardStrategy = Strategy<ForwardAgent>;
export type SpotStrategy = Strategy<SpotAgent>;
