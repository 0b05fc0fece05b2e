import type { PerAgent } from '../../domain/economy.ts';

/**
 * The reports of one spot market as a demand curve: agents in order of falling report, each min(k_i, S) wide, and what is left of
 * it without one of them. Places are units from the top of the curve; of equal reports the agent that comes first stands first.
 */
export interface DemandCurve {
  /** Agents in the curve's order. */
  readonly order: Int32Array;
  /** Place in `order` of each agent. */
  readonly rank: Int32Array;
  /** Where the stretch of the agent at each rank begins; one entry more, the end. */
  readonly starts: Float64Array;
  /** Q_i for a report of `type` against the reports of all others: units. Cost O(log n). */
  readonly allocated: (agent: number, type: number) => number;
  /** W(type, reports of the others): welfare of the efficient allocation, money. Cost O(log n). */
  readonly welfareWith: (agent: number, type: number) => number;
  /** The rank whose stretch holds the place `s` of the curve without `agent`. Cost O(log n). */
  readonly rankAt: (agent: number, s: number) => number;
}

interface Question {
  readonly reports: PerAgent;
  /** min(k_i, S). */
  readonly maxDemands: PerAgent;
  readonly supply: number;
}

/** Cost O(n log n). */
export const demandCurve = ({ reports, maxDemands, supply }: Question): DemandCurve => {
  const n = reports.length;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => (reports[b] as number) - (reports[a] as number) || a - b);
  const rank = new Int32Array(n);
  const [starts, values] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  for (let j = 0; j < n; j++) {
    const i = order[j] as number;
    rank[i] = j;
    starts[j + 1] = (starts[j] as number) + (maxDemands[i] as number);
    values[j + 1] = (values[j] as number) + (maxDemands[i] as number) * (reports[i] as number);
  }
  /** How many of the first entries pass the test, which holds for a first part of them. */
  const countWhile = (holds: (j: number) => boolean): number => {
    let [low, high] = [0, n];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const own = (agent: number): number => maxDemands[agent] as number;
  /** A place of the curve without the agent as a place of the whole curve. */
  const wholePlace = (agent: number, s: number): number =>
    s < (starts[rank[agent] as number] as number) ? s : s + own(agent);
  const rankOf = (place: number): number => Math.max(0, countWhile((j) => (starts[j] as number) <= place) - 1);

  const allocated = (agent: number, type: number): number => {
    const before = countWhile((j) => {
      const i = order[j] as number;
      return (reports[i] as number) > type || (reports[i] === type && i < agent);
    });
    const others = (starts[before] as number) - ((rank[agent] as number) < before ? own(agent) : 0);
    return Math.min(own(agent), Math.max(0, supply - others));
  };
  return {
    order,
    rank,
    starts,
    allocated,
    rankAt: (agent, s) => rankOf(wholePlace(agent, s)),
    welfareWith: (agent, type) => {
      const served = allocated(agent, type);
      const place = wholePlace(agent, supply - served);
      const j = rankOf(place);
      const marginal = reports[order[j] as number] as number;
      const whole = (values[j] as number) + marginal * (place - (starts[j] as number));
      const passed = place > supply - served;
      return type * served + whole - (passed ? own(agent) * (reports[agent] as number) : 0);
    },
  };
};
