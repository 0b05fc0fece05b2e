import type { PerAgent } from '../domain/economy.ts';
import { selectWindow } from '../numerics/selectWindow.ts';

/**
 * One round of the VCG mechanism that gives every agent its outside option at its worst-off type (section 3):
 *
 *   T_i = Q_i theta_i - W(theta) + W(t^_i, theta_-i) - r_i t^_i,   r_i for min(r_i, k_i)
 *       = (Q_i - r_i) t^_i + integral over [0, Q_i] of (p(S + z) - t^_i)+ dz
 *                          + integral over [0, k_i - Q_i] of (t^_i - p(S - z))+ dz
 *
 * with p(s) the type at place s of the demand curve, agents in order of falling type, each k_i wide. A served agent's units
 * go to those beyond S if it leaves, an unserved agent takes them from those before S, the marginal agent's own stretch
 * of the curve is left out of both. Only p on [S - kmax, S + kmax] is read, so only the agents near the margin are put in
 * order, and no two welfare sums are subtracted. Cost O(n) expected when no k is near S, O(n log n) otherwise.
 */
export interface VcgRound {
  /** Q(theta), units. */
  readonly allocation: number[];
  /** T_i, money from agent to market. */
  readonly payments: number[];
}

export interface VcgQuestion {
  readonly types: PerAgent;
  /** min(k_i, S). */
  readonly maxDemands: PerAgent;
  readonly supply: number;
  readonly holdings: PerAgent;
  /** t^_i(r_i). */
  readonly worstOffTypes: PerAgent;
}

export const vcgPayments = (question: VcgQuestion): VcgRound => {
  const { types, maxDemands, supply, holdings, worstOffTypes } = question;
  const n = types.length;
  let widest = 0;
  for (let i = 0; i < n; i++) widest = Math.max(widest, maxDemands[i] as number);
  const curve = selectWindow({ keys: types, weights: maxDemands, from: supply - widest, to: supply + widest });

  // The agents before the window are served whole, those behind it not at all.
  const allocation = new Array<number>(n).fill(0);
  for (let j = 0; j < curve.first; j++) {
    const i = curve.order[j] as number;
    allocation[i] = maxDemands[i] as number;
  }
  let marginal = -1;
  let start = curve.before;
  for (let j = curve.first; j < curve.end && start < supply; j++) {
    const i = curve.order[j] as number;
    const k = maxDemands[i] as number;
    allocation[i] = Math.min(k, supply - start);
    start += k;
    marginal = j;
  }

  const payments = new Array<number>(n);
  const typeAt = (j: number): number => types[curve.order[j] as number] as number;
  const widthAt = (j: number): number => maxDemands[curve.order[j] as number] as number;
  // What is left of the marginal agent's stretch on either side of S.
  const marginalAgent = marginal < 0 ? -1 : (curve.order[marginal] as number);
  const marginalServed = marginal < 0 ? 0 : (allocation[marginalAgent] as number);
  const marginalUnserved = marginal < 0 ? 0 : (maxDemands[marginalAgent] as number) - marginalServed;

  for (let i = 0; i < n; i++) {
    const served = allocation[i] as number;
    const wanting = (maxDemands[i] as number) - served;
    const t = worstOffTypes[i] as number;
    const own = i === marginalAgent;
    // 0 + x: a zero without a sign.
    let payment = 0 + (served - Math.min(holdings[i] as number, maxDemands[i] as number)) * t;
    for (
      let left = served, j = own || marginalUnserved === 0 ? marginal + 1 : marginal;
      left > 0 && j < curve.end;
      j++
    ) {
      const excess = typeAt(j) - t;
      if (excess <= 0) break;
      const width = Math.min(left, j === marginal ? marginalUnserved : widthAt(j));
      payment += width * excess;
      left -= width;
    }
    for (let left = wanting, j = own ? marginal - 1 : marginal; left > 0 && j >= curve.first; j--) {
      const shortfall = t - typeAt(j);
      if (shortfall <= 0) break;
      const width = Math.min(left, j === marginal ? marginalServed : widthAt(j));
      payment += width * shortfall;
      left -= width;
    }
    payments[i] = payment;
  }
  return { allocation, payments };
};
