import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';
import { onSupport } from './onSupport.ts';

/** Density rising in a line to the mode and falling to the end. */
export const triangular = (spec: DistributionSpec, mode: number): Distribution => {
  const m = (mode - spec.min) / (spec.max - spec.min);
  return onSupport(spec, {
    cdf: (u) => massBelow(u, m),
    survival: (v) => massBelow(v, 1 - m),
    quantile: (p) => (p < m ? Math.sqrt(p * m) : 1 - Math.sqrt((1 - p) * (1 - m))),
    kinks: m > 0 && m < 1 ? [m] : [],
  });
};

/** P(U <= u) on [0, 1] with mode m; of the mirror image with mode 1 - m, the mass above. */
const massBelow = (u: number, m: number): number => (u < m ? (u * u) / m : 1 - ((1 - u) * (1 - u)) / (1 - m));
