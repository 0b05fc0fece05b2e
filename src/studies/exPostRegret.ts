import type { PerAgent } from '../domain/economy.ts';
import type { SpotRound } from '../domain/markets.ts';

/** The report that would have been best for one agent, all other reports known. */
export interface ExPostRegret {
  readonly agent: number;
  readonly type: number;
  readonly report: number;
  readonly bestReport: number;
  /** Money; never negative, because the report itself is a candidate. */
  readonly regret: number;
}

interface Question {
  readonly round: SpotRound;
  readonly reports: PerAgent;
  readonly agent: number;
  /** The agent's true type. */
  readonly type: number;
  /** min(k_i, S). */
  readonly maxDemand: number;
  readonly support: { readonly min: number; readonly max: number };
}

/**
 * Ex post regret of one report. The allocation changes only where the report passes another's, and between two others the
 * payment of vcg is constant and that of agv lowest at the left end, so the best report is among the ends of the support, the
 * others' reports and the numbers next above them: exact, up to that one unit in the last place. Cost: 2n clearings.
 */
export const exPostRegret = ({ round, reports, agent, type, maxDemand, support }: Question): ExPostRegret => {
  const profile = [...reports];
  const payoff = (report: number): number => {
    profile[agent] = report;
    const { allocation, payments } = round.clear(profile);
    return type * Math.min(allocation[agent] as number, maxDemand) - (payments[agent] as number);
  };
  const report = reports[agent] as number;
  const own = payoff(report);
  let [bestReport, best] = [report, own];
  const others = reports.filter((_, j) => j !== agent).flatMap((other) => [other, nextAbove(other)]);
  for (const candidate of [type, support.min, support.max, ...others]) {
    if (candidate > support.max) continue;
    const value = payoff(candidate);
    if (value > best) [bestReport, best] = [candidate, value];
  }
  return { agent, type, report, bestReport, regret: best - own };
};

const bits = new DataView(new ArrayBuffer(8));

/** The next number above a number that is not negative. */
const nextAbove = (x: number): number => {
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return bits.getFloat64(0);
};
