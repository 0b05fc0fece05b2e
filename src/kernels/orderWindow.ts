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
 * that misses the window is widened, at a pass more. Sums of demand run over agents i = 0, 1, 2, 3 modulo four, and these are added as
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
  if (n <= RANKED) list = Array.from(demands, (_, i) => i);
  else {
    for (;;) {
      [list, above, inside] = collected(question, bottom, top);
      if (covers(above, inside) || (top >= high && bottom <= low)) break;
      const wider = Math.max(top - bottom, (high - low) / 64);
      top = Math.min(high, top + wider);
      bottom = Math.max(low, bottom - wider);
    }
  }
  // Places behind the last agent, all of type lo, want nothing.
  while (list.length > 0 && demands[list.at(-1) as number] === 0) list.pop();
  for (let reach = 1; list.length > RANKED; ) {
    const slope = (top - bottom) / inside;
    const centre = top - slope * (supply - above);
    const half = reach * slope * (widest + spread * Math.sqrt(list.length));
    const [newTop, newBottom] = [Math.min(top, centre + half), Math.max(bottom, centre - half)];
    if (newTop === top && newBottom === bottom) break;
    let [higher, within] = [above, 0];
    const left = list.filter((i) => {
      const [t, k] = [types[i] as number, demands[i] as number];
      const isWithin = t <= newTop && t > newBottom;
      if (t > newTop) higher += k;
      if (isWithin) within += k;
      return isWithin;
    });
    if (covers(higher, within)) [list, above, inside, top, bottom] = [left, higher, within, newTop, newBottom];
    else reach *= 2;
  }
  // The list rises and the sort is stable: of equal types the first one stays first.
  return { order: list.sort((a, b) => (types[b] as number) - (types[a] as number)), above };
};

/** The agents with types in (bottom, top], the demand of those above and their own. */
const collected = (
  { types, demands }: WindowQuestion,
  bottom: number,
  top: number,
): [list: number[], above: number, inside: number] => {
  const list: number[] = [];
  const [higher, within] = [new Float64Array(4), new Float64Array(4)];
  for (let i = 0; i < types.length; i++) {
    const [t, k, lane] = [types[i] as number, demands[i] as number, i & 3];
    if (t > top) higher[lane] = (higher[lane] as number) + k;
    else if (t > bottom) {
      within[lane] = (within[lane] as number) + k;
      list.push(i);
    }
  }
  return [list, acrossLanes(higher), acrossLanes(within)];
};
