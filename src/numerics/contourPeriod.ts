import { exp } from './elementary.ts';
import type { Tilt, tiltedLaw } from './tiltedLaw.ts';

/** Standard deviations of the tilted law that the period of the trapezoidal rule spans: a normal tail of 1e-16. */
const PERIOD = 8.6;
const EPSILON = Number.EPSILON;

/** What the trapezoidal rule adds from periods away. */
export interface Aliases {
  readonly rightWraps: boolean;
  readonly leftWraps: boolean;
  /** Chernoff bounds on either side, to be multiplied by each weight's own factor. */
  readonly right: number;
  readonly left: number;
  /** For E[min(c, X)]. */
  readonly served: number;
}

interface Question {
  readonly law: ReturnType<typeof tiltedLaw>;
  /** The law tilted to the contour. */
  readonly centre: Tilt;
  readonly p: ArrayLike<number>;
  readonly f: ArrayLike<number>;
  readonly limit: number;
  /** Sum of all weights. */
  readonly all: number;
  /** Variance of the normal factor that the cut-off is judged by. */
  readonly delta2: number;
  /** Of the lattice; 0 where there is none. */
  readonly step: number;
  /** Receive what the bounds on either side are multiplied by for each weight. */
  readonly atLow: Float64Array;
  readonly atHigh: Float64Array;
}

/**
 * The period of the trapezoidal rule: grown until the Chernoff bounds say that its aliases are less than rounding, or it spans all
 * that can happen; on a lattice an odd number of steps. `contourSums` has the aliases' formula. Cost: two tilts a try.
 */
export const contourPeriod = ({ law, centre, p, f, limit, all, delta2, step, atLow, atHigh }: Question) => {
  const onLattice = step > 0;
  const { z: z0, variance } = centre;
  const chernoff = exp(centre.log + z0 * limit);
  /** Chernoff bounds of what the rule adds from periods away, at tilts a period's worth off. */
  const aliases = (): Aliases => {
    const off = period / variance;
    const low = law.tilt(law.inside(z0 - off), p, f, atLow);
    const high = law.tilt(law.inside(z0 + off), p, f, atHigh);
    /** The tail at a tilt, summed over the periods: a geometric series. */
    const tail = (at: Tilt): number => {
      const fall = period * Math.abs(at.z - z0);
      return exp(at.log + at.z * limit + (delta2 / 2) * at.z * at.z - fall) / (1 - exp(-fall));
    };
    // All of a period away nothing is left.
    const bare = onLattice && period > all && period > limit;
    const [right, left] = bare ? [0, 0] : [tail(low), tail(high)];
    const served = bare ? 0 : right / Math.abs(low.z) + left / Math.abs(high.z);
    // Right of c it is k less the tail above where the tilt is negative, the tail below where it is positive; so on the left.
    return {
      rightWraps: z0 > 0 && (bare || low.z <= 0),
      leftWraps: z0 < 0 && (bare || high.z >= 0),
      right,
      left,
      served,
    };
  };

  // The period, and what aliases it leaves.
  let period = PERIOD * Math.sqrt(variance);
  let alias = aliases();
  for (let round = 0; round < 40 && alias.right + alias.left > EPSILON * chernoff; round++) {
    if (period > all && period > limit) break;
    period = Math.min(1.3 * period, 1.01 * Math.max(all, limit));
    alias = aliases();
  }
  if (onLattice) period = step * (2 * Math.ceil(period / step / 2) + 1);
  if (onLattice) alias = aliases();
  return { period, alias };
};
