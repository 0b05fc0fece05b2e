/**
 * A type distribution: what a scenario writes down (`DistributionSpec`) and what the theory computes with (`Distribution`).
 * Types are values per unit; every agent of an economy shares one support [min, max], 0 <= min < max.
 */
interface Support {
  readonly min: number;
  readonly max: number;
}

/** Parameters are those of the field; with u = (x - min) / (max - min), `power` is F = u^exponent, `beta` is Beta(alpha, beta) in u. */
export type DistributionSpec =
  | (Support & { readonly family: 'uniform' })
  | (Support & { readonly family: 'power'; readonly exponent: number })
  | (Support & { readonly family: 'beta'; readonly alpha: number; readonly beta: number })
  | (Support & { readonly family: 'truncated-normal'; readonly mean: number; readonly sd: number })
  | (Support & { readonly family: 'truncated-exponential'; readonly rate: number })
  | (Support & { readonly family: 'truncated-lognormal'; readonly mu: number; readonly sigma: number })
  | (Support & { readonly family: 'triangular'; readonly mode: number })
  | (Support & { readonly family: 'quantiles'; readonly points: readonly (readonly [number, number])[] })
  | (Support & { readonly family: 'empirical'; readonly values: readonly number[] });

export type DistributionFamily = DistributionSpec['family'];

/** A distribution ready to compute with. `cdf` and `quantile` are inverse to each other on the support. */
export interface Distribution {
  readonly spec: DistributionSpec;
  readonly min: number;
  readonly max: number;
  /** P(type <= x); 0 below the support, 1 above it. */
  readonly cdf: (x: number) => number;
  /**
   * P(type <= min + u (max - min)), given u in [0, 1] and v = 1 - u, of which the smaller is exact. Where the density is infinite
   * at an end a good deal of mass lies nearer to it than the next number does: these distances tell such types apart.
   */
  readonly cdfByDistances: (u: number, v: number) => number;
  /** The type below which a share `probability` in [0, 1] of the mass lies. */
  readonly quantile: (probability: number) => number;
  /** Interior points, rising, at which the density jumps or bends: no quadrature panel may straddle one. */
  readonly kinks: readonly number[];
}
