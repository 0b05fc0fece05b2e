import type { Economy, PerAgent } from './economy.ts';
import type { AggregateStates, ForwardRule, SpotRule } from './scenario.ts';

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
  /** What the last cycle's markets published; null in the first cycle. */
  readonly previous: PublicOutcome | null;
}

export interface PublicOutcome {
  readonly demands: PerAgent;
  readonly holdings: PerAgent;
  readonly allocation: PerAgent;
  readonly operated: boolean;
}

export interface ForwardObservation {
  readonly public: PublicKnowledge;
  /** Index of the observer in every per-agent array. */
  readonly self: number;
  readonly endowment: number;
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
  readonly random: () => () => number;
}

/** Answers with a demand in [0, supply]. */
export interface ForwardAgent {
  readonly demand: (observation: ForwardObservation) => number;
}

/** Answers with a report in the support of types. */
export interface SpotAgent {
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
