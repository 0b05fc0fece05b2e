import { expect, test } from 'vitest';
import { discountedCycles, unitValue } from '../../src/theory/unitValue.ts';

test('a unit is worth its worst-off type in the last cycle and one type more with every cycle before, undiscounted', () => {
  expect([0, 1, 2, 7, 1000].map((cycles) => unitValue(1 / 2, 1, cycles))).toEqual([0, 0.5, 1, 3.5, 500]);
  expect([0, 1, 2, 3, 4].map((cycles) => unitValue(1, 1 / 2, cycles))).toEqual([0, 1, 1.5, 1.75, 1.875]);
  expect(unitValue(1 / 2, 0, 5)).toBe(1 / 2);
});

test('the sum is that of its terms, one by one', () => {
  for (const discount of [0.3, 0.95, 1 - 1e-12]) {
    let sum = 0;
    for (let cycles = 1; cycles <= 300; cycles++) {
      sum = 1 + discount * sum;
      // A rounding a term.
      expect(Math.abs(discountedCycles(discount, cycles) - sum)).toBeLessThanOrEqual(cycles * Number.EPSILON * sum);
    }
  }
});

test('without an end it is the capitalised worst-off type, which long horizons come to', () => {
  expect(unitValue(1 / 2, 1 / 2, Number.POSITIVE_INFINITY)).toBe(1);
  expect(unitValue(1 / 2, 1 / 2, 1_000_000_000)).toBe(1);
});

test('without an end and without discounting it is refused, by a sentence', () => {
  expect(() => unitValue(1 / 2, 1, Number.POSITIVE_INFINITY)).toThrow(
    'without an end a unit is worth infinitely much at a discount of 1: it must be below 1',
  );
});
