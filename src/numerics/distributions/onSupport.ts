import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';

interface OnUnitInterval {
  /** P(U <= u) for u in [0, 1]. */
  readonly cdf: (u: number) => number;
  /** P(U > 1 - v) for v in [0, 1]: to the relative accuracy of v where v is small. */
  readonly survival: (v: number) => number;
  readonly quantile: (probability: number) => number;
  readonly kinks?: readonly number[];
}

/** A distribution given on [0, 1] moved to the support of its specification, u = (x - min) / (max - min). */
export const onSupport = (spec: DistributionSpec, unit: OnUnitInterval): Distribution => {
  const { min, max } = spec;
  const width = max - min;
  return {
    spec,
    min,
    max,
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : unit.cdf((x - min) / width)),
    cdfByDistances: (u, v) => (u <= v ? unit.cdf(u) : 1 - unit.survival(v)),
    quantile: (probability) =>
      probability <= 0 ? min : probability >= 1 ? max : Math.min(max, min + width * unit.quantile(probability)),
    kinks: (unit.kinks ?? []).map((u) => min + width * u),
  };
};
