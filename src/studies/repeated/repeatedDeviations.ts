import { roundWithResale } from '../../../markets/resale.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { ForwardRule, Scenario } from '../../domain/scenario.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import type { Theory } from '../../theory/theory.ts';
import { type ForwardDeviation, forwardDeviations } from '../forwardDeviations.ts';
import { forwardGame } from '../forwardGame.ts';
import type { Reading } from '../readings.ts';
import { type AllocationLaw, allocationLaw } from './allocationLaw.ts';
import { type BestReports, bestReports } from './bestReports.ts';
import { endowmentValue } from './endowmentValue.ts';
import { addedIn, type RepeatedGame, type Resale, repeatedGame, repeatedRefusal, unitValueIn } from './repeatedGame.ts';

/**
 * What an agent gains by one deviation in the first cycle of a repeated economy, everybody being on the path before and after:
 * truthful reports, demands of r*. Under the one-shot deviation principle nobody gains by any plan of deviations if nobody gains
 * by one, at any endowment and in any cycle; with values that are linear in the endowment that is the case if it is so in one.
 *
 * Spot market: the report decides the allocation, which is next cycle's endowment (`bestReports`). Forward market: the allocation
 * does not depend on what is held, so a holding is worth its spot payoff plus what the *spot* market pays for resale, against a
 * price that has what the *forward* market adds. Both deviations together gain the sum: payments for reports do not depend on
 * what is held.
 */
export interface RepeatedDeviations {
  readonly name: string;
  /** Number of cycles; null without an end. */
  readonly horizon: number | null;
  readonly discount: number;
  readonly reading: RepeatedReading;
  /** t^, mu_1 and beta mu_2, money per unit. */
  readonly worstOffType: number;
  readonly unitValue: number;
  readonly resaleValue: number;
  /** The scenario as written, then the rules and shifts that it can be compared with. */
  readonly variants: readonly Variant[];
}

export interface Variant {
  readonly name: string;
  readonly rule: ForwardRule['rule'];
  readonly charges: string;
  readonly resale: Resale;
  /** Why there are no figures; null where there are. */
  readonly refusal: string | null;
  readonly agents: readonly AgentDeviations[];
  /** Sums over the agents; zero where there are none. */
  readonly spotGain: number;
  readonly spotUpperBound: number;
  readonly forwardGain: number;
  readonly forwardUpperBound: number;
}

export interface AgentDeviations {
  readonly id: string;
  readonly endowment: number;
  /** V_i,1 at the endowment, money, and its slope, money per unit (null: see `EndowmentValue`). */
  readonly value: number;
  readonly slope: number | null;
  /** Smallest and largest value of a unit more to start the next cycle with, discounted, from one possible allocation to the next. */
  readonly unitNextCycle: readonly [number, number];
  readonly spot: Omit<BestReports, 'slopes'>;
  readonly forward: Omit<ForwardDeviation, 'id'>;
}

/** Readings of a demand off the path; a spot market that shuts makes next cycle's endowments of holdings and is left out. */
export type RepeatedReading = Exclude<Reading, 'gated'>;

interface Question {
  readonly scenario: Scenario;
  readonly theory: Theory;
  /** Infinity for no end. */
  readonly horizon: number;
  readonly reading: RepeatedReading;
}

/** Cost: for every variant a best demand and some 130 best reports an agent. Throws a RangeError for an endless horizon without discounting. */
export const repeatedDeviations = ({ scenario, theory, horizon, reading }: Question): RepeatedDeviations => {
  const written = scenario.forward;
  const schedule = {
    margin: 'margin' in written ? written.margin : 0.25,
    domain: 'full' as const,
  };
  const posted: ForwardRule = { rule: 'posted', ...schedule, charges: 'linear' };
  const paper: ForwardRule = { rule: 'discriminatory', ...schedule, charges: 'none' };
  const [both, neither] = [
    { forward: true, spot: true },
    { forward: false, spot: false },
  ];
  const asked: readonly (readonly [string, ForwardRule, Resale])[] = [
    ['as written', written, scenario.spot.resale ? both : neither],
    ['posted, resale in both', posted, both],
    ['posted, spot leaves it out', posted, { forward: true, spot: false }],
    ['posted, forward leaves it out', posted, { forward: false, spot: true }],
    ['posted, both leave it out', posted, neither],
    ["the paper's, resale in both", paper, both],
    ["the paper's, both leave it out", paper, neither],
  ];
  const laws = theory.classes.map((_, c) => allocationLaw(theory, theory.classOf.indexOf(c)));
  const variants = asked.map(([name, rule, resale]): Variant => {
    const game = repeatedGame({ scenario, theory, rule, resale, horizon });
    const refusal = repeatedRefusal(rule, scenario.agents.length);
    const agents = refusal === null ? agentDeviations(game, laws, reading) : [];
    const sum = (of: (agent: AgentDeviations) => number): number => agents.reduce((all, one) => all + of(one), 0);
    return {
      name,
      rule: rule.rule,
      charges: 'charges' in rule ? rule.charges : 'none',
      resale,
      refusal,
      agents,
      spotGain: sum(({ spot }) => spot.gain),
      spotUpperBound: sum(({ spot }) => spot.upperBound),
      forwardGain: sum(({ forward }) => forward.gain),
      forwardUpperBound: sum(({ forward }) => forward.upperBound),
    };
  });
  const game = repeatedGame({ scenario, theory, rule: posted, resale: both, horizon });
  return {
    name: scenario.name,
    horizon: horizon === Number.POSITIVE_INFINITY ? null : horizon,
    discount: scenario.discount,
    reading,
    worstOffType: theory.commonWorstOffType,
    unitValue: unitValueIn(game, 1),
    resaleValue: addedIn(game, 1).spot,
    variants,
  };
};

const agentDeviations = (
  game: RepeatedGame,
  laws: readonly AllocationLaw[],
  reading: RepeatedReading,
): readonly AgentDeviations[] => {
  const { scenario, theory, rule, discount } = game;
  const added = addedIn(game, 1);
  const endowments: PerAgent = scenario.agents.map(({ endowment }) => endowment);
  const onPath = rule.rule === 'none' ? endowments : theory.interiorHoldings;
  const { operates } = spotProspect(theory, onPath);
  const oneCycle = forwardGame({ ...scenario, forward: rule });
  // Value and price of a unit both have what resale adds: what is left is the difference.
  const round = roundWithResale(oneCycle.round, endowments, added.forward - added.spot);
  const demands = forwardDeviations({ ...oneCycle, round }, onPath, {
    reading,
    tolerance: 1e-10 * theory.supply * (theory.hi - theory.lo),
  });
  // Reports gain the same for all agents of a class: what differs between them is constant in the endowment.
  const known = new Map<number, { readonly spot: BestReports; readonly unitNextCycle: readonly [number, number] }>();
  return scenario.agents.map(({ id, endowment }, agent): AgentDeviations => {
    const c = theory.classOf[agent] as number;
    const law = laws[c] as AllocationLaw;
    const value = endowmentValue(game, agent, law);
    const reports = known.get(c) ?? reportsOf();
    known.set(c, reports);
    const { slopes: _, ...spot } = reports.spot;
    const { id: __, ...forward } = demands.agents[agent] as ForwardDeviation;
    return {
      id,
      endowment,
      value: value.value(1, endowment),
      slope: value.slope(1, endowment),
      unitNextCycle: reports.unitNextCycle,
      spot: operates ? spot : shut(theory.commonWorstOffType),
      forward,
    };

    function reportsOf() {
      const { quantities } = law;
      const base = value.value(2, quantities[0] as number);
      const worth = quantities.map(
        (quantity) =>
          discount * (value.value(2, quantity) - base) - added.spot * (quantity - (quantities[0] as number)),
      );
      const found = bestReports({ theory, agent, law, worth });
      const [least, most] = found.slopes;
      return { spot: found, unitNextCycle: [least + added.spot, most + added.spot] as const };
    }
  });
};

/** No report moves anything in a market that does not operate. */
const shut = (type: number) => ({ gain: 0, upperBound: 0, keenest: { type, report: type, gain: 0 } });
