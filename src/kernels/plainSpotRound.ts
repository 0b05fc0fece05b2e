import { acrossLanes } from './acrossLanes.ts';
import { orderWindow } from './orderWindow.ts';
import type { SpotArrays, SpotLayout } from './spotLayout.ts';
import { OUTCOME } from './spotPlan.ts';

/** A stretch of the demand curve, which starts where the one before it ends: `end` units away from S. */
interface Stretch {
  readonly end: number;
  readonly type: number;
}

interface Batch {
  readonly layout: SpotLayout;
  readonly arrays: SpotArrays;
  readonly band: readonly [number, number];
  readonly hi: number;
}

/**
 * One VCG round of a batch, with the payments of theory/vcgPayments:
 *
 *   T_i = (Q_i - r_i) t^_i + integral over [0, Q_i] of (p(S + z) - t^_i)+ dz + integral over [0, k_i - Q_i] of (t^_i - p(S - z))+ dz
 *
 * One list of stretches before S and one beyond it serve all agents: k_i cuts each to length. The marginal agent, whose own stretch
 * does not count, comes last. The oracle and stand-in of assembly/spotRounds.ts: the same additions in the same order.
 */
export const plainSpotRound = ({ layout, arrays, band, hi }: Batch): ((r: number) => void) => {
  const { stride, supply, widest, spread, lowestWorstOff, highestWorstOff, low } = layout;
  const { demands, worstOff, servedBase, unservedBase } = arrays;
  return (r) => {
    const row = (column: Float64Array): Float64Array => column.subarray(r * stride, (r + 1) * stride);
    const types = row(arrays.types);
    const { order, above } = orderWindow({ types, demands, supply, widest, spread, band, low, high: hi });

    let start = above;
    const m = order.findIndex((i) => {
      const k = demands[i] as number;
      if (start + k >= supply) return true;
      start += k;
      return false;
    });
    const marginal = order[m] ?? -1;
    const price = marginal < 0 ? low : (types[marginal] as number);
    const served = marginal < 0 ? 0 : Math.min(supply - start, demands[marginal] as number);
    const wanting = marginal < 0 ? 0 : (demands[marginal] as number) - served;

    /** The marginal agent's stretch and those that follow it in `others`, as far as they matter to anybody. */
    const stretches = (own: number, others: readonly number[], matters: (type: number) => boolean) => {
      const rest: Stretch[] = [];
      let from = own;
      for (const i of others) {
        const [type, width] = [types[i] as number, demands[i] as number];
        if (from >= widest || !matters(type)) break;
        from += width;
        rest.push({ end: from, type });
      }
      const first = own > 0 && matters(price) ? [{ end: own, type: price }] : [];
      return { all: [...first, ...rest], rest };
    };
    const none = { all: [], rest: [] };
    const beyond = m < 0 ? none : stretches(wanting, order.slice(m + 1), (type) => type > lowestWorstOff);
    const before = m < 0 ? none : stretches(served, order.slice(0, m).reverse(), (type) => type < highestWorstOff);

    const payments = row(arrays.payments);
    const allocations = row(arrays.allocations);
    const [paid, worth] = [new Float64Array(4), new Float64Array(4)];
    for (let i = 0; i < stride; i++) {
      if (i === marginal) continue;
      const [t, k, h] = [types[i] as number, demands[i] as number, worstOff[i] as number];
      // Of equal types those before the marginal agent are served.
      const isServed = m < 0 || t > price || (t === price && i < marginal);
      const base = (isServed ? servedBase[i] : unservedBase[i]) as number;
      const payment = base + (isServed ? over(beyond.all, 0, k, h) : under(before.all, 0, k, h));
      payments[i] = payment;
      allocations[i] = isServed ? k : 0;
      paid[i & 3] = (paid[i & 3] as number) + payment;
      if (isServed) worth[i & 3] = (worth[i & 3] as number) + t * k;
    }
    let surplus = acrossLanes(paid);
    let welfare = acrossLanes(worth);
    if (marginal >= 0) {
      const h = worstOff[marginal] as number;
      const payment =
        (unservedBase[marginal] as number) +
        served * h +
        over(beyond.rest, wanting, served, h) +
        under(before.rest, served, wanting, h);
      payments[marginal] = payment;
      allocations[marginal] = served;
      surplus += payment;
      welfare += price * served;
    }
    arrays.outcomes.set([surplus, welfare, price, marginal], r * OUTCOME.length);
  };
};

/** Integral over the first `length` units of what the curve has above `type`, when all its stretches are `own` units nearer to S. */
const over = (stretches: readonly Stretch[], own: number, length: number, type: number): number => {
  let [sum, reached] = [0, 0];
  for (const stretch of stretches) {
    const until = Math.min(length, stretch.end - own);
    sum += (until - reached) * Math.max(0, stretch.type - type);
    reached = until;
  }
  return sum;
};

/** The same of what it has below `type`. */
const under = (stretches: readonly Stretch[], own: number, length: number, type: number): number => {
  let [sum, reached] = [0, 0];
  for (const stretch of stretches) {
    const until = Math.min(length, stretch.end - own);
    sum += (until - reached) * Math.max(0, type - stretch.type);
    reached = until;
  }
  return sum;
};
