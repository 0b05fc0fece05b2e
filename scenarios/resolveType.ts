import type { DistributionSpec } from '../src/domain/distribution.ts';
import { type Numeric, toNumber } from './toNumber.ts';
import type { WrittenType } from './typeSchema.ts';

/** A checked type with its numbers worked out; `column` are the CSV column's numbers, for a type that names one. */
export function resolveType(type: WrittenType, column: readonly number[] | null): DistributionSpec {
  if (type.family === 'empirical') return resolveEmpirical(type, column);
  const support = { min: sure(type.min), max: sure(type.max) };
  switch (type.family) {
    case 'uniform':
      return { family: type.family, ...support };
    case 'power':
      return { family: type.family, ...support, exponent: sure(type.exponent) };
    case 'beta':
      return { family: type.family, ...support, alpha: sure(type.alpha), beta: sure(type.beta) };
    case 'truncated-normal':
      return { family: type.family, ...support, mean: sure(type.mean), sd: sure(type.sd) };
    case 'truncated-exponential':
      return { family: type.family, ...support, rate: sure(type.rate) };
    case 'truncated-lognormal':
      return { family: type.family, ...support, mu: sure(type.mu), sigma: sure(type.sigma) };
    case 'triangular':
      return { family: type.family, ...support, mode: sure(type.mode) };
    case 'quantiles':
      return { family: type.family, ...support, points: type.points.map(([x, share]) => [sure(x), sure(share)]) };
    default:
      return type satisfies never;
  }
}

function resolveEmpirical(
  type: Extract<WrittenType, { family: 'empirical' }>,
  column: readonly number[] | null,
): DistributionSpec {
  const values = (type.values?.map(sure) ?? [...(column ?? [])]).sort((a, b) => a - b);
  const min = type.min === undefined ? (values[0] as number) : sure(type.min);
  const max = type.max === undefined ? (values.at(-1) as number) : sure(type.max);
  return { family: type.family, min, max, values };
}

/** A number that the schema has let through. */
export function sure(written: Numeric): number {
  const number = toNumber(written);
  if (number === null) throw new Error(`a scenario passed its checks with ${JSON.stringify(written)} for a number`);
  return number;
}
