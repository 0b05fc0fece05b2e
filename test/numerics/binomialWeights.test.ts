import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialWeights } from '../../src/numerics/binomialWeights.ts';

/** A product of ratios loses one rounding a step: count steps, and a few for the division by the total. */
const roundings = (count: number): number => (4 * count + 8) * Number.EPSILON;

/** Oracle: C(n, c) a^c b^(n - c) / 2^(m n) in whole numbers, yes = a / 2^m, no = b / 2^m. */
const exactWeights = (count: number, yes: bigint, no: bigint): readonly number[] => {
  const whole = (yes + no) ** BigInt(count);
  let binomial = 1n;
  return Array.from({ length: count + 1 }, (_, c) => {
    if (c > 0) binomial = (binomial * BigInt(count - c + 1)) / BigInt(c);
    const mass = binomial * yes ** BigInt(c) * no ** BigInt(count - c);
    // 60 digits after the point, then to a double.
    return Number((mass * 10n ** 60n) / whole) / 1e60;
  });
};

test('three fair coins fall 1, 3, 3, 1 eighths', () => {
  expect([...binomialWeights(3, 0.5, 0.5)]).toEqual([1 / 8, 3 / 8, 3 / 8, 1 / 8]);
});

test('what is sure to happen, or not to, has all the weight', () => {
  expect([...binomialWeights(2, 0, 1)]).toEqual([1, 0, 0]);
  expect([...binomialWeights(2, 1, 0)]).toEqual([0, 0, 1]);
  expect([...binomialWeights(0, 0.25, 0.75)]).toEqual([1]);
});

test('the weights are those of exact arithmetic, down to 1e-28 of the largest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 2 ** 20 - 1 }), (count, numerator) => {
      const weights = binomialWeights(count, numerator / 2 ** 20, (2 ** 20 - numerator) / 2 ** 20);
      const exact = exactWeights(count, BigInt(numerator), BigInt(2 ** 20 - numerator));
      const largest = Math.max(...exact);
      expect(weights.length).toBe(count + 1);
      exact.forEach((mass, c) => {
        const error = Math.abs((weights[c] as number) - mass);
        if (mass > 1e-28 * largest) expect(error).toBeLessThanOrEqual(roundings(count) * mass);
        else expect(error).toBeLessThan(1e-27 * largest);
      });
    }),
    { numRuns: 150 },
  );
});

test('a probability of 1e-300 keeps its digits', () => {
  const weights = binomialWeights(2, 1e-300, 1);
  expect(weights[0]).toBe(1);
  // Below 1e-30 of the largest weight nothing is kept.
  expect(weights[1]).toBe(0);
  const small = binomialWeights(5, 1e-20, 1);
  expect(Math.abs((small[1] as number) / 5e-20 - 1)).toBeLessThan(roundings(5));
});

test('ten thousand events neither overflow nor lose mass', () => {
  const weights = binomialWeights(10_000, 0.3, 0.7);
  const sum = weights.reduce((total, w) => total + w, 0);
  const mean = weights.reduce((total, w, c) => total + w * c, 0);
  expect(Math.abs(sum - 1)).toBeLessThan(roundings(10_000));
  expect(Math.abs(mean / 3000 - 1)).toBeLessThan(roundings(10_000));
});
