import { marketsOf } from '../assembly/marketsOf.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { ForwardRound } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { ForwardTrade, Schedule } from '../figures/PriceSchedule.tsx';
import type { ForwardTheory } from '../theory/forwardTheory.ts';
import { pricingFunction } from '../theory/pricingFunction.ts';
import { spotProspect } from '../theory/spotProspect.ts';

/** A forward and spot market at one moment of a run. */
export interface FloorQuestion {
  readonly scenario: Scenario;
  readonly cycle: number;
  readonly endowments: PerAgent;
  /** What the forward market left; null before it has cleared. */
  readonly demands: PerAgent | null;
  readonly holdings: PerAgent | null;
  readonly state: string | null;
}

export interface Floor {
  /** Null for a rule that prices nothing. */
  readonly schedule: Schedule | null;
  readonly trades: readonly Pick<ForwardTrade, 'agent' | 'from' | 'to'>[];
  readonly support: readonly [number, number];
  readonly commonWorstOffType: number;
  readonly interiorHoldings: PerAgent;
  readonly maxDemands: PerAgent;
  readonly worstOffBefore: PerAgent;
  readonly worstOffAfter: PerAgent | null;
  /** Pi at the endowments, after the forward market and at r*; money. */
  readonly surplusBefore: number;
  readonly surplusAfter: number | null;
  readonly surplusInterior: number;
  readonly errorBound: number;
}

/** Points of the drawn schedule. */
const POINTS = 241;

/** What the figures of one round need of the theory. With states of demand the spot part is that of the state. */
export const floor = (question: FloorQuestion): Floor => {
  const { scenario, cycle, endowments, demands, holdings, state } = question;
  const { markets, forwardTheory, theoryIn } = marketsOf(scenario);
  const opened = (markets.inCycle?.(cycle) ?? markets).forward.open(endowments);
  const theory = theoryIn(state);
  const { interiorHoldings, commonWorstOffType, maxDemands } = theory;
  const before = spotProspect(theory, endowments);
  const after = holdings === null ? null : spotProspect(theory, holdings);
  const priced = 'refused' in opened || scenario.forward.rule === 'none' ? null : opened;
  const trades =
    priced === null || holdings === null
      ? []
      : stretches({ scenario, forwardTheory, endowments, demands: demands ?? holdings, holdings });
  return {
    schedule:
      priced === null ? null : scheduleOf({ scenario, theory: forwardTheory, round: priced, endowments, trades }),
    trades,
    support: [theory.lo, theory.hi],
    commonWorstOffType,
    interiorHoldings,
    maxDemands,
    worstOffBefore: before.worstOffTypes,
    worstOffAfter: after?.worstOffTypes ?? null,
    surplusBefore: before.expectedSurplus,
    surplusAfter: after?.expectedSurplus ?? null,
    surplusInterior: spotProspect(theory, interiorHoldings).expectedSurplus,
    errorBound: theory.accuracy.errorBound,
  };
};

interface Traded {
  readonly scenario: Scenario;
  readonly forwardTheory: ForwardTheory;
  readonly endowments: PerAgent;
  readonly demands: PerAgent;
  readonly holdings: PerAgent;
}

/** Where on the schedule each agent's trade lies: from X_-i under the paper's rule, from e_i - r*_i where prices are posted. */
const stretches = ({ scenario, forwardTheory, endowments, demands, holdings }: Traded): Floor['trades'] => {
  const net = demands.reduce((sum, demand, i) => sum + demand - (endowments[i] as number), 0);
  return endowments.map((endowment, agent) => {
    const own = (demands[agent] as number) - endowment;
    const from =
      scenario.forward.rule === 'posted' ? endowment - (forwardTheory.interiorHoldings[agent] as number) : net - own;
    return { agent, from, to: from + (holdings[agent] as number) - endowment };
  });
};

interface Priced {
  readonly scenario: Scenario;
  readonly theory: ForwardTheory;
  readonly round: ForwardRound;
  readonly endowments: PerAgent;
  readonly trades: Floor['trades'];
}

/** P as the market charges it, resale value and all, over every stretch that is traded and all deviations from r*. */
const scheduleOf = ({ scenario, theory, round, endowments, trades }: Priced): Schedule => {
  const { forward } = scenario;
  const { interiorHoldings, supply, commonWorstOffType } = theory;
  const ends =
    trades.length > 0
      ? trades.flatMap(({ from, to }) => [from, to])
      : endowments.map((e, i) => e - (interiorHoldings[i] as number));
  // What is traded and some way beyond, within the deviations that agents can make.
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const beyond = 0.35 * (most - least) || supply / 2;
  const low = Math.max(least - beyond, Math.min(least, -Math.max(...interiorHoldings)));
  const high = Math.min(most + beyond, Math.max(most, supply - Math.min(...interiorHoldings)));
  const y = Array.from({ length: POINTS }, (_, j) => low + ((high - low) * j) / (POINTS - 1));
  // The edges of areas that are drawn; of very many, none is drawn alone.
  const edges = ends.length <= 400 ? ends : [];
  const all = [...new Set([...y, 0, ...edges])].sort((a, b) => a - b);
  // Agent 1's price of the next unit is P at its place on the schedule, wherever the others put it.
  const own = endowments[0] as number;
  const base = forward.rule === 'posted' ? own - (interiorHoldings[0] as number) : 0;
  const price = all.map((at) => round.marginalPrice(0, own + at - base, 0));
  const lift = round.priceAtZero - commonWorstOffType;
  const hulls = 'margin' in forward ? pricingFunction(theory, { ...forward, margin: 0, endowments }) : null;
  return {
    y: all,
    price,
    hull: hulls === null ? null : all.map((at) => hulls.price(at) + lift),
    priceAtZero: round.priceAtZero,
  };
};
