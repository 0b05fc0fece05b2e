import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EigenPair, rankOneEigen } from '../../src/numerics/rankOneEigen.ts';

/** Times the largest entry: a few roundings a component, for at most nine components. */
const ROUNDING = 1e-13;

const entries = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map((x) => x / 64),
  fc.constantFrom(0, 1, 1, 2.5, 1000, 1e-6),
);
const matrices = fc.tuple(
  fc.array(entries, { minLength: 1, maxLength: 9 }),
  fc.oneof(
    fc.integer({ min: 0, max: 1000 }).map((x) => x / 64),
    fc.constantFrom(0, 1e-9, 1e6),
  ),
);

const product = (d: readonly number[], rho: number, v: readonly number[]): readonly number[] => {
  const sum = v.reduce((total, x) => total + x, 0);
  return v.map((x, i) => (d[i] as number) * x - rho * sum);
};
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
const scaleOf = (d: readonly number[], rho: number): number => Math.max(rho * d.length, ...d.map(Math.abs), 1e-300);
const valuesOf = (pairs: readonly EigenPair[]): readonly number[] => pairs.map(({ value }) => value);

/** Slow oracle: the eigenvalue of largest size of a shifted matrix, by repeated multiplication. */
const powerIteration = (d: readonly number[], rho: number, shift: number): number => {
  let v: readonly number[] = d.map((_, i) => 1 + i / 7);
  let value = 0;
  for (let step = 0; step < 20_000; step++) {
    const next = product(d, rho, v).map((x, i) => x - shift * (v[i] as number));
    const length = Math.sqrt(dot(next, next));
    v = next.map((x) => x / length);
    value = dot(v, product(d, rho, v));
  }
  return value;
};

describe('eigenvalues of a diagonal less a multiple of the matrix of ones', () => {
  test('two equal entries give the entry itself, along (1, -1), and the entry less twice rho, along (1, 1)', () => {
    const [first, second] = rankOneEigen([1, 1], 1.25) as [EigenPair, EigenPair];
    expect(first.value).toBe(1);
    expect(second.value).toBeCloseTo(1 - 2.5, 14);
    expect(Math.abs((first.vector[0] as number) + (first.vector[1] as number))).toBe(0);
    expect((second.vector[0] as number) - (second.vector[1] as number)).toBe(0);
  });

  test('entries 1 and 3 with rho 2 give the square root of 5 on either side of zero', () => {
    // (1 - 2 - x)(3 - 2 - x) - 4 = x^2 - 5.
    const [high, low] = valuesOf(rankOneEigen([1, 3], 2)) as [number, number];
    expect(high).toBeCloseTo(Math.sqrt(5), 14);
    expect(low).toBeCloseTo(-Math.sqrt(5), 14);
  });

  test('without rho the entries are the eigenvalues', () =>
    expect(valuesOf(rankOneEigen([2, -1, 5], 0))).toEqual([5, 2, -1]));

  test('one entry loses rho', () => expect(valuesOf(rankOneEigen([4], 3))[0]).toBeCloseTo(1, 14));

  test('power iteration finds the same ends of the spectrum', () => {
    const [d, rho] = [[0.3, 2, 2, 1.1, 0.7], 2.6];
    const values = valuesOf(rankOneEigen(d, rho));
    expect(powerIteration(d, rho, 100)).toBeCloseTo(values.at(-1) as number, 10);
    expect(powerIteration(d, rho, -100)).toBeCloseTo(values[0] as number, 10);
  });

  test('a negative rho and entries that are not finite are refused', () => {
    expect(() => rankOneEigen([1], -1)).toThrow('expected finite numbers and rho from 0, got 1 and -1');
    expect(() => rankOneEigen([1, Number.POSITIVE_INFINITY], 1)).toThrow(RangeError);
  });
});

describe('for every such matrix', () => {
  test('the matrix times an eigenvector is the eigenvalue times it', () =>
    fc.assert(
      fc.property(matrices, ([d, rho]) => {
        for (const { value, vector } of rankOneEigen(d, rho)) {
          const image = product(d, rho, vector);
          for (const [i, x] of vector.entries())
            expect(Math.abs((image[i] as number) - value * x)).toBeLessThanOrEqual(ROUNDING * scaleOf(d, rho));
        }
      }),
    ));

  test('eigenvectors are orthogonal and of length 1', () =>
    fc.assert(
      fc.property(matrices, ([d, rho]) => {
        const pairs = rankOneEigen(d, rho);
        for (const [i, { vector: a }] of pairs.entries()) {
          for (const [j, { vector: b }] of pairs.entries())
            expect(Math.abs(dot(a, b) - (i === j ? 1 : 0))).toBeLessThanOrEqual(1e-9);
        }
      }),
    ));

  test('eigenvalues add up to the trace, and their squares to the sum of squared entries', () =>
    fc.assert(
      fc.property(matrices, ([d, rho]) => {
        const values = valuesOf(rankOneEigen(d, rho));
        const scale = scaleOf(d, rho);
        const trace = d.reduce((sum, x) => sum + x - rho, 0);
        const squares = d.reduce((sum, x) => sum + (x - rho) ** 2 + (d.length - 1) * rho ** 2, 0);
        expect(values).toHaveLength(d.length);
        expect(Math.abs(values.reduce((sum, x) => sum + x, -trace))).toBeLessThanOrEqual(10 * ROUNDING * scale);
        expect(Math.abs(dot(values, values) - squares)).toBeLessThanOrEqual(100 * ROUNDING * scale ** 2);
      }),
    ));

  test('eigenvalues interlace with the entries: none above its entry, none below the next smaller one', () =>
    fc.assert(
      fc.property(matrices, ([d, rho]) => {
        const values = valuesOf(rankOneEigen(d, rho));
        const sorted = [...d].sort((a, b) => b - a);
        const slack = ROUNDING * scaleOf(d, rho);
        for (const [j, value] of values.entries()) {
          expect(value).toBeLessThanOrEqual((sorted[j] as number) + slack);
          if (j + 1 < sorted.length) expect(value).toBeGreaterThanOrEqual((sorted[j + 1] as number) - slack);
        }
      }),
    ));
});
