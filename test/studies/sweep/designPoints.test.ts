import { describe, expect, test } from 'vitest';
import { nodeSha256 } from '../../../src/log/nodeSha256.ts';
import { designPoints } from '../../../src/studies/sweep/designPoints.ts';
import type { Design, Factor, FactorValues } from '../../../src/studies/sweep/plan.ts';
import { MOST_SOBOL_FACTORS, sobolPoints } from '../../../src/studies/sweep/sobol.ts';

const interval = (from: number, to: number, more: Partial<Extract<FactorValues, { kind: 'interval' }>> = {}) =>
  ({ kind: 'interval', from, to, count: null, scale: 'linear', whole: false, ...more }) as const;
const factor = (name: string, values: FactorValues): Factor => ({ name, targets: [[name]], values });
const levels = (...values: readonly (string | number)[]): FactorValues => ({ kind: 'levels', labels: values, values });
const all = (factors: readonly Factor[], design: Design) => {
  const points = designPoints({ factors, design }, nodeSha256);
  return Array.from({ length: points.count }, (_, index) => points.at(index).map(({ label }) => label));
};
const column = (rows: readonly (readonly unknown[])[], c: number) => rows.map((row) => row[c] as number);
const unit = ['a', 'b', 'c', 'd'].map((name) => factor(name, interval(0, 1)));

describe('a grid', () => {
  test('has every combination, the last factor fastest, intervals with exact ends', () => {
    const rows = all([factor('x', levels('low', 'high')), factor('y', interval(1 / 300, 2 / 3, { count: 3 }))], {
      kind: 'grid',
    });
    expect(rows).toEqual([
      ['low', 1 / 300],
      ['low', 1 / 300 + (2 / 3 - 1 / 300) / 2],
      ['low', 2 / 3],
      ['high', 1 / 300],
      ['high', 1 / 300 + (2 / 3 - 1 / 300) / 2],
      ['high', 2 / 3],
    ]);
  });

  test('divides by equal ratios where the scale is log, and takes no whole number twice', () => {
    const [ratio] = all([factor('x', interval(1, 16, { count: 3, scale: 'log' }))], { kind: 'grid' }).slice(1);
    expect(ratio?.[0]).toBeCloseTo(4, 12);
    expect(all([factor('x', interval(1, 4, { count: 9, whole: true }))], { kind: 'grid' })).toEqual([
      [1],
      [2],
      [3],
      [4],
    ]);
  });

  test('without factors has one point', () => expect(all([], { kind: 'grid' })).toEqual([[]]));
});

describe('a Latin hypercube', () => {
  const rows = all(unit, { kind: 'latin-hypercube', points: 50, seed: 's' });
  test.each([0, 1, 2, 3])('has one point in each fiftieth of factor %i', (c) => {
    const strata = column(rows, c).map((x) => Math.floor(50 * x));
    expect([...strata].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });
  test('shuffles each factor by itself', () => expect(column(rows, 0)).not.toEqual(column(rows, 1)));
});

describe("a Sobol' sequence", () => {
  // scipy.stats.qmc.Sobol(40, scramble=False, bits=32), its points in the order of their indices.
  test('without a shift has the points of Joe and Kuo', () => {
    const at = sobolPoints(new Array(MOST_SOBOL_FACTORS).fill(0));
    expect(at(0).every((x) => x === 0)).toBe(true);
    expect(at(5).slice(0, 12)).toEqual([
      2684354560, 536870912, 3758096384, 2684354560, 2684354560, 3758096384, 536870912, 536870912, 536870912,
      1610612736, 536870912, 2684354560,
    ]);
    expect(at(37).slice(-6)).toEqual([2483027968, 2483027968, 1006632960, 2483027968, 3422552064, 2348810240]);
  });

  test('under its shift has one point in each 64th of every factor, and in each square of 8 by 8', () => {
    const rows = all(unit, { kind: 'sobol', points: 64, seed: 's' });
    for (const c of [0, 1, 2, 3]) expect(new Set(column(rows, c).map((x) => Math.floor(64 * x))).size).toBe(64);
    const squares = rows.map(([x, y]) => 8 * Math.floor(8 * (x as number)) + Math.floor(8 * (y as number)));
    expect(new Set(squares).size).toBe(64);
  });

  test('refuses more factors than there are direction numbers', () =>
    expect(() => sobolPoints(new Array(MOST_SOBOL_FACTORS + 1).fill(0))).toThrow('41 coordinates'));
});

describe.each(['random', 'latin-hypercube', 'sobol'] as const)('a %s sample', (kind) => {
  const design = { kind, points: 32, seed: 's' } as const;
  test('is the same every time, and another one with another seed', () => {
    expect(all(unit, design)).toEqual(all(unit, design));
    expect(all(unit, design)).not.toEqual(all(unit, { ...design, seed: 't' }));
  });

  test('keeps a factor’s values when one is added behind it', () => {
    const more = all([...unit, factor('e', interval(0, 1))], design);
    expect(more.map((row) => row.slice(0, 4))).toEqual(all(unit, design));
  });

  test('stays within intervals, takes whole numbers with their ends, and every level', () => {
    const rows = all(
      [
        factor('x', interval(2, 3)),
        factor('n', interval(1, 4, { whole: true })),
        factor('l', levels('p', 'q', 'r')),
        factor('g', interval(0.001, 1000, { scale: 'log' })),
      ],
      { ...design, points: 64 },
    );
    expect(column(rows, 0).every((x) => x >= 2 && x < 3)).toBe(true);
    expect(new Set(column(rows, 1))).toEqual(new Set([1, 2, 3, 4]));
    expect(new Set(column(rows, 2))).toEqual(new Set(['p', 'q', 'r']));
    const below1 = column(rows, 3).filter((g) => g < 1).length;
    expect(below1).toBeGreaterThan(20);
    expect(below1).toBeLessThan(44);
  });
});
