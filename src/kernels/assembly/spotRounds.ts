/**
 * Spot rounds with the VCG payments of all agents; see plainSpotRounds.ts, which does the same in the same order of additions, to
 * the bit. Agents come four at a time; the last ones may be of maximum demand 0. Pointers are bytes; `n` is a multiple of 4.
 *
 * Scratch, by offset: two lists of n indices, then types, widths and indices of the window in order, then the two lists of
 * stretches (end, type). Of the window there are n + 4 places.
 */

/** Largest window put in order by counting ranks; beyond it, by heapsort. */
const RANKED: i32 = 32;

let types: usize;
let demands: usize;
let keys: usize; // types in the window, then in order
let orderedTypes: usize;
let orderedDemands: usize;
let orderedAgents: usize;

@inline
function typeOf(agent: i32): f64 {
  return load<f64>(types + (<usize>agent << 3));
}
@inline
function demandOf(agent: i32): f64 {
  return load<f64>(demands + (<usize>agent << 3));
}
@inline
function entry(list: usize, j: i32): i32 {
  return load<i32>(list + (<usize>j << 2));
}

/** x where it is so, else 0: by its bits, as a choice between numbers would be a jump. */
@inline
function where(x: f64, is: bool): f64 {
  return reinterpret<f64>(reinterpret<i64>(x) & -(<i64>is));
}

@inline
function place(rank: i32, agent: i32): void {
  store<f64>(orderedTypes + (<usize>rank << 3), typeOf(agent));
  store<f64>(orderedDemands + (<usize>rank << 3), demandOf(agent));
  store<i32>(orderedAgents + (<usize>rank << 2), agent);
}

/** Order by falling type, then by agent; `list` has the agents rising. */
function putInOrder(list: usize, count: i32): void {
  if (count <= RANKED && putByRank(list, count)) return;
  heapsort(list, count);
  for (let j = 0; j < count; j++) place(j, entry(list, j));
}

/**
 * The place of each agent is the number of greater types: loops that are equally long for all, without a branch on a type. Equal types
 * leave gaps, so that the places add up to less than they should: then it says so.
 */
function putByRank(list: usize, count: i32): bool {
  for (let j = 0; j < count; j++) store<f64>(keys + (<usize>j << 3), typeOf(entry(list, j)));
  store<f64>(keys + (<usize>count << 3), -Infinity);
  const end = keys + (<usize>((count + 1) >> 1) << 4);
  let missing = (count * (count - 1)) >> 1;
  for (let i = 0; i < count; i++) {
    const mine = v128.load_splat<f64>(keys + (<usize>i << 3));
    let before = i64x2.splat(0);
    for (let at = keys; at < end; at += 16) before = i64x2.sub(before, f64x2.gt(v128.load(at), mine));
    const rank = <i32>i64x2.extract_lane(before, 0) + <i32>i64x2.extract_lane(before, 1);
    missing -= rank;
    place(rank, entry(list, i));
  }
  return missing == 0;
}

/** Whether `a` comes after `b`. */
@inline
function later(a: i32, b: i32): bool {
  const ta = typeOf(a);
  const tb = typeOf(b);
  return ta < tb || (ta == tb && a > b);
}

function sift(list: usize, from: i32, count: i32): void {
  let root = from;
  const held = entry(list, root);
  for (;;) {
    let child = 2 * root + 1;
    if (child >= count) break;
    if (child + 1 < count && later(entry(list, child + 1), entry(list, child))) child += 1;
    if (!later(entry(list, child), held)) break;
    store<i32>(list + (<usize>root << 2), entry(list, child));
    root = child;
  }
  store<i32>(list + (<usize>root << 2), held);
}

function heapsort(list: usize, count: i32): void {
  for (let i = (count >> 1) - 1; i >= 0; i--) sift(list, i, count);
  for (let end = count - 1; end > 0; end--) {
    const last = entry(list, 0);
    store<i32>(list, entry(list, end));
    store<i32>(list + (<usize>end << 2), last);
    sift(list, 0, end);
  }
}

/** A stretch of the demand curve: how far from S it ends, units, and its type. It starts where the one before it ends. */
@inline
function push(at: usize, end: f64, type: f64): void {
  store<f64>(at, end);
  store<f64>(at, type, 8);
}

/**
 * Integral over the first `length` units of what the stretches have above `type` (sign 1) or below it (-1), when all are `own` units
 * nearer to S.
 */
function beside(from: usize, end: usize, own: f64, length: f64, type: f64, sign: f64): f64 {
  let sum = 0.0;
  let reached = 0.0;
  for (let at = from; at < end; at += 16) {
    const behind = load<f64>(at) - own;
    const until = length < behind ? length : behind;
    const gap = sign * (load<f64>(at, 8) - type);
    sum += (until - reached) * (0 < gap ? gap : 0);
    reached = until;
  }
  return sum;
}

export function spotRounds(
  rounds: i32,
  n: i32,
  allTypes: usize,
  maxDemands: usize,
  worstOff: usize,
  servedBase: usize,
  unservedBase: usize,
  allPayments: usize,
  allAllocations: usize,
  outcomes: usize,
  scratch: usize,
  supply: f64,
  widest: f64,
  spread: f64,
  lowestWorstOff: f64,
  highestWorstOff: f64,
  bandLow: f64,
  bandHigh: f64,
  low: f64,
  high: f64,
): void {
  const bytes = <usize>n << 3;
  const places = bytes + 32;
  const listA = scratch;
  const listB = scratch + (<usize>n << 2) + 16;
  keys = listB + (<usize>n << 2) + 16;
  orderedTypes = keys + places;
  orderedDemands = orderedTypes + places;
  orderedAgents = orderedDemands + places;
  const beyond = orderedAgents + places;
  const before = beyond + 2 * places;
  demands = maxDemands;
  const zero = f64x2.splat(0);

  for (let r = 0; r < rounds; r++) {
    types = allTypes + <usize>r * bytes;
    let list = listA;
    let spare = listB;
    let count = 0;
    let above = 0.0;
    let bandTop = bandHigh;
    let bandBottom = bandLow;
    let inside = 0.0;

    if (n <= RANKED) {
      count = n;
      for (let i = 0; i < n; i++) store<i32>(list + (<usize>i << 2), i);
    } else {
      // A band that misses the window is widened until it does not, or is everything.
      for (;;) {
        const top = f64x2.splat(bandTop);
        const bottom = f64x2.splat(bandBottom);
        let above0 = zero;
        let above1 = zero;
        let inside0 = zero;
        let inside1 = zero;
        let put = list;
        for (let i = 0; i < n; i += 4) {
          const at = <usize>i << 3;
          const t0 = v128.load(types + at);
          const t1 = v128.load(types + at, 16);
          const k0 = v128.load(demands + at);
          const k1 = v128.load(demands + at, 16);
          const high0 = f64x2.gt(t0, top);
          const high1 = f64x2.gt(t1, top);
          above0 = f64x2.add(above0, v128.and(k0, high0));
          above1 = f64x2.add(above1, v128.and(k1, high1));
          const in0 = v128.andnot(f64x2.gt(t0, bottom), high0);
          const in1 = v128.andnot(f64x2.gt(t1, bottom), high1);
          const bits0 = i64x2.bitmask(in0);
          const bits1 = i64x2.bitmask(in1);
          inside0 = f64x2.add(inside0, v128.and(k0, in0));
          inside1 = f64x2.add(inside1, v128.and(k1, in1));
          store<i32>(put, i);
          put += (bits0 & 1) << 2;
          store<i32>(put, i + 1);
          put += (bits0 & 2) << 1;
          store<i32>(put, i + 2);
          put += (bits1 & 1) << 2;
          store<i32>(put, i + 3);
          put += (bits1 & 2) << 1;
        }
        count = <i32>((put - list) >> 2);
        const sums = f64x2.add(above0, above1);
        above = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
        const within = f64x2.add(inside0, inside1);
        inside = f64x2.extract_lane(within, 0) + f64x2.extract_lane(within, 1);
        if (above <= supply - widest && above + inside >= supply + widest) break;
        if (bandTop >= high && bandBottom <= low) break;
        const wider = max(bandTop - bandBottom, (high - low) / 64);
        bandTop = min(high, bandTop + wider);
        bandBottom = max(low, bandBottom - wider);
      }
    }
    // Places behind the last agent, all of type lo, want nothing.
    while (count > 0 && demandOf(entry(list, count - 1)) == 0) count -= 1;
    let reach = 1.0;
    while (count > RANKED) {
      const slope = (bandTop - bandBottom) / inside;
      const centre = bandTop - slope * (supply - above);
      const half = reach * slope * (widest + spread * sqrt<f64>(<f64>count));
      const top = min(bandTop, centre + half);
      const bottom = max(bandBottom, centre - half);
      if (top == bandTop && bottom == bandBottom) break;
      let higher = above;
      let within = 0.0;
      let put = spare;
      for (let j = 0; j < count; j++) {
        const agent = entry(list, j);
        const t = typeOf(agent);
        const k = demandOf(agent);
        const isHigher = t > top;
        const isWithin = <bool>(<i32>(t > bottom) & ~(<i32>isHigher));
        higher += where(k, isHigher);
        within += where(k, isWithin);
        store<i32>(put, agent);
        put += <usize>isWithin << 2;
      }
      if (higher <= supply - widest && higher + within >= supply + widest) {
        const full = list;
        list = spare;
        spare = full;
        count = <i32>((put - list) >> 2);
        above = higher;
        inside = within;
        bandTop = top;
        bandBottom = bottom;
      } else {
        reach *= 2;
      }
    }
    putInOrder(list, count);

    // The marginal agent: the first with which the supply is used.
    let m = -1;
    let start = above;
    for (let j = 0; j < count; j++) {
      const k = load<f64>(orderedDemands + (<usize>j << 3));
      if (start + k >= supply) {
        m = j;
        break;
      }
      start += k;
    }
    let marginal = -1;
    let price = low;
    let served = 0.0;
    let wanting = 0.0;
    let beyondEnd = beyond;
    let beforeEnd = before;
    let beyondFirst = beyond;
    let beforeFirst = before;
    if (m >= 0) {
      marginal = entry(orderedAgents, m);
      const k = load<f64>(orderedDemands + (<usize>m << 3));
      price = load<f64>(orderedTypes + (<usize>m << 3));
      const left = supply - start;
      served = left < k ? left : k;
      wanting = k - served;
      let from = 0.0;
      if (wanting > 0 && price > lowestWorstOff) {
        push(beyondEnd, wanting, price);
        beyondEnd += 16;
        beyondFirst = beyondEnd;
      }
      from = wanting;
      for (let j = m + 1; j < count && from < widest; j++) {
        const type = load<f64>(orderedTypes + (<usize>j << 3));
        if (type <= lowestWorstOff) break;
        from += load<f64>(orderedDemands + (<usize>j << 3));
        push(beyondEnd, from, type);
        beyondEnd += 16;
      }
      if (price < highestWorstOff) {
        push(beforeEnd, served, price);
        beforeEnd += 16;
        beforeFirst = beforeEnd;
      }
      from = served;
      for (let j = m - 1; j >= 0 && from < widest; j--) {
        const type = load<f64>(orderedTypes + (<usize>j << 3));
        if (type >= highestWorstOff) break;
        from += load<f64>(orderedDemands + (<usize>j << 3));
        push(beforeEnd, from, type);
        beforeEnd += 16;
      }
    }

    // All payments. The marginal agent's lane is made to give nothing, and its own figures are added afterwards.
    const payments = allPayments + <usize>r * bytes;
    const allocations = allAllocations + <usize>r * bytes;
    let marginalDemand = 0.0;
    let marginalUnserved = 0.0;
    const own = <usize>marginal << 3;
    if (marginal >= 0) {
      marginalDemand = demandOf(marginal);
      marginalUnserved = load<f64>(unservedBase + own);
      store<f64>(demands + own, 0);
      store<f64>(unservedBase + own, 0);
    }
    // Of equal types those before the marginal agent are served: a threshold just below its type for them.
    const below = marginal < 0 ? -Infinity : price == 0 ? -5e-324 : reinterpret<f64>(reinterpret<i64>(price) - 1);
    const blockOf = marginal < 0 ? n : marginal & ~3;
    let limit0 = f64x2.splat(below);
    let limit1 = limit0;
    let surplus0 = zero;
    let surplus1 = zero;
    let welfare0 = zero;
    let welfare1 = zero;
    for (let i = 0; i < n; i += 4) {
      if (i >= blockOf) {
        limit0 = f64x2.splat(price);
        limit1 = limit0;
        if (i == blockOf) {
          const lane = marginal & 3;
          if (lane > 0) limit0 = f64x2.replace_lane(limit0, 0, below);
          if (lane > 1) limit0 = f64x2.replace_lane(limit0, 1, below);
          if (lane > 2) limit1 = f64x2.replace_lane(limit1, 0, below);
        }
      }
      const at = <usize>i << 3;
      const t0 = v128.load(types + at);
      const t1 = v128.load(types + at, 16);
      const k0 = v128.load(demands + at);
      const k1 = v128.load(demands + at, 16);
      const h0 = v128.load(worstOff + at);
      const h1 = v128.load(worstOff + at, 16);
      const is0 = f64x2.gt(t0, limit0);
      const is1 = f64x2.gt(t1, limit1);
      let reached0 = zero;
      let reached1 = zero;
      let over0 = zero;
      let over1 = zero;
      for (let e = beyond; e < beyondEnd; e += 16) {
        const behind = v128.load_splat<f64>(e);
        const type = v128.load_splat<f64>(e, 8);
        const until0 = f64x2.pmin(behind, k0);
        const until1 = f64x2.pmin(behind, k1);
        over0 = f64x2.add(over0, f64x2.mul(f64x2.sub(until0, reached0), f64x2.pmax(zero, f64x2.sub(type, h0))));
        over1 = f64x2.add(over1, f64x2.mul(f64x2.sub(until1, reached1), f64x2.pmax(zero, f64x2.sub(type, h1))));
        reached0 = until0;
        reached1 = until1;
      }
      let under0 = zero;
      let under1 = zero;
      reached0 = zero;
      reached1 = zero;
      for (let e = before; e < beforeEnd; e += 16) {
        const behind = v128.load_splat<f64>(e);
        const type = v128.load_splat<f64>(e, 8);
        const until0 = f64x2.pmin(behind, k0);
        const until1 = f64x2.pmin(behind, k1);
        under0 = f64x2.add(under0, f64x2.mul(f64x2.sub(until0, reached0), f64x2.pmax(zero, f64x2.sub(h0, type))));
        under1 = f64x2.add(under1, f64x2.mul(f64x2.sub(until1, reached1), f64x2.pmax(zero, f64x2.sub(h1, type))));
        reached0 = until0;
        reached1 = until1;
      }
      const p0 = f64x2.add(
        v128.bitselect(v128.load(servedBase + at), v128.load(unservedBase + at), is0),
        v128.bitselect(over0, under0, is0),
      );
      const p1 = f64x2.add(
        v128.bitselect(v128.load(servedBase + at, 16), v128.load(unservedBase + at, 16), is1),
        v128.bitselect(over1, under1, is1),
      );
      const q0 = v128.and(k0, is0);
      const q1 = v128.and(k1, is1);
      v128.store(payments + at, p0);
      v128.store(payments + at, p1, 16);
      v128.store(allocations + at, q0);
      v128.store(allocations + at, q1, 16);
      surplus0 = f64x2.add(surplus0, p0);
      surplus1 = f64x2.add(surplus1, p1);
      welfare0 = f64x2.add(welfare0, f64x2.mul(t0, q0));
      welfare1 = f64x2.add(welfare1, f64x2.mul(t1, q1));
    }
    const paid = f64x2.add(surplus0, surplus1);
    const worth = f64x2.add(welfare0, welfare1);
    let surplus = f64x2.extract_lane(paid, 0) + f64x2.extract_lane(paid, 1);
    let welfare = f64x2.extract_lane(worth, 0) + f64x2.extract_lane(worth, 1);
    if (marginal >= 0) {
      store<f64>(demands + own, marginalDemand);
      store<f64>(unservedBase + own, marginalUnserved);
      const h = load<f64>(worstOff + own);
      const payment =
        marginalUnserved +
        served * h +
        beside(beyondFirst, beyondEnd, wanting, served, h, 1) +
        beside(beforeFirst, beforeEnd, served, wanting, h, -1);
      store<f64>(payments + own, payment);
      store<f64>(allocations + own, served);
      surplus += payment;
      welfare += price * served;
    }
    const outcome = outcomes + (<usize>r << 5);
    store<f64>(outcome, surplus);
    store<f64>(outcome, welfare, 8);
    store<f64>(outcome, price, 16);
    store<f64>(outcome, <f64>marginal, 24);
  }
}
