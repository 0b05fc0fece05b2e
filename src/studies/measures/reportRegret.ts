import type { Theory } from '../../theory/theory.ts';
import type { DemandCurve } from './demandCurve.ts';

interface Report {
  readonly theory: Theory;
  readonly agent: number;
  readonly type: number;
  readonly report: number;
}

/**
 * Interim regret of a report m by type t, the others truthful: the integral of q_i(x) - q_i(m) over x from m to t. By payment
 * equivalence it is the same for every mechanism that allocates efficiently and is truthful in expectation: vcg and agv. Money;
 * staying is among the responses, so rounding does not make it negative. Cost: three series.
 */
export const interimReportRegret = ({ theory: { table, classOf }, agent, type, report }: Report): number => {
  if (report === type) return 0;
  const c = classOf[agent] as number;
  const gain = table.integralQ(c, type) - table.integralQ(c, report) - table.q(c, report) * (type - report);
  return Math.max(0, gain);
};

interface Realized extends Report {
  readonly curve: DemandCurve;
  readonly reports: readonly number[];
  /** What the report was allocated. */
  readonly allocated: number;
}

/**
 * Ex post regret of a report under vcg, all other reports known. The truth is best, whatever the others report, and the gain is
 * made on the units that it wins or gives up: type less the others' valuations there, or the reverse. Money; every term is
 * positive. Cost: the agents that stand between the report and the type.
 */
export const vcgReportRegret = ({ theory, agent, type, report, curve, reports, allocated }: Realized): number => {
  if (report === type) return 0;
  const best = curve.allocated(agent, type);
  if (best === allocated) return 0;
  const { order, rank, starts } = curve;
  const own = theory.maxDemands[agent] as number;
  const [from, to] = [theory.supply - Math.max(best, allocated), theory.supply - Math.min(best, allocated)];
  let gain = 0;
  for (let j = curve.rankAt(agent, from); j < order.length; j++) {
    const other = order[j] as number;
    if (other === agent) continue;
    // Places of the curve without the agent.
    const shift = j > (rank[agent] as number) ? own : 0;
    const start = (starts[j] as number) - shift;
    if (start >= to) break;
    const width = Math.min(to, (starts[j + 1] as number) - shift) - Math.max(from, start);
    if (width > 0) gain += width * Math.abs(type - (reports[other] as number));
  }
  return gain;
};

/**
 * Ex post regret of a report under agv, all other reports known: the supremum over reports m of
 *
 *   t Q_i(m) + integral of q_i over [lo, m] - q_i(m) m          (what depends on m in t Q_i - T_i, Appendix B)
 *
 * less the same for the report. Q_i rises in steps, at the others' reports, and the rest falls in m, so the supremum is at the
 * lowest report or just above an other's report at which Q_i rises. Truthful reports have regret, too: agv is truthful in
 * expectation only. Money; never negative. Cost: the agents whose units the agent could win.
 */
export const agvReportRegret = ({ theory, agent, type, report, curve, reports, allocated }: Realized): number => {
  const { table, classOf, maxDemands, supply, lo } = theory;
  const c = classOf[agent] as number;
  const payoff = (m: number, quantity: number): number => type * quantity + table.integralQ(c, m) - table.q(c, m) * m;
  const own = payoff(report, allocated);
  let best = Math.max(own, payoff(lo, curve.allocated(agent, lo)), payoff(type, curve.allocated(agent, type)));
  const { order, rank, starts } = curve;
  const most = maxDemands[agent] as number;
  for (let j = curve.rankAt(agent, Math.max(0, supply - most)); j < order.length; j++) {
    const other = order[j] as number;
    if (other === agent) continue;
    const start = (starts[j] as number) - (j > (rank[agent] as number) ? most : 0);
    if (start >= supply) break;
    best = Math.max(best, payoff(reports[other] as number, Math.min(most, supply - start)));
  }
  return best - own;
};
