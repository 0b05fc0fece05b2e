import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';
import { exp, expm1, log1p } from '../elementary.ts';
import { onSupport } from './onSupport.ts';

/** F = (1 - e^(-rate x')) / (1 - e^(-rate w)), x' = x - min on a support of width w; a negative rate rises towards max. */
export const truncatedExponential = (spec: DistributionSpec, rate: number): Distribution => {
  const steepness = rate * (spec.max - spec.min);
  const whole = expm1(-steepness);
  return onSupport(spec, {
    cdf: (u) => expm1(-steepness * u) / whole,
    // The mirror image has the opposite rate; written out where e^steepness might overflow.
    survival: (v) =>
      steepness < 0
        ? expm1(steepness * v) / expm1(steepness)
        : (exp(-steepness * (1 - v)) * expm1(-steepness * v)) / whole,
    quantile: (p) => -log1p(p * whole) / steepness,
  });
};
