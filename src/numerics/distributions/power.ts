import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';
import { expm1, log1p, pow } from '../elementary.ts';
import { onSupport } from './onSupport.ts';

/** F = u^exponent; exponent 1 is the uniform distribution. */
export const power = (spec: DistributionSpec, exponent: number): Distribution =>
  exponent === 1
    ? onSupport(spec, { cdf: (u) => u, survival: (v) => v, quantile: (p) => p })
    : onSupport(spec, {
        cdf: (u) => pow(u, exponent),
        survival: (v) => -expm1(exponent * log1p(-v)),
        quantile: (p) => pow(p, 1 / exponent),
      });
