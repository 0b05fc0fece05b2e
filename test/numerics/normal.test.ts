import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/numerics/normal.ts';

/** Relative: AS 241 claims 1e-16, its arithmetic and our logarithm add a few roundings. */
const RELATIVE = 2e-15;

/** [p, z], solved in 40 digits with mpmath 1.3; 1.95996... and 2.32634... are in every table of the normal distribution. */
const QUANTILES = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-15, -7.941345326170997],
  [1e-13, -7.348796102800677],
  [1e-10, -6.361340902404057],
  [1e-5, -4.264890793922825],
  [0.025, -1.9599639845400543],
  [0.1, -1.2815515655446004],
  [0.4, -0.2533471031357998],
  [0.75, 0.6744897501960817],
  [0.975, 1.9599639845400543],
  [0.99, 2.326347874040841],
] as const;

/** [z, P(Z <= z)], mpmath 1.3. */
const PROBABILITIES = [
  [-38, 2.88542835e-316],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-5, 2.866515718791939e-7],
  [-1, 0.15865525393145705],
  [1, 0.8413447460685429],
  [2, 0.9772498680518208],
  [3, 0.9986501019683699],
] as const;

const relative = (got: number, expected: number): number => Math.abs(got - expected) / Math.abs(expected);

test('the median is zero and half of the mass lies below it', () => {
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalCdf(0)).toBe(0.5);
});

test.each(QUANTILES)('%d of the mass lies below %d', (p, z) => {
  expect(relative(normalQuantile(p), z)).toBeLessThan(RELATIVE);
});

test.each(PROBABILITIES)('below %d lies %d of the mass', (z, p) => {
  // Rounding z / sqrt 2 moves the tail by z^2 roundings; a subnormal answer has few bits.
  expect(relative(normalCdf(z), p)).toBeLessThan(p < 1e-300 ? 1e-6 : 3e-16 * (2 + z * z));
});

test('the quantile undoes the distribution function in the left tail, to the roundings that the tail magnifies', () => {
  fc.assert(
    fc.property(fc.double({ min: -35, max: 0, noNaN: true }), (z) => {
      expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(RELATIVE * (2 + Math.abs(z)));
    }),
  );
});

test('both rise, and are symmetric about the middle', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 20 - 1 }), (numerator) => {
      const p = numerator / 2 ** 20;
      expect(normalQuantile(p)).toBe(-normalQuantile(1 - p));
      expect(normalQuantile(p + 2 ** -21)).toBeGreaterThan(normalQuantile(p));
    }),
  );
});
