import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decayBound } from '../../src/numerics/decayBound.ts';
import { record, thousandths } from '../arbitraries/economy.ts';

test('no characteristic function is larger than its bound, anywhere up to the reach', () => {
  const one = record({ weight: thousandths(0.05, 3), count: fc.integer({ min: 1, max: 3 }), p: thousandths(0, 1) });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 40 }), thousandths(0.001, 1), (all, share) => {
      const weights = Float64Array.from(all, ({ weight }) => weight);
      const counts = Float64Array.from(all, ({ count }) => count);
      const { width, cells } = decayBound({ weights, counts, reach: 200, widest: 2, typical: 1 })(
        Float64Array.from(all, ({ p }) => 4 * p * (1 - p)),
      );
      const y = 200 * share;
      const size = all.reduce(
        (product, { weight, count, p }) =>
          product * (1 - 4 * p * (1 - p) * Math.sin((y * weight) / 2) ** 2) ** (count / 2),
        1,
      );
      expect(size).toBeLessThanOrEqual((cells[Math.round(y / width)] as number) + 1e-15);
    }),
    { numRuns: 300 },
  );
});

test('of many unequal weights it says that next to nothing is left', () => {
  const weights = Float64Array.from({ length: 500 }, (_, j) => 0.5 + j / 500);
  const { width, cells } = decayBound({
    weights,
    counts: new Float64Array(500).fill(1),
    reach: 1000,
    widest: 2,
    typical: 1,
  })(new Float64Array(500).fill(1));
  cells.forEach((size, l) => {
    if (l * width > 10) expect(size).toBeLessThan(1e-14);
  });
});

test('a bound that was made for some spreads serves larger ones', () => {
  const weights = Float64Array.of(1, Math.SQRT2, Math.sqrt(3));
  const boundFor = decayBound({ weights, counts: new Float64Array(3).fill(200), reach: 50, widest: 2, typical: 1 });
  const first = [...boundFor(Float64Array.of(0.5, 0.5, 0.5)).cells];
  expect([...boundFor(Float64Array.of(0.6, 0.5, 0.9)).cells]).toEqual(first);
  expect([...boundFor(Float64Array.of(0.6, 0.1, 0.9)).cells]).not.toEqual(first);
});
