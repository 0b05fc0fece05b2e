import { contourPeriod } from './contourPeriod.ts';
import { contourReach } from './contourReach.ts';
import { decayBound } from './decayBound.ts';
import { cospi, exp, pow } from './elementary.ts';
import { overSquare } from './overSquare.ts';
import { tiltedLaw } from './tiltedLaw.ts';

/** Independent variables, `counts[j]` of them with weight `weights[j]` > 0 in group j, and a limit. */
export interface ContourQuestion {
  readonly weights: Float64Array;
  readonly counts: Float64Array;
  readonly limit: number;
  /** All weights and every limit asked for are multiples of this step; 0 where they are of none, or of too fine a one. */
  readonly step: number;
  /** Error that the figures together may have, as a share of the limit: what the bound is laid out for. */
  readonly tolerance: number;
}

export interface ContourAnswer {
  /** E[min(k_i, (c - X_-i)+)] for one variable of each group, then E[min(c, X)]: X the sum of what happens, X_-i without the one. */
  readonly values: Float64Array;
  /** Absolute error of each of the first figures, one a group. Proved, rounding included. */
  readonly errors: Float64Array;
  /** The largest of them. */
  readonly error: number;
  /** Absolute error of the last figure. */
  readonly servedError: number;
  /** Sum of the errors of all variables. */
  readonly totalError: number;
  /** Points of the contour that were computed. */
  readonly nodes: number;
}

/** Half a circle is 1: 2 pi. */
const TURN = 2 * Math.PI;
/** Where the integrand has fallen to this share of its start it is left out, once the bound says that it stays there. */
const SMALL = 1e-17;
/** Chernoff bounds below this are all that is said of what they bound. */
const NOTHING = 1e-25;
/** X is certain if it is anything else with less than this probability. */
const CERTAIN = 1e-18;
/** Weights that are asked for one by one at most. */
const MOST_ALONE = 64;
/** Share of the tolerance that points which were found to be too small to matter may come to. */
const LEFT_OUT = 0.02;
/** Points times weights up to which all points are looked at: the transform of a decay bound takes longer. */
const MOST_SCANNED = 600_000;
/** Points that are looked at together before they are computed. */
const SCAN = 128;
/** More than the cosines of a scan are off by. */
const SCAN_ERROR = 1e-9;
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
 * delta^2 times that density. Nothing is smoothed in the values themselves. Points whose modulus, a matter of cosines alone, says that
 * they cannot matter are left out, and their moduli added to the error.
 *
 * Cost: about 12 points of O(groups) for a hundred unequal weights and more, whatever the limit; points near recurrences of M besides,
 * thousands for twenty weights. Source: Lugannani & Rice (1980) for the contour; Trefethen & Weideman (2014) for the rule. Above 200 lines:
 * one pass over arrays that are shared.
 */
export const contourSums = ({ weights, counts: given, limit: whole, step, tolerance }: ContourQuestion) => {
  const counts = Float64Array.from(given);
  const groups = weights.length | 0;
  let [members, all, widest] = [0, 0, 0];
  for (let j = 0; j < groups; j++) {
    members += counts[j] as number;
    all += (counts[j] as number) * (weights[j] as number);
    widest = Math.max(widest, weights[j] as number);
  }
  const typical = all / members;
  const { spread2, continuousReach } = contourReach(tolerance, members, typical);
  const onLattice = step > 0 && Math.PI / step <= 4 * continuousReach;
  const reach = onLattice ? Math.PI / step : continuousReach;
  const delta2 = onLattice ? 0 : spread2 / (reach * reach);
  const leftOut = (onLattice ? 1e-3 : LEFT_OUT) * tolerance;
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
  const [atLow, atHigh] = [new Float64Array(groups), new Float64Array(groups)];
  const [squares, narrow] = [new Float64Array(SCAN), new Float64Array(SCAN)];
  const law = tiltedLaw(weights, counts);
  const { tilt, saddle, furthest } = law;

  const evaluate = (p: ArrayLike<number>, f: ArrayLike<number>, limit: number): Evaluated => {
    const values = new Float64Array(groups + 1);
    const errors = new Float64Array(groups);
    // Expected X, what X is but for a probability `doubt`.
    let [mean, surely, doubt] = [0, 0, 0];
    for (let j = 0; j < groups; j++) {
      const together = (counts[j] as number) * (weights[j] as number);
      mean += together * (p[j] as number);
      if ((p[j] as number) > (f[j] as number)) surely += together;
      doubt += (counts[j] as number) * Math.min(p[j] as number, f[j] as number);
    }
    const adding = 4 * EPSILON * (groups + 4) * (limit + all);
    if (doubt < CERTAIN) {
      for (let j = 0; j < groups; j++) {
        const k = weights[j] as number;
        const rest = limit - (surely - ((p[j] as number) > (f[j] as number) ? k : 0));
        values[j] = Math.min(k, Math.max(0, rest));
        // What is nothing or everything by more than a rounding is so exactly.
        errors[j] = doubt * k + (rest > -adding && rest < k + adding ? adding : 0);
      }
      values[groups] = Math.min(limit, surely);
      return { values, errors, servedError: doubt * limit + adding, nodes: 0 };
    }
    // Enough for all: nobody goes short.
    if (all <= limit) {
      values.set(weights);
      values[groups] = mean;
      return { values, errors, servedError: adding, nodes: 0 };
    }
    const peak = saddle(p, f, limit);
    const least = Math.min(furthest, 1 / Math.sqrt(peak.variance));
    const z0 = Math.abs(peak.z) >= least ? peak.z : peak.z < 0 ? -least : least;
    const centre = tilt(z0, p, f, atLow);
    const chernoff = exp(centre.log + z0 * limit);
    // All but impossible on this side of the limit: the bound is all that is left.
    if (!(chernoff > NOTHING)) {
      for (let j = 0; j < groups; j++) {
        values[j] = z0 > 0 ? 0 : (weights[j] as number);
        errors[j] = chernoff * (atLow[j] as number);
      }
      values[groups] = z0 > 0 ? limit : mean;
      return { values, errors, servedError: chernoff / Math.abs(z0) + adding, nodes: 0 };
    }
    for (let j = 0; j < groups; j++) {
      const e = exp(-z0 * (weights[j] as number));
      const d = (f[j] as number) + (p[j] as number) * e;
      shrunk[j] = e;
      denominator[j] = d;
      tilted[j] = ((p[j] as number) * e) / d;
      spreads[j] = 4 * (tilted[j] as number) * ((f[j] as number) / d);
    }

    const { period, alias } = contourPeriod({
      law,
      centre,
      p,
      f,
      limit,
      all,
      delta2,
      step: onLattice ? step : 0,
      atLow,
      atHigh,
    });
    const h = TURN / period;

    // Corrections for the terms that the rule adds without a tail.
    const fold = exp(-period * Math.abs(z0));
    const wraps = fold / (1 - fold);
    const correction = z0 > 0 ? (alias.rightWraps ? -wraps : 0) : 1 + (alias.leftWraps ? wraps : 0);

    let [served, servedLost, density, nodes] = [0, 0, 0, 0];
    let [narrowest, smallest, size] = [1, 1, 1];
    const amplitude = (chernoff * h) / Math.PI;
    let [skipped, skippedDensity] = [0, 0];

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

    /** Those of the points from..to that matter: the moduli come first, from cosines alone; of points left out they are added up. */
    const runSome = (from: number, to: number): void => {
      for (let start = from; start <= to; start += SCAN) {
        const length = Math.min(SCAN, to - start + 1) | 0;
        squares.fill(1);
        narrow.fill(1);
        for (let j = 0; j < groups; j++) {
          const [k, half, counted] = [weights[j] as number, (spreads[j] as number) / 2, counts[j] as number];
          const twice = 2 * cospi((h / Math.PI) * k);
          let here = cospi(((start * h) / Math.PI) * k);
          let before = cospi((((start - 1) * h) / Math.PI) * k);
          for (let m = 0; m < length; m++) {
            const square = 1 + SCAN_ERROR - half * (1 - here);
            squares[m] = (squares[m] as number) * (counted === 1 ? square : pow(square, counted));
            if (square < (narrow[m] as number)) narrow[m] = square;
            const next = twice * here - before;
            before = here;
            here = next;
          }
        }
        let open = -1;
        for (let m = 0; m <= length; m++) {
          let small = m === length;
          if (!small) {
            const y = (start + m) * h;
            const most =
              (amplitude * latticed * Math.sqrt((squares[m] as number) / (narrow[m] as number))) / (z0 * z0 + y * y);
            small = most <= negligible;
            if (small) {
              skipped += most;
              skippedDensity += amplitude * Math.sqrt(squares[m] as number);
            }
          }
          if (small && open >= 0) run(start + open, start + m - 1, false);
          if (small) open = -1;
          else if (open < 0) open = m;
        }
      }
    };
    const latticed = onLattice ? (Math.PI * Math.PI) / 4 : 1;

    const lastNode = onLattice ? (Math.round(period / step) - 1) / 2 : Math.floor(reach / h);
    const negligible = (leftOut * typical) / (lastNode + 1);
    let [outside, outsideDensity] = [0, 0];

    /** Points of the cells in which the bound leaves more than may be left out; what the others hold is added up. */
    const runWhereOpen = (until: number, first: number, stoppedAt: number): void => {
      const { width, cells } = boundFor(spreads);
      const allowed = leftOut / cells.length;
      let from = first;
      const firstCell = Math.max(0, Math.floor(until / width + 0.5));
      let open = -1;
      for (let l = firstCell; l < cells.length; l++) {
        const [start, end] = [Math.max(stoppedAt, (l - 0.5) * width), (l + 0.5) * width];
        const lostHere = ((end - start + h) * (cells[l] as number)) / (start * start);
        const closed = chernoff * lostHere <= allowed * typical;
        if (closed) {
          outside += lostHere;
          outsideDensity += (end - start + h) * (cells[l] as number);
        }
        if (!closed && open < 0) open = Math.max(from, Math.floor(start / h));
        if (open >= 0 && (closed || l === cells.length - 1)) {
          const to = Math.min(lastNode, Math.ceil((closed ? start : end) / h));
          if (to >= open) runSome(open, to);
          from = Math.max(from, to + 1);
          open = -1;
        }
      }
    };

    const reached = run(0, Math.min(lastNode, Math.ceil(monotoneTo / h)), true);
    // Up to pi over the widest weight every factor falls in y.
    smallest = narrowest > 0 ? Math.min(1, size / Math.sqrt(narrowest)) : 1;
    const stoppedAt = reached * h;
    if (reached < lastNode) {
      const until = Math.max(stoppedAt, monotoneTo);
      outside += (smallest * (until - stoppedAt)) / (stoppedAt * stoppedAt);
      outsideDensity += smallest * (until - stoppedAt);
      if (groups * lastNode <= MOST_SCANNED) runSome(Math.max(reached + 1, Math.floor(until / h)), lastNode);
      else runWhereOpen(until, reached + 1, stoppedAt);
    }
    // Beyond the reach the normal factor alone; e^{1/2} for a variable left out of a bound.
    const normal = exp((delta2 / 2) * z0 * z0);
    const gauss = onLattice ? 0 : exp(-spread2 / 2);
    const lattice = onLattice ? (Math.PI * Math.PI) / 4 : 1;
    const left =
      normal * (skipped + (chernoff / Math.PI) * (1.65 * lattice * outside + (gauss * (h / reach + 1)) / reach));
    const beyond = onLattice ? 0 : gauss * (h + 1 / (delta2 * reach));
    density =
      Math.max(0, density) + normal * skippedDensity + normal * (chernoff / Math.PI) * (1.65 * outsideDensity + beyond);

    // The exponent's own rounding moves all values alike.
    const scale = 4 * EPSILON * (centre.magnitude + Math.abs(z0) * limit + members);
    for (let j = 0; j < groups; j++) {
      const [k, d, e] = [weights[j] as number, denominator[j] as number, shrunk[j] as number];
      values[j] = (values[j] as number) / d + k * correction;
      const apart = Math.abs(1 - 2 * (tilted[j] as number)) * d;
      const bend = Math.max(Math.min(1 / (f[j] as number), 1 / apart), Math.min(1 / (p[j] as number), e / apart));
      errors[j] =
        ((errors[j] as number) + left * (1 + e)) / d +
        (density > 0 ? delta2 * density * bend : 0) +
        alias.right * (atLow[j] as number) +
        alias.left * (atHigh[j] as number) +
        (scale + 8 * EPSILON) * k * (1 + Math.abs(correction));
    }
    // E[(c - X)+], or for z0 < 0 E[(X - c)+].
    const far = fold / (1 - fold);
    const further = (period * fold) / ((1 - fold) * (1 - fold));
    const tailValue =
      z0 > 0
        ? served - (alias.rightWraps ? (limit - mean) * far + further : 0)
        : served - (alias.leftWraps ? (mean - limit) * far + further : 0);
    values[groups] = z0 > 0 ? limit - tailValue : mean - tailValue;
    return {
      values,
      errors,
      servedError: servedLost + left + delta2 * density + alias.served + scale * limit + adding,
      nodes,
    };
  };

  /** E[(at - X)+] with its error, at any limit, by the saddle point of its own. */
  const leftOver = (p: ArrayLike<number>, f: ArrayLike<number>, at: number): readonly [number, number] => {
    if (at <= 0) return [0, 0];
    const { values, servedError } = evaluate(p, f, at);
    return [at - (values[groups] as number), servedError];
  };

  return (p: ArrayLike<number>, f: ArrayLike<number>, limit = whole): ContourAnswer => {
    const { values, errors, servedError, nodes } = evaluate(p, f, limit);
    // Where one weight decides almost alone, its two ends lie on either side of the others' law: each is asked for by itself.
    for (let j = 0, asked = 0; j < groups && asked < MOST_ALONE; j++) {
      const k = weights[j] as number;
      if (!((errors[j] as number) > (onLattice ? 1e-8 : 1e-3) * k)) continue;
      asked += 1;
      counts[j] = (given[j] as number) - 1;
      const [more, moreError] = leftOver(p, f, limit);
      const [less, lessError] = leftOver(p, f, limit - k);
      counts[j] = given[j] as number;
      if (!(moreError + lessError < (errors[j] as number))) continue;
      values[j] = more - less;
      errors[j] = moreError + lessError;
    }
    let [error, totalError] = [0, 0];
    for (let j = 0; j < groups; j++) {
      const k = weights[j] as number;
      // A bound that says less than that a figure lies between 0 and k is of no use.
      if (!((errors[j] as number) < k / 2)) [values[j], errors[j]] = [k / 2, k / 2];
      error = Math.max(error, errors[j] as number);
      totalError += (counts[j] as number) * (errors[j] as number);
    }
    if (servedError < limit / 2) return { values, errors, error, totalError, servedError, nodes };
    values[groups] = limit / 2;
    return { values, errors, error, totalError, servedError: limit / 2, nodes };
  };
};

interface Evaluated {
  readonly values: Float64Array;
  /** One a group. */
  readonly errors: Float64Array;
  readonly servedError: number;
  readonly nodes: number;
}
