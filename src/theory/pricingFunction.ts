import type { PerAgent } from '../domain/economy.ts';
import type { HullDomain } from '../domain/scenario.ts';
import { concaveMajorant } from '../numerics/concaveMajorant.ts';
import { findRoot } from '../numerics/findRoot.ts';
import { approximate, type PiecewiseChebyshev } from '../numerics/piecewiseChebyshev.ts';
import type { ForwardTheory } from './forwardTheory.ts';

/**
 * P of the forward market: the price of the unit at distance y from the interior solution, y = z - r*_i on the path.
 *
 *   dminus(y) = min_j t^_j(y + r*_j) for y < 0, dplus(y) = max_j t^_j(y + r*_j) for y > 0
 *   hull      = greatest convex minorant of dminus, least concave majorant of dplus
 *   P(y)      = t^ + (1 + m)(hull(y) - t^),  m >= 0 the margin                       (the family of Proposition 4)
 *
 * t^_j is the inverse of q_j, so dminus is the inverse of max_j (q_j(t) - r*_j), which rises in the type t, and its convex
 * minorant the inverse of a concave majorant: the hulls are computed over types, where no inverse is needed. With anticipated
 * states (section 5.1) t^_j is the expected worst-off type, and the theory's table has its inverse in the place of q_j.
 */
export interface PricingFunction {
  /** P(y), money per unit. */
  readonly price: (y: number) => number;
  /** P'(y), from the side of y's own piece. */
  readonly slope: (y: number) => number;
  /** Phi(y): the integral of P from 0 to y, money. */
  readonly potential: (y: number) => number;
  /** Where the hulls are taken; beyond, P goes on as `continuation` says. */
  readonly from: number;
  readonly to: number;
}

export interface PricingChoice {
  readonly margin: number;
  /** `full`: every deviation that an agent can make from r*; `paper`: [min(e - r*), max(e - r*)]. */
  readonly domain: HullDomain;
  readonly endowments: PerAgent;
}

/** Cost: some thousand evaluations of tabulated interim allocations, times the number of classes; nothing where the hull is known. */
export const pricingFunction = (
  theory: ForwardTheory,
  { margin, domain, endowments }: PricingChoice,
): PricingFunction => {
  const [from, to] = hullInterval(theory, domain, endowments);
  const table = hullOf(theory, from, to);
  const zero = table.integral(0, 0);
  const centre = theory.commonWorstOffType;
  const stretch = 1 + margin;
  /** The hull's excess over t^ at a point of [from, to], and its integral from 0. */
  const excess = (y: number): number => stretch * (table.value(0, y) - centre);
  const sum = (y: number): number => stretch * (table.integral(0, y) - zero - centre * y);
  // Beyond its interval the paper's hull goes on in a straight line; that of all deviations is at an end of the support there.
  const slopeAt = (y: number): number => (domain === 'paper' ? stretch * table.slope(0, y) : 0);
  const inside = (y: number): number => Math.min(to, Math.max(from, y));
  return {
    price: (y) => {
      const edge = inside(y);
      return centre + excess(edge) + (y === edge ? 0 : slopeAt(edge) * (y - edge));
    },
    slope: (y) => (y === inside(y) ? stretch * table.slope(0, y) : slopeAt(inside(y))),
    potential: (y) => {
      // Of a market's clearing this is most: written out for the usual case.
      if (y >= from && y <= to) return centre * y + stretch * (table.integral(0, y) - zero - centre * y);
      const edge = inside(y);
      const beyond = y - edge;
      return centre * y + sum(edge) + beyond * (excess(edge) + (slopeAt(edge) * beyond) / 2);
    },
    from,
    to,
  };
};

interface Hull {
  readonly from: number;
  readonly to: number;
  readonly table: PiecewiseChebyshev;
}

/** Hulls made last for a theory: margins share theirs, and so do a run, its measures and what is drawn of it. */
const hulls = new WeakMap<ForwardTheory['table'], readonly Hull[]>();
const MOST_HULLS = 4;

const hullOf = (theory: ForwardTheory, from: number, to: number): PiecewiseChebyshev => {
  const known = hulls.get(theory.table) ?? [];
  const made = known.find((hull) => hull.from === from && hull.to === to);
  if (made !== undefined) return made.table;
  const all = [...pieces(theory, from, -1), ...pieces(theory, to, 1)].filter((piece) => piece.to > piece.from);
  const table = tabulatePieces(theory, all);
  hulls.set(theory.table, [{ from, to, table }, ...known].slice(0, MOST_HULLS));
  return table;
};

/** Endowments this close to r*, as a share of the supply, are r*. */
const ROUNDING = 1e-12;

/** An interval around 0. The paper defines its own only where endowments differ from r*: where they do not, all deviations count. */
const hullInterval = (theory: ForwardTheory, domain: HullDomain, endowments: PerAgent): readonly [number, number] => {
  const { interiorHoldings, supply } = theory;
  const sold = endowments.map((e, i) => e - (interiorHoldings[i] as number));
  const narrow: readonly [number, number] = [least(sold), -least(sold.map((s) => -s))];
  const apart = ROUNDING * supply;
  if (domain === 'paper' && narrow[0] < -apart && narrow[1] > apart) return narrow;
  return [least(interiorHoldings.map((r) => -r)), supply - least(interiorHoldings)];
};

/** Of any number of them: as arguments of one call they are limited. */
const least = (numbers: PerAgent): number => numbers.reduce((min, x) => Math.min(min, x), Number.POSITIVE_INFINITY);

/** A stretch of the hull over y: a straight line between two prices, or the inverse of the envelope between two types. */
interface Piece {
  readonly kind: 'curve' | 'bridge';
  readonly from: number;
  readonly to: number;
  readonly lowPrice: number;
  readonly highPrice: number;
}

/** The hull on one side of 0, out to distance `end`, in the order of y. */
const pieces = (theory: ForwardTheory, end: number, side: -1 | 1): readonly Piece[] => {
  const { commonWorstOffType: centre, lo, hi, table } = theory;
  const envelope = envelopeOf(theory, side);
  const limit = side < 0 ? lo : hi;
  const outermost = envelope.at(limit);
  // Past the envelope's end the price stays at the end of the support.
  const flat = side * end > side * outermost;
  const edge = flat ? limit : findRoot((t) => envelope.at(t) - end, ...ordered(centre, limit));
  const [low, high] = ordered(centre, edge);
  const grid = gridBetween(table.edges, low, high);
  const stretches = concaveMajorant({
    f: (t) => -side * envelope.at(t),
    grid,
    corners: [...table.corners, ...switches(envelope.leader, grid)],
    tolerance: 1e-13 * theory.supply,
  });
  const curved = stretches.map(({ kind, from, to }) => ({
    kind,
    from: from === centre ? 0 : envelope.at(from),
    to: to === centre ? 0 : envelope.at(to),
    lowPrice: from,
    highPrice: to,
  }));
  if (!flat) return curved;
  const level: Piece = {
    kind: 'bridge',
    from: Math.min(end, outermost),
    to: Math.max(end, outermost),
    lowPrice: limit,
    highPrice: limit,
  };
  return side < 0 ? [level, ...curved] : [...curved, level];
};

const ordered = (a: number, b: number): readonly [number, number] => (a < b ? [a, b] : [b, a]);

interface Envelope {
  readonly at: (t: number) => number;
  /** The class that attains it at t. */
  readonly leader: (t: number) => number;
}

/**
 * max_j (q_j(t) - r*_j) below t^, min_j above it: the inverse of dminus and dplus. Classes whose q is the same (equal demands
 * that are served or not served together) differ by rounding: the first of them leads.
 */
const envelopeOf = ({ firstOf, interiorHoldings, table }: ForwardTheory, side: -1 | 1): Envelope => {
  const centres = firstOf.map((agent) => interiorHoldings[agent] as number);
  const leader = (t: number): number => {
    let best = 0;
    let extreme = side * Number.POSITIVE_INFINITY;
    for (let c = 0; c < centres.length; c++) {
      const y = table.q(c, t) - (centres[c] as number);
      if (side < 0 ? y > extreme + table.error : y < extreme - table.error) [best, extreme] = [c, y];
    }
    return best;
  };
  return {
    leader,
    at: (t) => {
      const c = leader(t);
      return table.q(c, t) - (centres[c] as number);
    },
  };
};

/** Where the leader changes, each to rounding: the slope jumps there. */
const switches = (leader: (t: number) => number, grid: readonly number[]): readonly number[] => {
  const within = (a: number, b: number, atA: number, atB: number): readonly number[] => {
    const middle = a + (b - a) / 2;
    if (atA === atB) return [];
    if (middle <= a || middle >= b) return [b];
    const atMiddle = leader(middle);
    return [...within(a, middle, atA, atMiddle), ...within(middle, b, atMiddle, atB)];
  };
  const leaders = grid.map(leader);
  return grid.flatMap((b, j) =>
    j === 0 ? [] : within(grid[j - 1] as number, b, leaders[j - 1] as number, leaders[j] as number),
  );
};

/** The table's panel edges between two types, each panel cut in 32. */
const gridBetween = (edges: Float64Array, low: number, high: number): readonly number[] => {
  const corners = [low, ...[...edges].filter((t) => t > low && t < high), high];
  return corners.flatMap((to, j) => {
    const from = corners[j - 1];
    return from === undefined ? [to] : Array.from({ length: 32 }, (_, s) => from + ((to - from) * (s + 1)) / 32);
  });
};

const tabulatePieces = (theory: ForwardTheory, all: readonly Piece[]): PiecewiseChebyshev => {
  const envelopes = { below: envelopeOf(theory, -1), above: envelopeOf(theory, 1) };
  const breakpoints = [all[0]?.from as number, ...all.map((piece) => piece.to)];
  // Quantities are known to rounding; where the interval is a speck of the supply a steep price magnifies it.
  const [first, last] = [all[0] as Piece, all[all.length - 1] as Piece];
  const steepness = (last.highPrice - first.lowPrice) / (last.to - first.from);
  return approximate({
    f: (y) => [priceOn(pieceAt(all, y), y, (y < 0 ? envelopes.below : envelopes.above).at)],
    count: 1,
    breakpoints,
    tolerance: Math.max(1e-13 * (theory.hi - theory.lo), 8 * Number.EPSILON * (theory.supply * steepness + theory.hi)),
  });
};

const pieceAt = (all: readonly Piece[], y: number): Piece =>
  all.find((piece) => y <= piece.to) ?? (all[all.length - 1] as Piece);

const priceOn = (
  { kind, from, to, lowPrice, highPrice }: Piece,
  y: number,
  envelope: (t: number) => number,
): number => {
  if (y <= from) return lowPrice;
  if (y >= to) return highPrice;
  if (kind === 'bridge') return lowPrice + ((highPrice - lowPrice) * (y - from)) / (to - from);
  const gap = (t: number): number => envelope(t) - y;
  return gap(lowPrice) >= 0 ? lowPrice : gap(highPrice) <= 0 ? highPrice : findRoot(gap, lowPrice, highPrice);
};
