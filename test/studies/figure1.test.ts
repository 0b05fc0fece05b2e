import { describe, expect, test } from 'vitest';
import { figure1, figure1At } from '../../src/studies/figure1.ts';
import { figure1ByHand, figure1Claims, figure1Reason } from '../../src/studies/figure1Claims.ts';
import { goldens } from '../theory/oracles/golden.ts';

interface Expected {
  readonly interior: { readonly worstOffType: number; readonly expectedSurplus: number };
  readonly endowments: { readonly expectedSurplus: number };
}
const golden = goldens<Expected>('solve').filter(({ name }) => name.startsWith('figure-1'));

test('there are four golden solutions of Figure 1', () => expect(golden.length).toBe(4));

test.each(golden)('$name is a point of both curves', ({ theory, expected }) => {
  const point = figure1At(theory.maxDemands[0] as number);
  expect(point.interior).toBeCloseTo(expected.interior.expectedSurplus, 12);
  expect(point.worstOffType).toBeCloseTo(expected.interior.worstOffType, 12);
  expect(point.corner).toBeCloseTo(expected.endowments.expectedSurplus, 12);
});

describe('the hundred points of Figure 1', () => {
  const { points, crossing } = figure1();

  test('go from 2/300 to 2/3', () => {
    expect(points.length).toBe(100);
    expect([points[0]?.maxDemand, points[99]?.maxDemand]).toEqual([2 / 300, 2 / 3].map((k) => expect.closeTo(k, 15)));
  });

  test('have 1/9 + k/6 up to 1/3 and 1/3 - k/2 beyond it at the corner', () => {
    for (const { maxDemand: k, corner } of points) {
      expect(corner).toBeCloseTo(k <= 1 / 3 ? 1 / 9 + k / 6 : 1 / 3 - k / 2, 13);
    }
  });

  test('have the interior that allocations written down by hand integrate to', () => {
    for (const { maxDemand, interior, worstOffType } of points) {
      const byHand = figure1ByHand(maxDemand);
      expect(interior).toBeCloseTo(byHand.interior, 13);
      expect(worstOffType).toBeCloseTo(byHand.worstOffType, 13);
    }
  });

  test('cross once, at k_1 = 0.51355', () => {
    expect(crossing).toBeCloseTo(0.51355037, 8);
    const { interior, corner } = figure1At(crossing);
    expect(interior).toBeCloseTo(corner, 11);
    for (const point of points) expect(point.interior > point.corner).toBe(point.maxDemand > crossing);
  });
});

describe('what the paper says of Figure 1', () => {
  test('holds of the curves', () => {
    const claims = figure1Claims();
    expect(claims.length).toBe(7);
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
  });

  test('fails of the reason: beyond 1/3 the common worst-off type rises, from 0.4514 to 1/2', () => {
    expect(figure1Reason().map(({ holds }) => holds)).toEqual([true, false]);
    expect(figure1At(2 / 3).worstOffType - figure1At(1 / 3).worstOffType).toBeCloseTo(0.5 - 0.4514162, 6);
  });
});
