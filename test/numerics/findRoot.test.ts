import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRoot } from '../../src/numerics/findRoot.ts';
import { record, thousandths } from '../arbitraries/economy.ts';

/** findRoot stops at brackets of two roundings of the larger end, bisection at one: together less than this, in roundings. */
const ROUNDINGS = 4;

/** Oracle: halves until nothing is left between. */
const bisection = (f: (x: number) => number, from: number, to: number): number => {
  let [a, b] = [from, to];
  for (;;) {
    const middle = a + (b - a) / 2;
    if (middle <= a || middle >= b) return b;
    if (f(middle) >= 0) b = middle;
    else a = middle;
  }
};

const curves = {
  line: (x: number, root: number) => x - root,
  cube: (x: number, root: number) => x ** 3 - root ** 3,
  root: (x: number, root: number) => Math.sqrt(x) - Math.sqrt(root),
  steep: (x: number, root: number) => Math.atan(1e6 * (x - root)),
  step: (x: number, root: number) => (x < root ? -1 : 1),
  flatThenSteep: (x: number, root: number) => (x < root ? -1e-9 : x - root),
  twelfth: (x: number, root: number) => x ** 12 - root ** 12,
} as const;

test('the square root of 2 is found to the last bit but one', () => {
  expect(Math.abs(findRoot((x) => x * x - 2, 0, 2) - Math.SQRT2)).toBeLessThanOrEqual(2 * Number.EPSILON);
});

test('a root at either end is that end', () => {
  expect(findRoot((x) => x, 0, 1)).toBe(0);
  expect(findRoot((x) => x - 1, 0, 1)).toBe(1);
});

test('a bracket without a root is refused by its values', () => {
  expect(() => findRoot((x) => x + 1, 0, 1)).toThrow(new RangeError('no root between 0 (value 1) and 1 (value 2)'));
  expect(() => findRoot((x) => x - 2, 0, 1)).toThrow('no root between 0 (value -2) and 1 (value -1)');
});

test('where the function is flat at zero the smallest root is found', () => {
  const f = (x: number): number => (x < 0.3 ? x - 0.3 : x < 0.7 ? 0 : x - 0.7);
  expect(Math.abs(findRoot(f, 0, 1) - 0.3)).toBeLessThan(1e-15);
});

test('the tolerance that is asked for is the error that is made, and saves evaluations', () => {
  let calls = 0;
  const f = (x: number): number => {
    calls += 1;
    return Math.exp(x) - 2;
  };
  expect(Math.abs(findRoot(f, 0, 1, 1e-4) - Math.LN2)).toBeLessThan(2e-4);
  const coarse = calls;
  findRoot(f, 0, 1);
  expect(calls - coarse).toBeGreaterThan(coarse);
});

test('the root is that of bisection, and takes no more evaluations than bisection and a few', () => {
  fc.assert(
    fc.property(
      record({
        shape: fc.constantFrom(...(Object.keys(curves) as (keyof typeof curves)[])),
        root: thousandths(0.002, 0.999),
        from: thousandths(0, 0.001),
        to: thousandths(1, 50),
      }),
      ({ shape, root, from, to }) => {
        let calls = 0;
        const f = (x: number): number => {
          calls += 1;
          return curves[shape](x, root);
        };
        const found = findRoot(f, from, to);
        const ours = calls;
        const slow = bisection(f, from, to);
        expect(Math.abs(found - slow)).toBeLessThanOrEqual(ROUNDINGS * Number.EPSILON * to);
        // Bisection to a bracket of two roundings of `to`: 51 halvings and the two ends, plus one.
        expect(ours).toBeLessThanOrEqual(56);
      },
    ),
    { numRuns: 500 },
  );
});
