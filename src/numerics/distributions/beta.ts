import betainc from '@stdlib/math-base-special-betainc';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';
import { approximate, type PiecewiseChebyshev } from '../piecewiseChebyshev.ts';
import { onSupport } from './onSupport.ts';

/** U ~ Beta(alpha, beta). The quantile is tabulated at the first draw, to 1e-13: the library's takes 10 us a call. */
export const beta = (spec: DistributionSpec, alpha: number, betaShape: number): Distribution => {
  let table: PiecewiseChebyshev | undefined;
  const tabulate = (): PiecewiseChebyshev => {
    table = approximate({
      f: (p) => [betaQuantile(p, alpha, betaShape)],
      count: 1,
      breakpoints: [0, 0.5, 1],
      tolerance: 1e-13,
    });
    return table;
  };
  return onSupport(spec, {
    cdf: (u) => betainc(u, alpha, betaShape),
    quantile: (p) => Math.max(0, (table ?? tabulate()).value(0, p)),
  });
};
