import { decayBound } from './decayBound.ts';
import { cospi, exp, ln } from './elementary.ts';

/** Independent variables, `counts[j]` of them with weight `weights[j]` > 0 in group j, and a limit. */
export interface ContourQuestion {
  readonly weights: Float64Array;
  readonly counts: Float64Array;
  readonly limit: number;
  /** All weights and the limit are multiples of this step; 0 where they are of none, or of too fine a one. */
  readonly step: number;
  /** Error that the figures together may have, as a share of the limit: what the bound is laid out for. */
  readonly tolerance: number;
}

export interface ContourAnswer {
  /** E[min(k_i, (c - X_-i)+)] for one variable of each group, then E[min(c, X)]: X the sum of what happens, X_-i without the one. */
  readonly values: Float64Array;
  /** Absolute error of each of the first figures at most, and of the last. Proved, rounding included. */
  readonly error: number;
  readonly servedError: number;
  /** Sum of the errors of all variables. */
  readonly totalError: number;
  /** Points of the contour that were computed. */
  readonly nodes: number;
}

/** Half a circle is 1: 2 pi. */
const TURN = 2 * Math.PI;
/** Standard deviations of the tilted law that the period of the trapezoidal rule spans: a normal tail of 1e-16. */
const PERIOD = 8.6;
/** Where the integrand has fallen to this share of its start it is left out, once the bound says that it stays there. */
const SMALL = 1e-17;
/** Largest |z k|: exponentials stay inside the range of numbers. */
const WIDEST_TILT = 600;
/** Chernoff bounds below this are zero. */
const NOTHING = 1e-25;
/** Typical weights times the largest y that is looked at: a transform of a million points. */
const FURTHEST = 40_000;
const EPSILON = Number.EPSILON;

/**
 * With p_j the probabilities, f_j = 1 - p_j and D_j(z) = f_j + p_j e^{-z k_j}, Laplace's inversion on a line Re z = z0:
 *
 *   E[(c - X)+] - E[(c - k - X)+]  =  1/(2 pi i) integral of e^{zc} M(z) (1 - e^{-zk}) / z^2 dz,   M = product of D_j^{m_j}
 *
 * for z0 > 0; for z0 < 0 it is that less k (the pole at 0). Leaving a variable out divides M by its own D_i: the rounded product is
 * divided by the very factor that went into it, so the division costs one rounding. z0 is the saddle point, where the law tilted by
 * e^{-z0 x} has mean c, kept off the pole by a standard deviation.
 *
 * The trapezoidal rule of step h is exact but for aliases: it computes the sum over integers m of e^{-m L z0} W(c + m L), L = 2 pi / h,
 * W the function sought. W(c + m L) is k but for a tail on one side and 0 but for a tail on the other; Chernoff bounds at tilts on
 * either side of z0 bound both tails. With weights on a lattice and z^2 replaced by (2/step sinh(z step/2))^2 the integral is over one
 * period and nothing else is lost.
 *
 * Without a lattice the rule is cut off. X + delta Z, Z normal, has an integrand smaller by e^{-delta^2 y^2 / 2}, and
 * 0 <= E[(c - X - delta Z)+] - E[(c - X)+] <= delta^2 (density of X + delta Z at c), a density which the same points bound. So the error
 * is what the factor changes in the points that were computed, the bound of `decayBound` on those that were not, the normal tail, and
 * delta^2 times that density. Nothing is smoothed in the values themselves.
 *
 * Cost: about 12 points of O(groups) for many unequal weights, whatever the limit; points near recurrences of M besides, all of them
 * for a few weights. Source: Lugannani & Rice (1980) for the contour; Trefethen & Weideman (2014) for the rule. Above 200 lines:
 * one pass over arrays that are shared.
 */
export const contourSums = ({ weights, counts, limit, step, tolerance }: ContourQuestion) => {
  const groups = weights.length | 0;
  let [members, all, widest] = [0, 0, 0];
  for (let j = 0; j < groups; j++) {
    members += counts[j] as number;
    all += (counts[j] as number) * (weights[j] as number);
    widest = Math.max(widest, weights[j] as number);
  }
  const typical = all / members;
  const spread2 = 2 * ln(1 / tolerance) + 4;
  const continuousReach = Math.min(FURTHEST, Math.sqrt((48 * spread2) / (tolerance * members))) / typical;
  const onLattice = step > 0 && Math.PI / step <= 4 * continuousReach;
  const reach = onLattice ? Math.PI / step : continuousReach;
  const delta2 = onLattice ? 0 : spread2 / (reach * reach);
  const small = Math.min(widest, 8 * typical);
  const uneven = widest > small;
  const boundFor = decayBound({ weights, counts, reach, widest: small, typical });
  const monotoneTo = Math.PI / small;

  const tilted = new Float64Array(groups);
  const shrunk = new Float64Array(groups);
  const denominator = new Float64Array(groups);
  const spreads = new Float64Array(groups);
  const [cosine, sine] = [new Float64Array(groups), new Float64Array(groups)];
  const [turnCosine, turnSine] = [new Float64Array(groups), new Float64Array(groups)];
  const errors = new Float64Array(groups);
  let lastTilt = 0;

  /** Moments of the law tilted by e^{-z x}; `keep` leaves what the contour needs of each group behind. */
  const tilt = (z: number, p: ArrayLike<number>, f: ArrayLike<number>, keep: boolean): Tilt => {
    let [mean, variance, log, magnitude, left, right, largestLeft, largestRight] = [0, 0, 0, 0, 0, 0, 0, 0];
    let carried = 0;
    for (let j = 0; j < groups; j++) {
      const [k, m] = [weights[j] as number, counts[j] as number];
      const e = exp(-z * k);
      const a = (p[j] as number) * e;
      const d = (f[j] as number) + a;
      const share = a / d;
      mean += m * k * share;
      variance += m * k * k * share * ((f[j] as number) / d);
      const l = m * ln(d);
      // Compensated: thousands of logarithms that the answers are proportional to the exponential of.
      const next = log + (l - carried);
      carried = next - log - (l - carried);
      log = next;
      magnitude += Math.abs(l);
      left += (m * k) / d;
      right += (m * k * e) / d;
      largestLeft = Math.max(largestLeft, k / d);
      largestRight = Math.max(largestRight, (k * e) / d);
      if (keep) {
        tilted[j] = share;
        shrunk[j] = e;
        denominator[j] = d;
        spreads[j] = 4 * share * ((f[j] as number) / d);
      }
    }
    return { z, mean, variance, log, magnitude, left, right, largestLeft, largestRight };
  };

  const furthest = WIDEST_TILT / widest;
  const inside = (z: number): number => Math.min(furthest, Math.max(-furthest, z));

  /** The tilt at which the mean is the limit, to a tenth of a standard deviation: the mean falls in z. */
  const saddle = (p: ArrayLike<number>, f: ArrayLike<number>): Tilt => {
    let [low, high] = [-furthest, furthest];
    let at = tilt(lastTilt, p, f, false);
    for (let round = 0; round < 80; round++) {
      const gap = at.mean - limit;
      if (at.variance === 0) break;
      if (Math.abs(gap) <= 0.1 * Math.sqrt(at.variance)) break;
      if (gap > 0) low = at.z;
      else high = at.z;
      const newton = at.z + gap / at.variance;
      const next = newton > low && newton < high ? newton : low + (high - low) / 2;
      if (next <= low || next >= high) break;
      at = tilt(next, p, f, false);
    }
    lastTilt = at.z;
    return at;
  };

  return (p: ArrayLike<number>, f: ArrayLike<number>): ContourAnswer => {
    const values = new Float64Array(groups + 1);
    let mean = 0;
    for (let j = 0; j < groups; j++) mean += (counts[j] as number) * (weights[j] as number) * (p[j] as number);
    const peak = saddle(p, f);
    const deviation = Math.sqrt(peak.variance);
    const least = Math.min(furthest, 1 / Math.max(deviation, 1e-300));
    const z0 = Math.abs(peak.z) >= least ? peak.z : peak.z < 0 ? -least : least;
    const centre = tilt(z0, p, f, true);
    const { variance } = centre;
    const exponent = centre.log + z0 * limit;
    const chernoff = exp(exponent);
    // Of a variable that is all but certain, or of none at all, the tails are all that is left.
    if (!(chernoff > NOTHING) || variance === 0) {
      const certain = variance === 0;
      const tail = certain ? 0 : Math.min(1, chernoff);
      for (let j = 0; j < groups; j++) {
        const rest = limit - (mean - (weights[j] as number) * (p[j] as number));
        const k = weights[j] as number;
        values[j] = certain ? Math.min(k, Math.max(0, rest)) : z0 > 0 ? 0 : k;
      }
      values[groups] = certain || z0 < 0 ? Math.min(limit, mean) : limit;
      const rounding = certain ? 4 * EPSILON * members * (limit + all) : 0;
      const [one, sum] = z0 > 0 ? [centre.largestLeft, centre.left] : [centre.largestRight, centre.right];
      return {
        values,
        error: tail * one + rounding,
        totalError: tail * sum + members * rounding,
        servedError: tail / Math.abs(z0) + 4 * EPSILON * members * all,
        nodes: 0,
      };
    }

    // The period, and what aliases it leaves.
    let period = PERIOD * Math.sqrt(variance);
    let alias = aliases();
    for (let round = 0; round < 40 && alias.worst > EPSILON * chernoff; round++) {
      if (period > all && period > limit) break;
      period = Math.min(1.3 * period, 1.01 * Math.max(all, limit));
      alias = aliases();
    }
    if (onLattice) period = step * (2 * Math.ceil(period / step / 2) + 1);
    if (onLattice) alias = aliases();
    const h = TURN / period;

    // Corrections for the terms that the rule adds without a tail.
    const fold = exp(-period * Math.abs(z0));
    const wraps = fold / (1 - fold);
    const correction = z0 > 0 ? (alias.rightWraps ? -wraps : 0) : 1 + (alias.leftWraps ? wraps : 0);

    values.fill(0);
    errors.fill(0);
    let [served, servedLost, density, nodes] = [0, 0, 0, 0];
    let [narrowest, smallest, size] = [1, 1, 1];
    const amplitude = (chernoff * h) / Math.PI;

    /** Points from..to, all of them, or until the integrand is small; returns the last. */
    const run = (from: number, to: number, stopWhenSmall: boolean): number => {
      for (let j = 0; j < groups; j++) {
        const [first, turn] = [((from * h) / Math.PI) * (weights[j] as number), (h / Math.PI) * (weights[j] as number)];
        cosine[j] = cospi(first);
        sine[j] = cospi(first - 0.5);
        turnCosine[j] = cospi(turn);
        turnSine[j] = cospi(turn - 0.5);
      }
      for (let m = from; m <= to; m++) {
        if (m > from && (m - from) % 64 === 0) return run(m, to, stopWhenSmall);
        nodes += 1;
        const y = m * h;
        let [re, im] = [1, 0];
        let [smallRe, smallIm] = [1, 0];
        let zeros = 0;
        let zeroAt = -1;
        for (let j = 0; j < groups; j++) {
          const [share, s] = [tilted[j] as number, sine[j] as number];
          // 1 - cos by sin where it cancels: share (1 - cos) is all that rho lacks from 1.
          let a = 1 - share * (1 - (cosine[j] as number));
          let b = -share * s;
          if (a === 0 && b === 0) {
            zeros += counts[j] as number;
            zeroAt = j;
            continue;
          }
          const counted = counts[j] as number;
          if (counted === 1 && !uneven) {
            const x = re * a - im * b;
            im = re * b + im * a;
            re = x;
            continue;
          }
          for (let power = counted; ; ) {
            if (power % 2 === 1) {
              const x = re * a - im * b;
              im = re * b + im * a;
              re = x;
              if ((weights[j] as number) <= small) {
                const v = smallRe * a - smallIm * b;
                smallIm = smallRe * b + smallIm * a;
                smallRe = v;
              }
            }
            if (power < 2) break;
            power = Math.floor(power / 2);
            const x = a * a - b * b;
            b = 2 * a * b;
            a = x;
          }
        }
        const modulus = Math.sqrt(re * re + im * im);
        size = uneven ? Math.sqrt(smallRe * smallRe + smallIm * smallIm) : modulus;
        // e^{iyc} over z^2, or over its lattice counterpart; the first point counts half.
        const turns = ((y * limit) / Math.PI) % 2;
        const [wheelRe, wheelIm] = [cospi(turns), cospi(turns - 0.5)];
        const kernel = overSquare(z0, y, onLattice ? step : 0);
        const weight = m === 0 ? amplitude / 2 : amplitude;
        const [phaseRe, phaseIm] = [
          weight * (wheelRe * kernel.re - wheelIm * kernel.im),
          weight * (wheelRe * kernel.im + wheelIm * kernel.re),
        ];
        const gRe = phaseRe * re - phaseIm * im;
        const gIm = phaseRe * im + phaseIm * re;
        const g = Math.sqrt(gRe * gRe + gIm * gIm);
        const smoothing = (delta2 / 2) * (z0 * z0 + y * y) * Math.max(1, exp((delta2 / 2) * (z0 * z0 - y * y)));
        const lost = smoothing + EPSILON * (64 + y * limit + members * (8 + 2 * (m - from)));
        if (zeros === 0) {
          served += gRe;
          servedLost += g * lost;
          // Of X + delta Z: every alias of a density adds to it, so the sum is an upper bound.
          const [damped, swing] = [weight * exp((delta2 / 2) * (z0 * z0 - y * y)), (delta2 * z0 * y) / Math.PI];
          const [swingRe, swingIm] = [cospi(swing), cospi(swing - 0.5)];
          const along = wheelRe * (re * swingRe - im * swingIm) - wheelIm * (re * swingIm + im * swingRe);
          density += damped * (along + modulus * EPSILON * (64 + y * limit + members * (8 + 2 * (m - from))));
        }
        narrowest = 1;
        for (let j = 0; j < groups; j++) {
          const [share, e, c, s] = [tilted[j] as number, shrunk[j] as number, cosine[j] as number, sine[j] as number];
          const a = 1 - e * c;
          const b = e * s;
          const rhoRe = 1 - share * (1 - c);
          const rhoIm = share * s;
          const square = rhoRe * rhoRe + rhoIm * rhoIm;
          if (zeros === 0) {
            values[j] =
              (values[j] as number) + (gRe * (a * rhoRe - b * rhoIm) - gIm * (a * rhoIm + b * rhoRe)) / square;
            errors[j] = (errors[j] as number) + g * lost * Math.sqrt((a * a + b * b) / square);
          } else if (zeros === 1 && zeroAt === j) {
            // Without this one the product is what it is.
            values[j] = (values[j] as number) + gRe * a - gIm * b;
            errors[j] = (errors[j] as number) + g * lost * Math.sqrt(a * a + b * b);
          }
          if (square < narrowest) narrowest = square;
          cosine[j] = c * (turnCosine[j] as number) - s * (turnSine[j] as number);
          sine[j] = s * (turnCosine[j] as number) + c * (turnSine[j] as number);
        }
        if (stopWhenSmall && size < SMALL * Math.sqrt(narrowest) && y < monotoneTo) return m;
      }
      return to;
    };

    const lastNode = onLattice ? (Math.round(period / step) - 1) / 2 : Math.floor(reach / h);
    const bound = boundFor(spreads);
    const reached = run(0, Math.min(lastNode, Math.ceil(monotoneTo / h)), true);
    // Up to pi over the widest weight every factor falls in y.
    smallest = narrowest > 0 ? Math.min(1, size / Math.sqrt(narrowest)) : 1;
    const stoppedAt = reached * h;
    let [outside, outsideDensity] = [0, 0];
    if (reached < lastNode) {
      const until = Math.max(stoppedAt, monotoneTo);
      outside += (smallest * (until - stoppedAt)) / (stoppedAt * stoppedAt);
      outsideDensity += smallest * (until - stoppedAt);
      const allowed = (1e-3 * tolerance) / bound.cells.length;
      const { width, cells } = bound;
      let from = reached + 1;
      const firstCell = Math.max(0, Math.floor(until / width + 0.5));
      let open = -1;
      for (let l = firstCell; l < cells.length; l++) {
        const [start, end] = [Math.max(stoppedAt, (l - 0.5) * width), (l + 0.5) * width];
        const lostHere = ((end - start + h) * (cells[l] as number)) / (start * start);
        const closed = lostHere <= allowed * typical;
        if (closed) {
          outside += lostHere;
          outsideDensity += (end - start + h) * (cells[l] as number);
        }
        if (!closed && open < 0) open = Math.max(from, Math.floor(start / h));
        if (open >= 0 && (closed || l === cells.length - 1)) {
          const to = Math.min(lastNode, Math.ceil((closed ? start : end) / h));
          if (to >= open) run(open, to, false);
          from = Math.max(from, to + 1);
          open = -1;
        }
      }
    }
    // Beyond the reach the normal factor alone; e^{1/2} for a variable left out of a bound.
    const normal = exp((delta2 / 2) * z0 * z0);
    const gauss = onLattice ? 0 : exp(-spread2 / 2);
    const lattice = onLattice ? (Math.PI * Math.PI) / 4 : 1;
    const left = (chernoff / Math.PI) * normal * (1.65 * lattice * outside + (gauss * (h / reach + 1)) / reach);
    const beyond = onLattice ? 0 : gauss * (h + 1 / (delta2 * reach));
    const densityHere = Math.max(0, density) + normal * (chernoff / Math.PI) * (outsideDensity + beyond);

    let [error, totalError] = [0, 0];
    for (let j = 0; j < groups; j++) {
      const [k, m, share, d, e] = [
        weights[j] as number,
        counts[j] as number,
        tilted[j] as number,
        denominator[j] as number,
        shrunk[j] as number,
      ];
      values[j] = (values[j] as number) / d + k * correction;
      const apart = Math.abs(1 - 2 * share);
      const without = Math.min(1, (1 - share) / apart) / (f[j] as number);
      const withIt = Math.min(1, share / apart) / (p[j] as number);
      const bias = onLattice ? 0 : delta2 * densityHere * Math.max(without, withIt);
      const round = EPSILON * 8 * k * (1 + Math.abs(correction));
      const one = (errors[j] as number) / d + (left * (1 + e)) / d + bias + round;
      errors[j] = one;
      error = Math.max(error, one);
      totalError += m * one;
    }
    // E[(c - X)+], or for z0 < 0 E[(X - c)+].
    const far = fold / (1 - fold);
    const further = (period * fold) / ((1 - fold) * (1 - fold));
    const tailValue =
      z0 > 0
        ? served - (alias.rightWraps ? (limit - mean) * far + further : 0)
        : served - (alias.leftWraps ? (mean - limit) * far + further : 0);
    values[groups] = z0 > 0 ? limit - tailValue : mean - tailValue;
    const rounding = EPSILON * (16 * (limit + mean) + members * typical);
    // The exponent's own rounding moves all values alike.
    const scale = 4 * EPSILON * (centre.magnitude + Math.abs(z0) * limit + members);
    return {
      values,
      error: error + alias.one + scale * widest,
      totalError: totalError + alias.sum + scale * all,
      servedError: servedLost + left + delta2 * densityHere + alias.served + scale * limit + rounding,
      nodes,
    };

    /** Chernoff bounds of what the rule adds from periods away, at tilts a period's worth off. */
    function aliases(): Aliases {
      const off = period / variance;
      const [low, high] = [tilt(inside(z0 - off), p, f, false), tilt(inside(z0 + off), p, f, false)];
      const smooth = (z: number): number => (delta2 / 2) * z * z;
      const tail = (at: Tilt): number => exp(at.log + at.z * limit + smooth(at.z));
      const sumOf = (at: Tilt): number => 1 / (exp(period * Math.abs(at.z - z0)) - 1);
      // All of a period away: nothing is left, but for the normal's own tail.
      const bare = !(delta2 > 0) && period > all && period > limit;
      const right = bare || low.z === z0 ? 0 : tail(low) * sumOf(low);
      const leftward = bare || high.z === z0 ? 0 : tail(high) * sumOf(high);
      const rightWraps = z0 > 0 && low.z <= 0;
      const leftWraps = z0 < 0 && high.z >= 0;
      // Right of c: k less the tail above where the tilt is negative, the tail below where it is positive; so on the left.
      const [rightOne, rightSum] = low.z <= 0 ? [low.largestRight, low.right] : [low.largestLeft, low.left];
      const [leftOne, leftSum] = high.z >= 0 ? [high.largestLeft, high.left] : [high.largestRight, high.right];
      const one = right * rightOne + leftward * leftOne;
      return {
        rightWraps,
        leftWraps,
        one,
        sum: right * rightSum + leftward * leftSum,
        served: right / Math.max(1e-300, Math.abs(low.z)) + leftward / Math.max(1e-300, Math.abs(high.z)),
        worst: one / widest,
      };
    }
  };
};

interface Tilt {
  readonly z: number;
  readonly mean: number;
  readonly variance: number;
  /** Sum of m ln D. */
  readonly log: number;
  readonly magnitude: number;
  /** Sums and largest of k / D and k e / D. */
  readonly left: number;
  readonly right: number;
  readonly largestLeft: number;
  readonly largestRight: number;
}

interface Aliases {
  readonly rightWraps: boolean;
  readonly leftWraps: boolean;
  readonly one: number;
  readonly sum: number;
  readonly served: number;
  readonly worst: number;
}

/** 1 / z^2 at z = x + iy; with a step 1 / (2/step sinh(z step/2))^2. */
const overSquare = (x: number, y: number, step: number): { readonly re: number; readonly im: number } => {
  let [a, b] = [x, y];
  if (step > 0) {
    const [grown, turn] = [exp((x * step) / 2), (y * step) / TURN];
    a = ((grown - 1 / grown) / step) * cospi(turn);
    b = ((grown + 1 / grown) / step) * cospi(turn - 0.5);
  }
  const square = (a * a + b * b) ** 2;
  return { re: (a * a - b * b) / square, im: (-2 * a * b) / square };
};
