import type { PerAgent } from './economy.ts';

/** The contract between the engine and a market mechanism. What a mechanism promises stands in its profile, which one suite checks. */

/** A refusal inside the model: the rule cannot be applied, with the reason for the user. */
export interface Refusal {
  readonly refused: string;
}

export interface ForwardProfile {
  readonly pricing: 'discriminatory' | 'posted' | 'uniform' | 'none';
  /** In what sense demanding r* is an equilibrium. */
  readonly equilibrium: 'dominant' | 'nash' | 'none';
  /** Sum of payments and charges on the equilibrium path. */
  readonly budget: 'balanced' | 'deficit';
  /** `ex ante`: on the equilibrium path nobody expects less than from never trading at all. */
  readonly participation: 'ex ante' | 'no';
}

export interface ForwardOutcome {
  /** What each agent leaves with; adds up to the supply. */
  readonly holdings: PerAgent;
  readonly payments: PerAgent;
  readonly budget: number;
}

/** A forward market opened on given endowments. */
export interface ForwardRound {
  readonly priceAtZero: number;
  readonly interiorHoldings: PerAgent;
  /** Paid whatever the demands; part of the rule, not of the payments. */
  readonly charges: PerAgent;
  /** False where there is nothing to ask: the agents' demands are their endowments. */
  readonly asksForDemands: boolean;
  readonly clear: (demands: PerAgent) => ForwardOutcome;
  /** What an agent pays for going from its endowment to `holding` when the others submitted a net demand; convex in the holding. */
  readonly payment: (agent: number, holding: number, netDemandOfOthers: number) => number;
  /** Price of the next unit there: the slope of `payment`. */
  readonly marginalPrice: (agent: number, holding: number, netDemandOfOthers: number) => number;
}

export interface ForwardMarket {
  readonly profile: ForwardProfile;
  readonly open: (endowments: PerAgent) => ForwardRound | Refusal;
}

export interface SpotProfile {
  readonly mechanism: string;
  readonly truthful: 'dominant' | 'bayesian' | 'no';
  /** Payments add up to zero for every profile of reports, or to no deficit in expectation. */
  readonly budget: 'ex post balanced' | 'ex ante no deficit' | 'none';
  readonly participation: 'interim' | 'no';
}

export interface SpotOutcome {
  readonly allocation: PerAgent;
  readonly payments: PerAgent;
  readonly surplus: number;
  readonly welfare: number;
}

/** A spot market opened on given holdings. */
export interface SpotRound {
  readonly worstOffTypes: PerAgent;
  /** Expected sum of payments of the efficient mechanism, Pi_r. */
  readonly expectedSurplus: number;
  /** Lemma 2. */
  readonly operates: boolean;
  readonly clear: (reports: PerAgent) => SpotOutcome;
}

export interface SpotMarket {
  readonly profile: SpotProfile;
  readonly open: (holdings: PerAgent) => SpotRound;
}
