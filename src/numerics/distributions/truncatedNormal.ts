import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';
import { normalCdf, normalQuantile } from '../normal.ts';

interface Truncated {
  readonly spec: DistributionSpec;
  /** Rising map from the support to standard deviations from the mean, and back. */
  readonly standardise: (x: number) => number;
  /** The same of min + d, and of max - d, by the distance d. */
  readonly standardiseAbove: (d: number) => number;
  readonly standardiseBelow: (d: number) => number;
  readonly restore: (z: number) => number;
}

/**
 * A normal variable, seen through a rising map and cut to the support. Where the support lies right of the mean everything is
 * mirrored to the left tail, whose probabilities keep their digits.
 */
export const truncatedNormal = ({
  spec,
  standardise,
  standardiseAbove,
  standardiseBelow,
  restore,
}: Truncated): Distribution => {
  const { min, max } = spec;
  const [low, high] = [standardise(min), standardise(max)];
  const mirrored = low > 0;
  const from = normalCdf(mirrored ? -high : low);
  const mass = normalCdf(mirrored ? -low : high) - from;
  const share = (z: number): number => (normalCdf(mirrored ? -z : z) - from) / mass;
  const below = (z: number): number => (mirrored ? 1 - share(z) : share(z));
  return {
    spec,
    min,
    max,
    cdf: (x) => {
      if (x <= min) return 0;
      if (x >= max) return 1;
      return below(standardise(x));
    },
    cdfByDistances: (u, v) => below(u <= v ? standardiseAbove(u * (max - min)) : standardiseBelow(v * (max - min))),
    quantile: (p) => {
      if (p <= 0) return min;
      if (p >= 1) return max;
      const z = normalQuantile(from + (mirrored ? 1 - p : p) * mass);
      return Math.min(max, Math.max(min, restore(mirrored ? -z : z)));
    },
    kinks: [],
  };
};
