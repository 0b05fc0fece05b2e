import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import { boundary, proposition10, proposition10Others } from '../../src/studies/boundary.ts';
import { proposition9, randomHoldings } from '../../src/studies/proposition9.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, profilesOf, type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';

const from = (written: WrittenEconomy): Theory => theoryOf(economyFrom(written));
const surplus = (theory: Theory, holdings: readonly number[]): number => spotProspect(theory, holdings).expectedSurplus;

const onOneToTwo = (rest: { family: 'uniform' } | { family: 'power'; exponent: number }): DistributionSpec => ({
  ...rest,
  min: 1,
  max: 2,
});
/** Types on [1, 2], F = ((x - 1)^2, x - 1): the second agent wants less, and is the likelier to want it. */
const wrongCorner = from({
  supply: 1,
  agents: [
    { maxDemand: 0.95, endowment: 1, type: onOneToTwo({ family: 'power', exponent: 2 }) },
    { maxDemand: 0.6, endowment: 0, type: onOneToTwo({ family: 'uniform' }) },
  ],
});

describe('types on [1, 2], maximum demands 0.95 and 0.6', () => {
  // q_1(t) = 0.4 + 0.55 (t - 1), q_2(t) = 0.05 + 0.55 (t - 1)^2: the integrals of k - q are 0.275 and 0.55 - 0.55/3.
  const { corners, best, paper, others, interior } = boundary(wrongCorner);

  test('the paper names the first agent, the corrected rule the second', () => {
    expect([paper.agent, best.agent]).toEqual([0, 1]);
    expect(corners.map(({ paperCost }) => paperCost)).toEqual([
      expect.closeTo(0.275, 12),
      expect.closeTo(0.55 - 0.55 / 3, 12),
    ]);
    expect(corners.map(({ cost, paperCost }) => cost - paperCost)).toEqual([
      expect.closeTo(0.95, 12),
      expect.closeTo(0.6, 12),
    ]);
  });

  test('the paper’s corner earns 0.004, the right one 0.2625', () => {
    expect(paper.expectedSurplus).toBeCloseTo(0.0041667, 6);
    expect(best.expectedSurplus).toBeCloseTo(0.2625, 12);
    expect(best.expectedSurplus).toBeGreaterThan(interior);
  });

  test('Proposition 10 fails by the paper’s rule, with both corners as witness, and holds corrected', () => {
    const verdict = proposition10(wrongCorner);
    expect(verdict).toMatchObject({ holds: false, applies: true, witness: { chosen: paper, best } });
    expect(verdict.margin).toBeCloseTo(paper.expectedSurplus - best.expectedSurplus, 14);
    expect(proposition10(wrongCorner, 'corrected')).toEqual({ holds: true, applies: true, margin: 0 });
  });

  test('a unit that the paper leaves to the other agent costs the lowest type, 1', () => {
    // q_1(lo) = 1 - 0.6.
    expect(others.holdings).toEqual([expect.closeTo(0.4, 14), expect.closeTo(0.6, 14)]);
    const verdict = proposition10Others(wrongCorner);
    expect(verdict).toMatchObject({ holds: false, applies: true });
    expect(verdict.margin).toBeCloseTo(-0.4, 12);
  });
});

const withPoints = fc.tuple(writtenEconomies({ most: 5 }), fc.array(profilesOf(5), { minLength: 20, maxLength: 20 }));

describe('in random economies', () => {
  test('no holdings earn more than r* and the best corner', () => {
    fc.assert(
      fc.property(withPoints, ([written, points]) => {
        const theory = from(written);
        const { revenueMaximizing } = boundary(theory);
        const { errorBound } = theory.accuracy;
        expect(surplus(theory, revenueMaximizing.holdings)).toBeCloseTo(revenueMaximizing.expectedSurplus, 9);
        for (const point of points) {
          const weights = written.agents.map((_, i) => (point[i] as number) ** 3 + 1e-9);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const holdings = weights.map((weight) => weight / total);
          expect(surplus(theory, holdings)).toBeLessThanOrEqual(revenueMaximizing.expectedSurplus + 4 * errorBound);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the surplus of a corner is the same for all agents but for its cost', () => {
    fc.assert(
      fc.property(writtenEconomies(), (written) => {
        const theory = from(written);
        const { corners } = boundary(theory);
        const sums = corners.map(({ expectedSurplus, cost }) => expectedSurplus + cost);
        expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(4 * theory.accuracy.errorBound);
      }),
      { numRuns: 40 },
    );
  });

  test('Proposition 10 holds by the paper’s rule where the lowest type is 0, and corrected everywhere', () => {
    fc.assert(
      fc.property(writtenEconomies(), (written) => {
        const theory = from(written);
        expect(proposition10(theory, 'corrected').holds).toBe(true);
        if (theory.lo > 0) return;
        expect(proposition10(theory).holds).toBe(true);
        expect(proposition10Others(theory).holds).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Proposition 9', () => {
  const chance = (points: readonly number[]): (() => number) => {
    let next = 0;
    return () => points[next++ % points.length] as number;
  };
  const numbers = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 97,
    maxLength: 97,
  });

  test('holds in random economies', () => {
    fc.assert(
      fc.property(writtenEconomies(), numbers, (written, points) => {
        const verdict = proposition9({ theory: from(written), draws: 40, random: chance(points) });
        expect(verdict.holds).toBe(true);
        expect(verdict.checked).toBe(40 + written.agents.length * (written.agents.length - 1));
      }),
      { numRuns: 40 },
    );
  });

  test('fails, with better holdings as witness, where r* is moved', () => {
    const theory = wrongCorner;
    const [first, second] = theory.interiorHoldings as [number, number];
    const moved = { ...theory, interiorHoldings: [first - 0.1, second + 0.1] };
    const verdict = proposition9({ theory: moved, draws: 20, random: chance([0.2, 0.9, 0.4, 0.7, 0.55]) });
    expect(verdict.holds).toBe(false);
    if (!verdict.holds)
      expect(surplus(theory, verdict.witness.holdings)).toBeCloseTo(verdict.witness.expectedSurplus, 12);
  });

  test('random holdings add up to the supply within the maximum demands', () => {
    fc.assert(
      fc.property(writtenEconomies(), numbers, (written, points) => {
        const theory = from(written);
        const holdings = randomHoldings(theory, chance(points));
        expect(holdings.reduce((sum, held) => sum + held, 0)).toBeCloseTo(theory.supply, 12);
        holdings.forEach((held, i) => {
          expect(held).toBeGreaterThanOrEqual(0);
          expect(held).toBeLessThanOrEqual(theory.maxDemands[i] as number);
        });
      }),
      { numRuns: 40 },
    );
  });
});
