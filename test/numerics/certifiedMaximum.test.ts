import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certifiedMaximum } from '../../src/numerics/certifiedMaximum.ts';

/** Slopes of the quadratics below are at most this, so a Lipschitz bound is a proof. */
const upperBy = (f: (x: number) => number, slope: number) => (a: number, b: number) =>
  Math.max(f(a), f(b)) + (slope * (b - a)) / 2;

describe('a certified maximum', () => {
  test('of x(1 - x) on [0, 1] is 1/4 at 1/2', () => {
    const f = (x: number): number => x * (1 - x);
    const found = certifiedMaximum({ f, upper: upperBy(f, 1), from: 0, to: 1, tolerance: 1e-6 });
    expect(found).toMatchObject({ at: 0.5, value: 0.25 });
    expect(found.upperBound - found.value).toBeLessThanOrEqual(1e-6);
  });

  test('stays with the first candidate where points tie', () => {
    const found = certifiedMaximum({
      f: () => 1,
      upper: () => 1,
      from: 0,
      to: 1,
      candidates: [0.7, 0.2],
      tolerance: 1e-9,
    });
    expect(found).toMatchObject({ at: 0.7, value: 1, upperBound: 1 });
  });

  test('says what its bound proves when it may take no more steps', () => {
    const f = (x: number): number => -((x - 0.3) ** 2);
    const found = certifiedMaximum({ f, upper: upperBy(f, 2), from: 0, to: 1, tolerance: 1e-12, mostSteps: 10 });
    expect(found.upperBound).toBeGreaterThanOrEqual(0);
    expect(found.steps).toBeLessThanOrEqual(12);
  });

  test('bounds every point of every cubic, and is reached to the tolerance', () => {
    const coefficient = fc.integer({ min: -8, max: 8 });
    fc.assert(
      fc.property(fc.tuple(coefficient, coefficient, coefficient), ([a, b, c]) => {
        const f = (x: number): number => a * x + b * x * x + c * x * x * x;
        const slope = Math.abs(a) + 2 * Math.abs(b) + 3 * Math.abs(c);
        const tolerance = 1e-3;
        const found = certifiedMaximum({ f, upper: upperBy(f, slope), from: 0, to: 1, tolerance });
        const grid = Array.from({ length: 1001 }, (_, j) => f(j / 1000));
        expect(Math.max(...grid)).toBeLessThanOrEqual(found.upperBound + 1e-12);
        expect(found.upperBound - f(found.at)).toBeLessThanOrEqual(tolerance + 1e-12);
      }),
      { numRuns: 100 },
    );
  });
});
