import { exp, ln } from './elementary.ts';

/** The law of X tilted by e^{-z x}, X a weighted sum of independent Bernoulli variables. */
export interface Tilt {
  readonly z: number;
  readonly mean: number;
  readonly variance: number;
  /** Sum of m ln D, and of its absolute values; 0 if not asked for. */
  readonly log: number;
  readonly magnitude: number;
}

/** Largest |z k|: exponentials stay inside the range of numbers. */
const WIDEST_TILT = 600;

/**
 * Moments of tilted laws and the saddle point, `counts[j]` variables of weight `weights[j]` in group j; the last saddle point is where
 * the next search starts. Cost: O(groups) a tilt.
 */
export const tiltedLaw = (weights: Float64Array, counts: Float64Array) => {
  const groups = weights.length | 0;
  let lastTilt = 0;

  /**
   * Moments of the law tilted by e^{-z x}. `chernoff` receives, for each weight, what a Chernoff bound of X at this tilt is multiplied
   * by to be one of its own figure with itself left out: k / D right of the pole and k e^{-zk} / D left of it.
   */
  const tilt = (z: number, p: ArrayLike<number>, f: ArrayLike<number>, chernoff?: Float64Array): Tilt => {
    let [mean, variance, log, magnitude, carried] = [0, 0, 0, 0, 0];
    for (let j = 0; j < groups; j++) {
      const [k, m] = [weights[j] as number, counts[j] as number];
      const e = exp(-z * k);
      const a = (p[j] as number) * e;
      const d = (f[j] as number) + a;
      const share = a / d;
      mean += m * k * share;
      variance += m * k * k * share * ((f[j] as number) / d);
      if (chernoff === undefined) continue;
      const l = m * ln(d);
      // Compensated: thousands of logarithms that the answers are proportional to the exponential of.
      const next = log + (l - carried);
      carried = next - log - (l - carried);
      log = next;
      magnitude += Math.abs(l);
      chernoff[j] = (z > 0 ? k : k * e) / d;
    }
    return { z, mean, variance, log, magnitude };
  };

  const furthest = WIDEST_TILT / weights.reduce((most, k) => Math.max(most, k), 0);
  // Bounds are taken a little further out than the contour.
  const inside = (z: number): number => Math.min(1.1 * furthest, Math.max(-1.1 * furthest, z));

  /** The tilt at which the mean is the limit, to a tenth of a standard deviation: the mean falls in z. */
  const saddle = (p: ArrayLike<number>, f: ArrayLike<number>, limit: number): Tilt => {
    let [low, high] = [-furthest, furthest];
    let at = tilt(lastTilt, p, f);
    for (let round = 0; round < 80; round++) {
      const gap = at.mean - limit;
      if (at.variance === 0) break;
      if (Math.abs(gap) <= 0.1 * Math.sqrt(at.variance)) break;
      if (gap > 0) low = at.z;
      else high = at.z;
      const newton = at.z + gap / at.variance;
      const next = newton > low && newton < high ? newton : low + (high - low) / 2;
      if (next <= low || next >= high) break;
      at = tilt(next, p, f);
    }
    lastTilt = at.z;
    return at;
  };

  return { tilt, saddle, furthest, inside };
};
