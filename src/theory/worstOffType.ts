import { findRoot } from '../numerics/findRoot.ts';
import type { Theory } from './theory.ts';

/**
 * t^_i(r) = min { t : q_i(t) >= min(r, k_i) } (Lemma 1): the type of agent i that gains least from the spot market when it
 * holds r units. lo where r <= q_i(lo), also for negative r; hi where r >= k_i. Money per unit.
 * Where q is so flat that the table's rounding would move the answer by 1e-12 of the support, the exact q decides, for up to 40
 * agents; beyond, the type is right to the table's error over q's slope.
 * Cost: a search over panels and about ten evaluations of a series.
 */
export const worstOffType = (theory: Theory, agent: number, holding: number): number =>
  holding === theory.interiorHoldings[agent]
    ? theory.commonWorstOffType
    : worstOffTypeOfClass(theory, theory.classOf[agent] as number, holding);

/**
 * The same from the table alone: where q is flat the type may be off by the table's error over q's slope, which moves a spot
 * payoff by no more than that times the table's error, because t^ is where the payoff's derivative in t vanishes.
 */
export const tabulatedWorstOffType = (theory: Theory, c: number, holding: number): number => {
  const { table, classes, lo, hi } = theory;
  if (holding >= (classes[c]?.maxDemand as number)) return hi;
  if (holding <= (table.lowest[c] as number)) return lo;
  const right = panelOf(theory, c, holding);
  const [from, to] = [table.edges[right - 1] as number, table.edges[right] as number];
  const gap = (t: number): number => table.q(c, t) - holding;
  if (gap(from) >= 0) return from;
  return gap(to) <= 0 ? to : findRoot(gap, from, to, 1e-15 * (hi - lo));
};

/** Agents up to whose number the exact q decides: ten evaluations of it for each of a thousand holdings take a minute. */
const MOST_EXACT = 40;

/** The method is asked instead of the table only where its own error is smaller by this. */
const FINER = 100;

const worstOffTypeOfClass = (theory: Theory, c: number, holding: number): number => {
  const { table, interim, lo, hi } = theory;
  const t = tabulatedWorstOffType(theory, c, holding);
  if (t === lo || t === hi || theory.maxDemands.length > MOST_EXACT) return t;
  if (table.error < 1e-12 * (hi - lo) * table.slope(c, t)) return t;
  // A method that is known within a bound says no more than its table.
  if ('bounded' in interim && table.error < FINER * interim.error) return t;
  // Flat: one panel more on either side, and the exact function.
  const right = panelOf(theory, c, holding);
  return findRoot(
    (type) => (interim.at(type)[c] as number) - holding,
    table.edges[Math.max(0, right - 2)] as number,
    table.edges[Math.min(table.edges.length - 1, right + 1)] as number,
  );
};

/** Number of the edge that ends the panel in which q reaches the holding. */
const panelOf = ({ table }: Theory, c: number, holding: number): number =>
  Math.max(1, firstAtLeast(table.qAtEdges[c] as Float64Array, holding));

/** Index of the first of the rising `values` that is at least `value`, or the last index. */
const firstAtLeast = (values: Float64Array, value: number): number => {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
};
