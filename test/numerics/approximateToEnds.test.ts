import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approximateToEnds } from '../../src/numerics/approximateToEnds.ts';
import { record, thousandths } from '../arbitraries/economy.ts';

const SOUGHT = 1e-14;

test('the integral of u^a d(u^b) is b / (a + b), however low the powers, at either end', () => {
  fc.assert(
    fc.property(record({ a: thousandths(0.06, 3), b: thousandths(0.06, 3), mirrored: fc.boolean() }), (drawn) => {
      const { a, b, mirrored } = drawn;
      const table = approximateToEnds({
        f: (u, v) => (mirrored ? [v ** a, v ** b] : [u ** a, u ** b]),
        count: 2,
        breakpoints: [],
        tolerance: SOUGHT,
      });
      const exact = ((mirrored ? -1 : 1) * b) / (a + b);
      expect(Math.abs(table.stieltjes(0, 1) - exact)).toBeLessThan(table.stieltjesError);
      expect(table.stieltjesError).toBeLessThan(8 * SOUGHT);
    }),
    { numRuns: 60 },
  );
});

test('breakpoints are where they are said to be: kinks at 1/4 and, by its distance, a millionth below 1', () => {
  const near = 1e-6;
  const kinked = (u: number, v: number): number => Math.max(0, u - 0.25) + (v < near ? (near - v) / near : 0);
  const table = approximateToEnds({
    f: (u, v) => [u, kinked(u, v)],
    count: 2,
    breakpoints: [
      [0.25, 0.75],
      [1 - near, near],
    ],
    tolerance: SOUGHT,
  });
  // Of u du over [1/4, 1], and the mean of u over the last millionth.
  expect(Math.abs(table.stieltjes(0, 1) - (15 / 32 + 1 - near / 2))).toBeLessThan(table.stieltjesError);
  expect(table.stieltjesError).toBeLessThan(8 * SOUGHT);
});

test('what rises beyond the smallest distances is in the error', () => {
  const [a, b] = [0.005, 0.01];
  const table = approximateToEnds({ f: (u) => [u ** a, u ** b], count: 2, breakpoints: [], tolerance: SOUGHT });
  const missed = Math.abs(table.stieltjes(0, 1) - b / (a + b));
  expect(missed).toBeGreaterThan(8 * SOUGHT);
  expect(missed).toBeLessThan(table.stieltjesError);
});
