import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import { bargain } from '../../src/studies/bargaining/bargain.ts';
import { leastSurplus } from '../../src/studies/bargaining/leastSurplus.ts';
import { squaredDistance } from '../../src/studies/bargaining/nearestHoldings.ts';
import { surplusSurface } from '../../src/studies/bargaining/surplusSurface.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';

const uniform: DistributionSpec = { family: 'uniform', min: 0, max: 1 };
const equals = (maxDemands: readonly number[]): Theory => {
  const agents = maxDemands.map((maxDemand, i) => ({ maxDemand, endowment: i === 0 ? 1 : 0, type: uniform }));
  return theoryOf(economyFrom({ supply: 1, agents }));
};
const endowmentsOf = ({ agents }: WrittenEconomy): readonly number[] => agents.map(({ endowment }) => endowment);

describe('bilateral trade, where Pi_r = (2/3 - sum of r_i^2) / 2', () => {
  const theory = equals([1, 1]);

  test('from (1, 0) bargaining ends where the squares add up to 2/3', () => {
    // r^2 + (1 - r)^2 = 2/3 at r = 1/2 + 1/sqrt(12).
    const { kind, method, prospect, distance, least } = bargain(theory, [1, 0]);
    const held = 0.5 + 1 / Math.sqrt(12);
    expect(prospect.holdings).toEqual([expect.closeTo(held, 12), expect.closeTo(1 - held, 12)]);
    expect(distance).toBeCloseTo(Math.SQRT2 * (1 - held), 12);
    expect({ kind, method, operates: prospect.operates, least }).toEqual({
      kind: 'break-even',
      method: 'exact',
      operates: true,
      least: null,
    });
  });

  test('from r* it ends at the same holdings, or their mirror image', () => {
    const { kind, prospect, least } = bargain(theory, [0.5, 0.5]);
    expect(kind).toBe('break-even');
    expect(Math.max(...prospect.holdings)).toBeCloseTo(0.5 + 1 / Math.sqrt(12), 10);
    expect(least?.expectedSurplus).toBeCloseTo(-1 / 6, 12);
  });

  test('from holdings that break even it stays', () => {
    const held = 0.5 + 1 / Math.sqrt(12);
    expect(bargain(theory, [held, 1 - held])).toMatchObject({ kind: 'endowments', method: 'exact', distance: 0 });
  });
});

test('where every holding leaves the spot market something, bargaining ends at the least of them', () => {
  // No economy of this kind is known: one that expects more welfare than it has makes every surplus larger by as much.
  const real = equals([0.4, 0.6, 0.8]);
  const theory = { ...real, firstBestWelfare: real.firstBestWelfare + 1 };
  const { kind, method, prospect, least } = bargain(theory, [0.2, 0.3, 0.5]);
  const lowest = Math.min(...surplusSurface(theory, 60).map(({ expectedSurplus }) => expectedSurplus));
  expect({ kind, method }).toEqual({ kind: 'least surplus', method: 'exact' });
  expect(prospect.expectedSurplus).toBeCloseTo(least?.expectedSurplus as number, 12);
  expect(prospect.expectedSurplus).toBeLessThanOrEqual(lowest);
});

/** The shortest way from holdings of three agents to Pi = 0 along 240 rays: steps of a fiftieth, then bisection. */
const nearestAlongRays = (theory: Theory, own: readonly number[]): number => {
  const along = (angle: number, length: number): readonly number[] => {
    const [x, y] = [length * Math.cos(angle), length * Math.sin(angle)];
    const across = [x / Math.SQRT2 + y / Math.sqrt(6), -x / Math.SQRT2 + y / Math.sqrt(6), (-2 * y) / Math.sqrt(6)];
    return own.map((held, i) => held + (across[i] as number));
  };
  const positive = (holdings: readonly number[]): boolean => spotProspect(theory, holdings).expectedSurplus > 0;
  const lengths = Array.from({ length: 240 }, (_, a) => {
    const angle = (Math.PI * a) / 120;
    for (let step = 1; step <= 50; step++) {
      const holdings = along(angle, step / 50);
      if (Math.min(...holdings) < 0) return Number.POSITIVE_INFINITY;
      if (positive(holdings)) continue;
      let [near, far] = [(step - 1) / 50, step / 50];
      for (let halving = 0; halving < 40; halving++) {
        const middle = (near + far) / 2;
        if (positive(along(angle, middle))) near = middle;
        else far = middle;
      }
      return far;
    }
    return Number.POSITIVE_INFINITY;
  });
  return Math.min(...lengths);
};

describe('in random economies', () => {
  test('no holdings of a grid have less surplus than the least, which is at a corner of all holdings', () => {
    fc.assert(
      fc.property(writtenEconomies({ least: 3, most: 3 }), (written) => {
        const theory = theoryOf(economyFrom(written));
        const least = leastSurplus(theory);
        const { errorBound } = theory.accuracy;
        expect(spotProspect(theory, least.holdings).expectedSurplus).toBeCloseTo(least.expectedSurplus, 9);
        expect(least.holdings.reduce((sum, held) => sum + held, 0)).toBeCloseTo(1, 12);
        for (const { expectedSurplus } of surplusSurface(theory, 25))
          expect(expectedSurplus).toBeGreaterThanOrEqual(least.expectedSurplus - 4 * errorBound);
      }),
      { numRuns: 20 },
    );
  });

  test('bargained holdings break even, and none of a grid that do as well for the agents are nearer', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(writtenEconomies({ least: 3, most: 3 }), (written) => {
        const theory = theoryOf(economyFrom(written));
        const own = endowmentsOf(written);
        const before = spotProspect(theory, own).expectedSurplus;
        const { kind, method, prospect, distance } = bargain(theory, own);
        seen.set(`${kind}, ${method}`, (seen.get(`${kind}, ${method}`) ?? 0) + 1);
        expect(prospect.holdings.reduce((sum, held) => sum + held, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...prospect.holdings)).toBeGreaterThanOrEqual(0);
        if (kind !== 'break-even') return;
        expect(Math.abs(prospect.expectedSurplus)).toBeLessThanOrEqual(10 * theory.accuracy.errorBound);
        // On the other side of Pi = 0, seen from the endowments: the way there crosses it.
        const across = surplusSurface(theory, 40).filter(({ expectedSurplus }) => expectedSurplus * before <= 0);
        const nearest = Math.min(...across.map(({ holdings }) => Math.sqrt(squaredDistance(holdings, own))));
        expect(distance).toBeLessThanOrEqual(nearest + 1e-9);
      }),
      { numRuns: 20 },
    );
    expect(seen.get('break-even, exact')).toBeGreaterThan(5);
    expect(seen.get('break-even, search')).toBeGreaterThan(5);
  });

  test('from r* no crossing of Pi = 0 in any direction is nearer', () => {
    for (const maxDemands of [
      [1, 1, 1],
      [0.5, 0.7, 0.9],
      [0.3, 0.8, 0.8],
    ]) {
      const theory = equals(maxDemands);
      const own = theory.interiorHoldings;
      const { method, distance } = bargain(theory, own);
      expect(method).toBe('search');
      expect(distance).toBeLessThanOrEqual(nearestAlongRays(theory, own) + 1e-9);
    }
  });

  test('with more agents, none of many other holdings that break even from there are nearer', () => {
    const draws = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }), {
      minLength: 60,
      maxLength: 60,
    });
    fc.assert(
      fc.property(writtenEconomies({ least: 4, most: 6 }), draws, (written, points) => {
        const theory = theoryOf(economyFrom(written));
        const own = endowmentsOf(written);
        const before = spotProspect(theory, own).expectedSurplus;
        const { kind, distance } = bargain(theory, own);
        if (kind !== 'break-even') return;
        for (const point of points) {
          const weights = own.map((_, i) => (point[i] as number) ** 4 + 1e-9);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const holdings = weights.map((weight) => weight / total);
          if (spotProspect(theory, holdings).expectedSurplus * before > 0) continue;
          expect(distance).toBeLessThanOrEqual(Math.sqrt(squaredDistance(holdings, own)) + 1e-9);
        }
      }),
      { numRuns: 6 },
    );
  });
});

describe('the surface of the surplus', () => {
  const theory = equals([1 / 3, 2 / 3, 2 / 3]);

  test('has every holding of the grid once, with its surplus', () => {
    const surface = surplusSurface(theory, 10);
    expect(surface.length).toBe(66);
    expect(new Set(surface.map(({ holdings }) => holdings.join())).size).toBe(66);
    for (const { holdings, expectedSurplus } of surface) {
      expect(holdings.reduce((sum, held) => sum + held, 0)).toBeCloseTo(1, 14);
      expect(expectedSurplus).toBeCloseTo(spotProspect(theory, holdings).expectedSurplus, 13);
    }
    expect(surface.at(-1)).toEqual({ holdings: [1, 0, 0], expectedSurplus: expect.closeTo(1 / 6, 13) });
  });

  test('is one of three agents', () => {
    expect(() => surplusSurface(equals([1, 1]), 10)).toThrow("a surface over three agents' holdings, not 2");
  });
});

test('corners of too many kinds of agents are refused with advice', () => {
  const theory = equals(Array.from({ length: 16 }, (_, i) => (i + 60) / 128));
  expect(() => leastSurplus(theory)).toThrow(
    'the corners of the holdings are too many to go through (1,048,576); give agents of a group the same maximum demand and type',
  );
});
