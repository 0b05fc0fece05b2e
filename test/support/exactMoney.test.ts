import { expect, test } from 'vitest';
import { exact, exactSum, halfUlp, nextUp } from './exactMoney.ts';

test('a double is a whole number of smallest doubles', () => {
  expect(exact(0)).toBe(0n);
  expect(exact(-0)).toBe(0n);
  expect(exact(Number.MIN_VALUE)).toBe(1n);
  expect(exact(2 ** -1022)).toBe(1n << 52n);
  expect(exact(1)).toBe(1n << 1074n);
  expect(exact(-1.5)).toBe(-(3n << 1073n));
  expect(() => exact(Number.NaN)).toThrow('expected a finite number, got NaN');
});

test('an exact sum keeps what a sum of doubles loses', () => {
  expect(2 ** 53 + 1 - 2 ** 53).toBe(0);
  expect(exactSum([2 ** 53, 1, -(2 ** 53)])).toBe(exact(1));
});

test('the next double is one unit in the last place away', () => {
  expect(nextUp(1)).toBe(1 + 2 ** -52);
  expect(nextUp(-1)).toBe(-1 + 2 ** -53);
  expect(nextUp(0)).toBe(Number.MIN_VALUE);
  expect(halfUlp(1)).toBe(exact(2 ** -53) + 1n);
});
