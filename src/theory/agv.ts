import type { PerAgent } from '../domain/economy.ts';
import type { SpotProspect } from './spotProspect.ts';
import type { Theory } from './theory.ts';

/**
 * The AGV mechanism of Appendix B (Proposition 11), for given holdings with worst-off types t^_i and r_i for min(r_i, k_i):
 *
 *   v_i(t)  = E[W | theta_i = t] - q_i(t) t + r_i t^_i          what i's report of t does to the others, plus its outside option
 *   h_i     = mean of v_j(theta_j) over j != i
 *   d_i     = E[h_i] - E[W(t^_i, theta_-i)]
 *   T_i     = h_i - v_i - d_i, and for the residual claimant + sum of all d_j (= -Pi_r), so that payments add up to zero
 *
 * E[W | theta_i = t] = E[W] - integral of (1 - F_i) q_i over the support + integral of q_i over [lo, t] (envelope theorem).
 */
export interface Agv {
  /** v_i(type), money. */
  readonly v: (agent: number, type: number) => number;
  /** E[v_i]. */
  readonly expectedV: PerAgent;
  /** E[h_i]. */
  readonly expectedH: PerAgent;
  /** d_i. They add up to -Pi_r. */
  readonly d: PerAgent;
  /** T_i for a profile of reports, and the share of the surplus that each agent claims (the shares add up to 1). Cost O(n). */
  readonly payments: (reports: PerAgent, shares: PerAgent) => number[];
}

/** Cost O(n) evaluations of tabulated integrals. */
export const agv = (theory: Theory, { holdings, worstOffTypes }: SpotProspect): Agv => {
  const { table, classOf, maxDemands, firstBestWelfare } = theory;
  const n = holdings.length;
  const expectedValues = theory.classes.map((_, c) => table.expectedValue(c));
  const outside = holdings.map((held, i) => Math.min(held, maxDemands[i] as number) * (worstOffTypes[i] as number));

  const expectedWelfareGiven = (i: number, t: number): number => {
    const c = classOf[i] as number;
    return firstBestWelfare - (table.wholeSurvivalQ[c] as number) + table.integralQ(c, t);
  };
  const v = (i: number, t: number): number =>
    expectedWelfareGiven(i, t) - table.q(classOf[i] as number, t) * t + (outside[i] as number);

  const expectedV = outside.map(
    (value, i) => firstBestWelfare - (expectedValues[classOf[i] as number] as number) + value,
  );
  const sumV = expectedV.reduce((sum, value) => sum + value, 0);
  const expectedH = expectedV.map((value) => (sumV - value) / (n - 1));
  const d = expectedH.map((h, i) => h - expectedWelfareGiven(i, worstOffTypes[i] as number));
  const sumD = d.reduce((sum, value) => sum + value, 0);
  return {
    v,
    expectedV,
    expectedH,
    d,
    payments: (reports, shares) => {
      const values = reports.map((report, i) => v(i, report));
      const total = values.reduce((sum, value) => sum + value, 0);
      return values.map(
        (value, i) => (total - value) / (n - 1) - value - (d[i] as number) + (shares[i] as number) * sumD,
      );
    },
  };
};
