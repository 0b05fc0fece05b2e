import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import { distributionOf } from '../../src/numerics/distributionOf.ts';
import { specs, supports, thousandths } from '../arbitraries/economy.ts';
import { gaussWithEnds } from './quadrature.ts';

/** F and its inverse are good to 1e-13 each where the slope of neither is large; tables of beta to 1e-13. */
const CLOSE = 1e-11;

const unit = { min: 0, max: 1 } as const;
const near = (got: number, expected: number, tolerance = CLOSE): void => {
  expect(Math.abs(got - expected)).toBeLessThan(tolerance);
};

/** The mean as max less the integral of F, panel by panel between kinks. */
const meanOf = (spec: DistributionSpec): number => {
  const { min, max, kinks, cdf } = distributionOf(spec);
  const ends = [min, ...kinks, max];
  return max - ends.slice(1).reduce((sum, to, j) => sum + gaussWithEnds(cdf, ends[j] as number, to, 10), 0);
};

describe('known values', () => {
  // P(U <= x) for Beta(alpha, beta): mpmath 1.3 in 40 digits; 11/16 and 1/3 by hand.
  test.each([
    [0.3, 0.3, 0.1, 0.282712418793317],
    [2, 3, 0.5, 11 / 16],
    [0.3, 2, 0.01, 0.32579167016679256],
    [5, 0.5, 0.9, 0.31664291502001224],
    [0.5, 0.5, 0.25, 1 / 3],
    [30, 40, 0.4, 0.31814380259056285],
  ])('Beta(%d, %d) has below %d the mass %d', (alpha, beta, x, mass) => {
    near(distributionOf({ family: 'beta', ...unit, alpha, beta }).cdf(x), mass, 1e-14);
  });

  test.each([
    [8.05, 0.33461655599831974],
    [8.25, 0.8728512209243857],
    [8.9, 0.9997325094998118],
  ])('a standard normal cut to [8, 9], eight deviations out, has below %d the mass %d', (x, mass) => {
    const { cdf, quantile } = distributionOf({ family: 'truncated-normal', min: 8, max: 9, mean: 0, sd: 1 });
    near(cdf(x), mass, 1e-13);
    near(quantile(mass), x, 1e-11);
  });

  test('the mirror image of a cut normal is its mirror image', () => {
    const left = distributionOf({ family: 'truncated-normal', min: 1, max: 2, mean: 10, sd: 1 });
    const right = distributionOf({ family: 'truncated-normal', min: 18, max: 19, mean: 10, sd: 1 });
    for (const x of [1.1, 1.5, 1.9]) near(left.cdf(x), 1 - right.cdf(20 - x), 1e-13);
  });

  const means: readonly (readonly [string, DistributionSpec, number])[] = [
    ['uniform', { family: 'uniform', min: 2, max: 5 }, 3.5],
    ['power 3', { family: 'power', exponent: 3, ...unit }, 3 / 4],
    ['power 1/5', { family: 'power', exponent: 0.2, ...unit }, 1 / 6],
    ['power 12', { family: 'power', exponent: 12, ...unit }, 12 / 13],
    ['beta(2, 3)', { family: 'beta', alpha: 2, beta: 3, ...unit }, 2 / 5],
    ['beta(0.3, 0.6)', { family: 'beta', alpha: 0.3, beta: 0.6, ...unit }, 1 / 3],
    ['triangular', { family: 'triangular', mode: 0.2, ...unit }, 1.2 / 3],
    ['triangular, mode at min', { family: 'triangular', mode: 0, ...unit }, 1 / 3],
    ['triangular, mode at max', { family: 'triangular', mode: 1, ...unit }, 2 / 3],
    ['exponential', { family: 'truncated-exponential', rate: 2, ...unit }, 1 / 2 - 1 / (Math.E ** 2 - 1)],
    ['exponential that rises', { family: 'truncated-exponential', rate: -2, ...unit }, 1 / 2 + 1 / (Math.E ** 2 - 1)],
    ['normal about its middle', { family: 'truncated-normal', mean: 0.5, sd: 0.3, ...unit }, 1 / 2],
    [
      'quantiles',
      {
        family: 'quantiles',
        points: [
          [0, 0],
          [0.5, 0.8],
          [1, 1],
        ],
        ...unit,
      },
      0.8 * 0.25 + 0.2 * 0.75,
    ],
  ];
  test.each(means)('the mean of %s is its closed form', (_, spec, mean) => {
    near(meanOf(spec), mean, 1e-9);
  });

  test('the logarithm of a cut log-normal is a cut normal', () => {
    const spec = { family: 'truncated-lognormal', min: 1, max: Math.E, mu: 0.4, sigma: 0.5 } as const;
    const normal = distributionOf({ family: 'truncated-normal', ...unit, mean: 0.4, sd: 0.5 });
    for (const z of [0.1, 0.4, 0.77]) near(distributionOf(spec).cdf(Math.exp(z)), normal.cdf(z));
  });

  test('a family that nobody knows is a bug, named', () => {
    expect(() => distributionOf({ family: 'cauchy', ...unit } as unknown as DistributionSpec)).toThrow(
      new TypeError('unknown distribution: {"family":"cauchy","min":0,"max":1}'),
    );
  });
});

describe('observed values', () => {
  const empirical = (values: readonly number[], support = unit as { min: number; max: number }) =>
    distributionOf({ family: 'empirical', ...support, values });

  test('F runs in lines between equally spaced quantiles', () => {
    const { cdf, kinks } = empirical([0, 0.2, 0.6, 1]);
    near(cdf(0.2), 1 / 3);
    near(cdf(0.4), 1 / 2);
    near(cdf(0.6), 2 / 3);
    expect(kinks).toEqual([0.2, 0.6]);
  });

  test('where the support is wider than the data an observation of mass fills each gap', () => {
    const { cdf } = empirical([0.4, 0.6]);
    near(cdf(0.2), 1 / 6);
    near(cdf(0.4), 1 / 3);
    near(cdf(0.6), 2 / 3);
  });

  test('a value repeated carries all its mass, rising up to it', () => {
    const { cdf, kinks } = empirical([0, 0.5, 0.5, 0.5, 1]);
    near(cdf(0.5), 3 / 4);
    expect(kinks).toEqual([0.5]);
    // Repeated ends leave a straight line.
    near(empirical([0, 0, 1, 1]).cdf(0.25), 0.25);
  });

  test('of thousands of observations a hundred quantiles are kept, and every probability to a hundredth', () => {
    const values = Array.from({ length: 5000 }, (_, j) => ((j + 0.5) / 5000) ** 2);
    const { cdf, kinks } = empirical(values);
    expect(kinks.length).toBe(100);
    for (const u of [0.05, 0.33, 0.5, 0.97]) near(cdf(u * u), u, 1 / 100);
  });

  test('thinning keeps the foot of a step: a value that half of the observations share starts where its neighbour ends', () => {
    // Two hundred observations up to 0.9, twenty thousand at 0.95, one at 1.
    const spread = Array.from({ length: 200 }, (_, j) => (0.9 * (j + 0.5)) / 200);
    const values = [...spread, ...new Array<number>(20_000).fill(0.95), 1];
    const spec = { family: 'empirical', ...unit, values } as const;
    expect(distributionOf(spec).cdf(0.89)).toBeLessThan(0.02);
    // No expectation may move by more than a hundredth of the range: here the mean of the line drawn through all values.
    const mean = 1 - (0.9 * 0.01) / 2 - (0.05 * 1.01) / 2 - 0.05;
    expect(Math.abs(meanOf(spec) - mean)).toBeLessThan(0.01);
  });
});

describe('by the distances from the ends', () => {
  const support = { min: 1, max: 2 };

  test('mass is told apart that lies within 1e-200 of an end', () => {
    const low = distributionOf({ family: 'power', exponent: 0.2, ...support });
    const high = distributionOf({ family: 'beta', alpha: 1, beta: 0.01, ...support });
    expect(low.cdfByDistances(1e-200, 1) / 1e-40).toBeCloseTo(1, 12);
    expect(high.cdfByDistances(1, 1e-200)).toBeCloseTo(0.99, 12);
  });

  test.each<DistributionSpec>([
    { family: 'truncated-normal', mean: 1_000_000.3, sd: 0.01, min: 1e6, max: 1e6 + 1 },
    { family: 'truncated-exponential', rate: 50, min: 1e6, max: 1e6 + 1 },
    { family: 'truncated-exponential', rate: -50, min: 1e6, max: 1e6 + 1 },
    { family: 'power', exponent: 50, min: 1e6, max: 1e6 + 1 },
  ])('$family is smooth where types of a million are not: its slope over 1e-9 is that over 1e-6', (spec) => {
    const { cdfByDistances } = distributionOf(spec);
    const slope = (u: number, h: number): number =>
      (cdfByDistances(u + h, 1 - u - h) - cdfByDistances(u - h, 1 - u + h)) / (2 * h);
    for (const u of [0.01, 0.31, 0.99]) near(slope(u, 1e-9), slope(u, 1e-6), 1e-4 * (1 + slope(u, 1e-6)));
  });
});

describe('every family, on every support', () => {
  const drawn = supports.chain((support) => specs(support));

  test('F by the distances from the ends is F', () => {
    fc.assert(
      fc.property(drawn, thousandths(0, 1), (spec, u) => {
        const { cdf, cdfByDistances, min, max } = distributionOf(spec);
        near(cdfByDistances(u, 1 - u), cdf(min + (max - min) * u));
        expect([cdfByDistances(0, 1), cdfByDistances(1, 0)]).toEqual([0, 1]);
      }),
      { numRuns: 500 },
    );
  });

  test('F rises from 0 at min to 1 at max and stays there', () => {
    fc.assert(
      fc.property(drawn, thousandths(0, 1), thousandths(0, 1), (spec, a, b) => {
        const { cdf, min, max } = distributionOf(spec);
        const at = (share: number): number => cdf(min + (max - min) * share);
        expect([cdf(min - 1), cdf(min), cdf(max), cdf(max + 1)]).toEqual([0, 0, 1, 1]);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(at(high)).toBeGreaterThanOrEqual(at(low));
        expect(at(low)).toBeGreaterThanOrEqual(0);
        expect(at(high)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  test('the quantile undoes F, and its ends are the ends of the support', () => {
    fc.assert(
      fc.property(drawn, thousandths(0.001, 0.999), (spec, p) => {
        const { cdf, quantile, min, max } = distributionOf(spec);
        expect([quantile(0), quantile(1)]).toEqual([min, max]);
        const x = quantile(p);
        expect(x >= min && x <= max).toBe(true);
        // A type is rounded to 1e-16 of the support, which near an infinite density is more mass than that.
        const [below, above] = [cdf(x - 1e-14 * max), cdf(x + 1e-14 * max)];
        expect(below - CLOSE).toBeLessThanOrEqual(p);
        expect(above + CLOSE).toBeGreaterThanOrEqual(p);
      }),
      { numRuns: 500 },
    );
  });

  test('the slope jumps or bends at kinks alone: between them a parabola through three points foretells the next', () => {
    fc.assert(
      fc.property(drawn, thousandths(0.05, 0.95), (spec, share) => {
        const { cdf, kinks, min, max } = distributionOf(spec);
        expect([...kinks].sort((a, b) => a - b)).toEqual(kinks);
        expect(kinks.every((x) => x > min && x < max)).toBe(true);
        const h = 1e-3 * (max - min);
        const x = min + (max - min) * share;
        fc.pre(kinks.every((kink) => Math.abs(kink - x) > 2 * h));
        const [a, b, c, d] = [-1.5, -0.5, 0.5, 1.5].map((s) => cdf(x + s * h)) as [number, number, number, number];
        // Third differences of smooth F are h^3 F''': a kink would show as h times the jump, a thousand times more.
        expect(Math.abs(d - 3 * c + 3 * b - a)).toBeLessThan(2e-5);
      }),
      { numRuns: 500 },
    );
  });
});
