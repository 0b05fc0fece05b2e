import { expect, test } from 'vitest';
import { commonStep } from '../../src/numerics/commonStep.ts';

test('it is the greatest common divisor, of decimals too', () => {
  expect(commonStep([6, 4, 10], 100)).toBe(2);
  expect(commonStep([0.3, 0.75, 1.2], 100)).toBeCloseTo(0.15, 14);
  expect(commonStep([1 / 3, 1 / 2], 100)).toBeCloseTo(1 / 6, 14);
  expect(commonStep([7], 100)).toBe(7);
});

test('a step too fine, and none at all, is 0', () => {
  expect(commonStep([1, 0.999], 100)).toBe(0);
  expect(commonStep([1, Math.SQRT2], 1e6)).toBe(0);
  expect(commonStep([1000, 0.1 + 1e-6], 1e6)).toBe(0);
});

test('roundings do not hide a step', () => {
  expect(commonStep([0.1 + 0.2, 0.1 * 7, 100], 1e4)).toBeCloseTo(0.1, 14);
});
