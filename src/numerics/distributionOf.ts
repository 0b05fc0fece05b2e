import type { Distribution, DistributionSpec } from '../domain/distribution.ts';
import { beta } from './distributions/beta.ts';
import { empirical } from './distributions/empirical.ts';
import { piecewiseLinear } from './distributions/piecewiseLinear.ts';
import { power } from './distributions/power.ts';
import { triangular } from './distributions/triangular.ts';
import { truncatedExponential } from './distributions/truncatedExponential.ts';
import { truncatedNormal } from './distributions/truncatedNormal.ts';
import { exp, ln, log1p } from './elementary.ts';

/** The distribution that a scenario describes. Expects a specification that the scenario schema has accepted. */
export const distributionOf = (spec: DistributionSpec): Distribution => {
  switch (spec.family) {
    case 'uniform':
      return power(spec, 1);
    case 'power':
      return power(spec, spec.exponent);
    case 'beta':
      return beta(spec, spec.alpha, spec.beta);
    case 'truncated-normal':
      return truncatedNormal({
        spec,
        standardise: (x) => (x - spec.mean) / spec.sd,
        standardiseAbove: (d) => (spec.min - spec.mean + d) / spec.sd,
        standardiseBelow: (d) => (spec.max - spec.mean - d) / spec.sd,
        restore: (z) => spec.mean + spec.sd * z,
      });
    case 'truncated-lognormal':
      return truncatedNormal({
        spec,
        standardise: (x) => (ln(x) - spec.mu) / spec.sigma,
        standardiseAbove: (d) =>
          (spec.min > 0 ? ln(spec.min) - spec.mu + log1p(d / spec.min) : ln(d) - spec.mu) / spec.sigma,
        standardiseBelow: (d) => (ln(spec.max) - spec.mu + log1p(-d / spec.max)) / spec.sigma,
        restore: (z) => exp(spec.mu + spec.sigma * z),
      });
    case 'truncated-exponential':
      return truncatedExponential(spec, spec.rate);
    case 'triangular':
      return triangular(spec, spec.mode);
    case 'quantiles':
      return piecewiseLinear(spec, spec.points);
    case 'empirical':
      return empirical(spec, spec.values);
    default:
      return unknownFamily(spec);
  }
};

const unknownFamily = (spec: never): never => {
  throw new TypeError(`unknown distribution: ${JSON.stringify(spec)}`);
};
