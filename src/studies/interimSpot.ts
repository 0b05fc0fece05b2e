import type { PerAgent } from '../domain/economy.ts';
import type { SpotRule } from '../domain/scenario.ts';
import { agv } from '../theory/agv.ts';
import { autarkyPayoff } from '../theory/spotPayoff.ts';
import { spotProspect } from '../theory/spotProspect.ts';
import type { Theory } from '../theory/theory.ts';

/** The spot market as an agent sees it that knows its own type (interim) or not yet (ex ante), the others reporting truthfully. */
export interface InterimSpot {
  /** Expected payoff of a type that sends a report: t q(report) - expected payment, money. */
  readonly payoff: (agent: number, type: number, report: number) => number;
  /** The largest gain of any type from any report, over all agents; zero to rounding where truth is a Bayesian equilibrium. */
  readonly largestRegret: InterimRegret;
  /** The agent and type that gain least over keeping their holding. */
  readonly interimParticipation: { readonly agent: number; readonly type: number; readonly gain: number };
  /** Expected payoff less the expected value of keeping the holding, by agent. */
  readonly exAnteGains: PerAgent;
}

export interface InterimRegret {
  readonly agent: number;
  readonly type: number;
  readonly report: number;
  readonly regret: number;
}

interface Question {
  readonly theory: Theory;
  readonly holdings: PerAgent;
  readonly rule: SpotRule;
  /** Share of the surplus that each agent receives. */
  readonly surplusShares: PerAgent;
}

const TYPES = 33;

/**
 * Interim payoffs by exact quadrature: the expected payment of a report is E[T_i | report], from the transfers themselves and
 * not from the envelope formula that they are meant to satisfy. Types and reports are tried at 33 points and the agent's
 * worst-off type. Cost O(n * 33^2) tabulated functions; agents of a class with the same holding are asked once.
 */
export const interimSpot = ({ theory, holdings, rule, surplusShares }: Question): InterimSpot => {
  const { table, classOf, maxDemands, firstBestWelfare, lo, hi } = theory;
  const prospect = spotProspect(theory, holdings);
  const terms = agv(theory, prospect);
  const sumD = terms.d.reduce((sum, d) => sum + d, 0);
  const welfareGiven = (i: number, t: number): number => {
    const c = classOf[i] as number;
    return firstBestWelfare - (table.wholeSurvivalQ[c] as number) + table.integralQ(c, t);
  };
  const outside = (i: number): number => Math.min(holdings[i] as number, maxDemands[i] as number);
  const payment = (i: number, report: number): number => {
    const worst = prospect.worstOffTypes[i] as number;
    if (rule.mechanism === 'agv') {
      const own = (terms.expectedH[i] as number) - terms.v(i, report) - (terms.d[i] as number);
      return own + (surplusShares[i] as number) * sumD;
    }
    const served = table.q(classOf[i] as number, report) * report;
    return served - welfareGiven(i, report) + welfareGiven(i, worst) - outside(i) * worst;
  };
  const payoff = (i: number, t: number, report: number): number =>
    t * table.q(classOf[i] as number, report) - payment(i, report);

  const seen = new Set<string>();
  const distinct = holdings.flatMap((held, i) => {
    const key = `${classOf[i]} ${held} ${surplusShares[i]}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [i];
  });
  let largestRegret: InterimRegret = { agent: distinct[0] as number, type: lo, report: lo, regret: 0 };
  let interimParticipation = { agent: distinct[0] as number, type: lo, gain: Number.POSITIVE_INFINITY };
  for (const agent of distinct) {
    const grid = Array.from({ length: TYPES }, (_, j) => lo + ((hi - lo) * j) / (TYPES - 1));
    const points = [...grid, prospect.worstOffTypes[agent] as number];
    for (const type of points) {
      const truthful = payoff(agent, type, type);
      const gain = truthful - outside(agent) * type;
      if (gain < interimParticipation.gain) interimParticipation = { agent, type, gain };
      for (const report of points) {
        const regret = payoff(agent, type, report) - truthful;
        if (regret > largestRegret.regret) largestRegret = { agent, type, report, regret };
      }
    }
  }
  const exAnteGains = holdings.map(
    (held, i) =>
      (prospect.spotPayoffs[i] as number) +
      (surplusShares[i] as number) * prospect.expectedSurplus -
      autarkyPayoff(theory, i, held),
  );
  return { payoff, largestRegret, interimParticipation, exAnteGains };
};
