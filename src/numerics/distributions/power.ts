import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';
import { pow } from '../elementary.ts';
import { onSupport } from './onSupport.ts';

/** F = u^exponent; exponent 1 is the uniform distribution. */
export const power = (spec: DistributionSpec, exponent: number): Distribution =>
  exponent === 1
    ? onSupport(spec, { cdf: (u) => u, quantile: (p) => p })
    : onSupport(spec, { cdf: (u) => pow(u, exponent), quantile: (p) => pow(p, 1 / exponent) });
