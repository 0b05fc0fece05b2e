import { clearDemands } from '../../../markets/forward/clearing.ts';
import { forwardMarketFor } from '../../../markets/marketsFor.ts';
import { type Assembled, marketsOf } from '../../assembly/marketsOf.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { ForwardRound } from '../../domain/markets.ts';
import type { Scenario } from '../../domain/scenario.ts';
import type { ForwardTheory } from '../../theory/forwardTheory.ts';
import { idleAtInterior } from '../../theory/idleAtInterior.ts';
import { autarkyPayoff } from '../../theory/spotPayoff.ts';
import { type Bargain, bargain } from '../bargaining/bargain.ts';
import { type DemandState, type HoldingsOutcome, outcomeOf } from './stateOutcomes.ts';
import { distinctPrices, uniformReplies } from './uniformReplies.ts';

/**
 * Section 5.1: one forward market before a state of demand that nobody knows, one spot market after it. How the paper's forward
 * market fares in each state, beside what a uniform price and bargaining over holdings that are the same in every state leave
 * on the table. Money and units are the scenario's; arrays are one number an agent.
 */
export interface Uncertainty {
  readonly name: string;
  readonly agents: readonly string[];
  readonly anticipated: boolean;
  /** E[W] over the states, and what keeping the endowments without any market comes to. */
  readonly firstBest: number;
  readonly autarky: number;
  /** No forward market: the spot market opens on the endowments. */
  readonly endowments: HoldingsOutcome;
  /** Everybody demands r* of the paper's forward market. */
  readonly forward: HoldingsOutcome & {
    /** P(0): the expected worst-off type t*; the unscaled economy's where states are not anticipated. */
    readonly priceAtZero: number;
    readonly payments: PerAgent;
    /** Sum of the payments, before charges. */
    readonly budget: number;
    /** An agent whose r*_i is more than it can use in some state, which makes r* no equilibrium; null if there is none. */
    readonly idle: string | null;
  };
  /** One price for every unit: P(0). */
  readonly uniform: UniformOutcome;
  /** The uniform price with the largest expected welfare; of those that tie, the one at which the operator is left least. */
  readonly bestUniform: UniformOutcome;
  /** For each state, holdings bargained for as if it were the only one. */
  readonly stateBlind: readonly (HoldingsOutcome & {
    readonly bargainedFor: string;
    readonly kind: Bargain['kind'];
    readonly method: Bargain['method'];
  })[];
  readonly accuracy: { readonly method: string; readonly errorBound: number };
}

/** Everybody demands its best reply to one price for every unit; the long side is rationed. */
export interface UniformOutcome extends HoldingsOutcome {
  readonly price: number;
  readonly demands: PerAgent;
  /** X: what demands add up to beyond the supply. */
  readonly netDemand: number;
}

const PAPERS_RULE = { rule: 'discriminatory', margin: 0.25, domain: 'full' } as const;

/**
 * Studies a scenario's states; those of probability zero are left out. The forward market is the scenario's own if its rule is
 * discriminatory or posted, else the paper's at margin 0.25. Cost: a theory, a bargain and some hundred spot prospects a state.
 * Throws IntractableEconomy, and a RangeError where the scenario has no states.
 */
export const uncertainty = (scenario: Scenario): Uncertainty => {
  const assembled = marketsOf(scenario);
  const { forwardTheory } = assembled;
  const states = demandStatesOf(scenario, assembled);
  const endowments = scenario.agents.map(({ endowment }) => endowment);
  const { priceAtZero, interiorHoldings, clear } = openForward(scenario, assembled, endowments);
  const { payments, budget } = clear(interiorHoldings);
  const forward = outcomeOf(states, interiorHoldings);
  const idle = idleAtInterior(forwardTheory);
  const atPrice = (price: number): UniformOutcome => uniformOutcome({ states, forwardTheory, endowments, price });
  const uniform = atPrice(priceAtZero);
  const errorBound = Math.max(...states.map(({ theory }) => theory.accuracy.errorBound));
  return {
    name: scenario.name,
    agents: scenario.agents.map(({ id }) => id),
    anticipated: scenario.states?.anticipated === true,
    firstBest: forward.expectedWelfare + forward.welfareLost,
    autarky: states.reduce((sum, { theory, probability }) => sum + probability * autarkyWelfare(theory, endowments), 0),
    endowments: outcomeOf(states, endowments),
    forward: {
      ...forward,
      priceAtZero,
      payments,
      budget,
      idle: idle === null ? null : (scenario.agents[idle.agent]?.id as string),
    },
    uniform,
    bestUniform: distinctPrices(forwardTheory).map(atPrice).reduce(betterBeyond(errorBound), uniform),
    stateBlind: states.map(({ id, theory }) => {
      const { prospect, kind, method } = bargain(theory, endowments);
      return { ...outcomeOf(states, prospect.holdings), bargainedFor: id, kind, method };
    }),
    accuracy: { method: forwardTheory.accuracy.method, errorBound },
  };
};

const demandStatesOf = (
  { name, states }: Scenario,
  { theoryIn }: Pick<Assembled, 'theoryIn'>,
): readonly DemandState[] => {
  if (states === null) throw new RangeError(`the scenario ${name} has no states of demand`);
  return states.outcomes
    .filter(({ probability }) => probability > 0)
    .map((outcome) => ({ ...outcome, theory: theoryIn(outcome.id) }));
};

const autarkyWelfare = (theory: DemandState['theory'], endowments: PerAgent): number =>
  endowments.reduce((sum, endowment, i) => sum + autarkyPayoff(theory, i, endowment), 0);

const openForward = ({ forward, spot }: Scenario, { forwardTheory }: Assembled, endowments: PerAgent): ForwardRound => {
  const rule = forward.rule === 'discriminatory' || forward.rule === 'posted' ? forward : PAPERS_RULE;
  const round = forwardMarketFor({ forward: { ...rule, charges: 'none' }, spot }, forwardTheory).open(endowments);
  if ('refused' in round) throw new Error(`a forward market without charges did not open: ${round.refused}`);
  return round;
};

interface AtPrice {
  readonly states: readonly DemandState[];
  readonly forwardTheory: ForwardTheory;
  readonly endowments: PerAgent;
  readonly price: number;
}

const uniformOutcome = ({ states, forwardTheory, endowments, price }: AtPrice): UniformOutcome => {
  const demands = uniformReplies(forwardTheory, endowments, price);
  const { holdings } = clearDemands(demands, endowments, (i, held) => price * (held - (endowments[i] as number)));
  const netDemand = demands.reduce((sum, demand) => sum + demand, 0) - forwardTheory.supply;
  return { ...outcomeOf(states, holdings), price, demands, netDemand };
};

/** The better of two outcomes for the agents, the first where they differ by no more than the figures are known to. */
const betterBeyond =
  (errorBound: number) =>
  (first: UniformOutcome, second: UniformOutcome): UniformOutcome => {
    const gain = second.expectedWelfare - first.expectedWelfare;
    if (Math.abs(gain) > 2 * errorBound) return gain > 0 ? second : first;
    return second.leftToOperator < first.leftToOperator - 2 * errorBound ? second : first;
  };
