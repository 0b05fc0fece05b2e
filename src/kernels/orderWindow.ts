import { acrossLanes } from './acrossLanes.ts';

/** The part of the demand curve that a round needs in order. */
export interface OrderedWindow {
  /** Agents by falling type, of equal types the first one first. */
  readonly order: readonly number[];
  /** Demand of the agents with types above all of these, units. */
  readonly above: number;
}

interface WindowQuestion {
  readonly types: Float64Array;
  readonly demands: Float64Array;
  readonly supply: number;
  readonly widest: number;
  readonly spread: number;
  readonly band: readonly [number, number];
  readonly low: number;
  readonly high: number;
}

/** Windows of so many agents are not narrowed further. */
const RANKED = 32;

/**
 * The agents whose stretch of the demand curve meets [S - kmax, S + kmax], and some around them: one pass over all sums the demand
 * above the band and collects who is in it, further passes narrow the band around where the curve would cross S if it were a line. A band
 * that misses the window costs a pass more. Sums of demand run over agents i = 0, 1, 2, 3 modulo four, and these are added as
 * (0 + 2) + (1 + 3), as vectors do.
 */
export const orderWindow = (question: WindowQuestion): OrderedWindow => {
  const { types, demands, supply, widest, spread, band, low, high } = question;
  const n = types.length;
  let [bottom, top] = band;
  let list: number[] = [];
  let above = 0;
  let inside = 0;
  const covers = (higher: number, within: number): boolean =>
    higher <= supply - widest && higher + within >= supply + widest;
  if (n > RANKED) {
    const [higher, within] = [new Float64Array(4), new Float64Array(4)];
    for (let i = 0; i < n; i++) {
      const [t, k, lane] = [types[i] as number, demands[i] as number, i & 3];
      if (t > top) higher[lane] = (higher[lane] as number) + k;
      else if (t > bottom) {
        within[lane] = (within[lane] as number) + k;
        list.push(i);
      }
    }
    above = acrossLanes(higher);
    inside = acrossLanes(within);
  }
  if (n <= RANKED || !covers(above, inside)) {
    [bottom, top, above] = [low, high, 0];
    list = Array.from(demands, (_, i) => i);
    inside = demands.reduce((sum, k) => sum + k, 0);
  }
  while (list.length > RANKED) {
    const slope = (top - bottom) / inside;
    const centre = top - slope * (supply - above);
    const half = slope * (widest + spread * Math.sqrt(list.length));
    const newTop = Math.min(centre + half, top);
    const newBottom = Math.max(centre - half, bottom);
    let [higher, within] = [above, 0];
    const left = list.filter((i) => {
      const [t, k] = [types[i] as number, demands[i] as number];
      const isWithin = t <= newTop && t > newBottom;
      if (t > newTop) higher += k;
      if (isWithin) within += k;
      return isWithin;
    });
    if (!covers(higher, within)) break;
    const slow = left.length * 4 > list.length * 3;
    [list, above, inside, top, bottom] = [left, higher, within, newTop, newBottom];
    if (slow) break;
  }
  // The list rises and the sort is stable: of equal types the first one stays first.
  return { order: list.sort((a, b) => (types[b] as number) - (types[a] as number)), above };
};
