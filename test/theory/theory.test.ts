import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import { cornerHoldings } from '../../src/theory/cornerHoldings.ts';
import { autarkyPayoff, spotPayoff } from '../../src/theory/spotPayoff.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { worstOffType } from '../../src/theory/worstOffType.ts';
import {
  economyFrom,
  sharesFor,
  specs,
  thousandths,
  type WrittenEconomy,
  writtenEconomies,
} from '../arbitraries/economy.ts';
import { gaussWithEnds } from '../numerics/quadrature.ts';
import { allocationBySubsets } from './oracles/subsets.ts';

/** Money of order 1: tables are right to 1e-14, closed forms are summed over a handful of agents. */
const CLOSE = 1e-12;
/** Gauss's rule on 40 panels between kinks, for densities that are at worst like a power of the distance to an end. */
const QUADRATURE = 1e-9;

const uniform = { family: 'uniform', min: 0, max: 1 } as const;
const sameType = (type: DistributionSpec, maxDemands: readonly number[], supply = 1): WrittenEconomy => ({
  supply,
  agents: maxDemands.map((maxDemand) => ({ maxDemand, endowment: supply / maxDemands.length, type })),
});
const solved = (written: WrittenEconomy): Theory => theoryOf(economyFrom(written));
const near = (got: number, expected: number, tolerance = CLOSE): void => {
  expect(Math.abs(got - expected)).toBeLessThan(tolerance);
};

describe('known answers', () => {
  test('bilateral trade of uniform types runs a deficit of 1/6 on gains of 1/6 (Myerson & Satterthwaite 1983)', () => {
    const theory = solved(sameType(uniform, [1, 1]));
    const { expectedSurplus, operates, worstOffTypes } = spotProspect(theory, [1, 0]);
    near(expectedSurplus, -1 / 6);
    expect([operates, ...worstOffTypes]).toEqual([false, 1, 0]);
    near(theory.firstBestWelfare, 2 / 3);
    near(theory.firstBestWelfare - autarkyPayoff(theory, 0, 1), 1 / 6);
    near(theory.commonWorstOffType, 1 / 2);
  });

  test.each([2, 3, 4, 5, 6])(
    '%i partners earn (n-1)/n (n/(n+1) - sum r^(n/(n-1))) (Cramton, Gibbons & Klemperer 1987)',
    (n) => {
      const theory = solved(sameType(uniform, new Array<number>(n).fill(1)));
      fc.assert(
        fc.property(sharesFor(n), (r) => {
          const sum = r.reduce((total, share) => total + share ** (n / (n - 1)), 0);
          near(spotProspect(theory, r).expectedSurplus, ((n - 1) / n) * (n / (n + 1) - sum));
        }),
        { numRuns: 40 },
      );
    },
  );

  test.each([
    [0.1, 1 / 9 + 0.1 / 6, null],
    [1 / 3, 1 / 9 + 1 / 18, 0.067401],
    [0.5, 1 / 3 - 0.25, null],
    [2 / 3, 0, 0.083333],
  ])('figure 1 at k_1 = %d: the corner earns %d, the interior %d', (k, corner, interior) => {
    const theory = solved(sameType(uniform, [k, 2 / 3, 2 / 3]));
    near(spotProspect(theory, [1, 0, 0]).expectedSurplus, corner);
    // Printed to six digits.
    if (interior !== null) near(spotProspect(theory, theory.interiorHoldings).expectedSurplus, interior, 5e-7);
  });

  test('with types from 1 on, the second agent is the best corner of finding 4, not the first', () => {
    const support = { min: 1, max: 2 } as const;
    const theory = solved({
      supply: 1,
      agents: [
        { maxDemand: 0.95, endowment: 0.5, type: { family: 'power', exponent: 2, ...support } },
        { maxDemand: 0.6, endowment: 0.5, type: { family: 'uniform', ...support } },
      ],
    });
    expect(cornerHoldings(theory)).toEqual({ agent: 1, holdings: [0, 1] });
    near(spotProspect(theory, [0, 1]).expectedSurplus, 0.2625);
    expect(spotProspect(theory, [1, 0]).expectedSurplus).toBeLessThan(0.2625 - 0.2);
  });
});

describe('interior holdings', () => {
  test('equal agents hold equal shares, whatever their family', () => {
    fc.assert(
      fc.property(specs({ min: 1, max: 2 }), fc.integer({ min: 2, max: 6 }), thousandths(0.3, 1.2), (type, n, k) => {
        fc.pre(n * Math.min(k, 1) > 1.01);
        for (const held of solved(sameType(type, new Array<number>(n).fill(k))).interiorHoldings) near(held, 1 / n);
      }),
      { numRuns: 50 },
    );
  });

  test('they add up to the supply, and every worst-off type is the common one', () => {
    fc.assert(
      fc.property(writtenEconomies(), (written) => {
        const theory = solved(written);
        near(
          theory.interiorHoldings.reduce((sum, r) => sum + r, 0),
          theory.supply,
        );
        const { worstOffTypes } = spotProspect(theory, theory.interiorHoldings);
        for (const t of worstOffTypes) expect(t).toBe(theory.commonWorstOffType);
      }),
      { numRuns: 50 },
    );
  });

  test('no other holdings earn more than the corner or less than what convexity allows: Pi_r <= Pi_r* on the simplex below k', () => {
    fc.assert(
      fc.property(writtenEconomies(), sharesFor(6), (written, shares) => {
        const theory = solved(written);
        const n = written.agents.length;
        const total = shares.slice(0, n).reduce((sum, s) => sum + s, 0);
        fc.pre(total > 0);
        const holdings = shares.slice(0, n).map((s) => s / total);
        fc.pre(holdings.every((r, i) => r <= (theory.maxDemands[i] as number)));
        const best = spotProspect(theory, theory.interiorHoldings).expectedSurplus;
        const { expectedSurplus } = spotProspect(theory, holdings);
        expect(expectedSurplus).toBeLessThanOrEqual(best + theory.accuracy.errorBound + CLOSE * theory.hi);
      }),
      { numRuns: 30 },
    );
  });

  test('where two agents can hardly meet, t^ is known badly and says so, the holdings well', () => {
    const normal = (mean: number) => ({ family: 'truncated-normal', min: 0, max: 100, mean, sd: 1 }) as const;
    const theory = solved({
      supply: 1,
      agents: [20, 80].map((mean) => ({ maxDemand: 1, endowment: 0.5, type: normal(mean) })),
    });
    // By symmetry t^ = 50; anything between the two bells is as good to rounding.
    expect(Math.abs(theory.commonWorstOffType - 50)).toBeLessThan(theory.accuracy.worstOffTypeErrorBound);
    near(theory.interiorHoldings[1] as number, 1);
    near(theory.firstBestWelfare, 80, 1e-10);
  });
});

describe('the worst-off type', () => {
  test('it is lo for what one gets anyway, or less than nothing, and hi from the maximum demand on', () => {
    // Agent 1 gets 1 - 0.6 = 0.4 whatever happens.
    const theory = solved(sameType({ family: 'uniform', min: 1, max: 2 }, [0.8, 0.6]));
    expect([-1, 0, 0.39, 0.8, 0.9, 1].map((r) => worstOffType(theory, 0, r))).toEqual([1, 1, 1, 2, 2, 2]);
    near(worstOffType(theory, 0, 0.6), 1.5);
  });

  test('it undoes q: q at it is the holding', () => {
    fc.assert(
      fc.property(writtenEconomies(), thousandths(0, 1), (written, share) => {
        const theory = solved(written);
        theory.classOf.forEach((c, i) => {
          const lowest = theory.table.lowest[c] as number;
          const held = lowest + ((theory.maxDemands[i] as number) - lowest) * share;
          const t = worstOffType(theory, i, held);
          const [below, at] = [t - 1e-9 * theory.hi, t + 1e-9 * theory.hi].map(
            (x) => theory.interim.at(Math.min(theory.hi, Math.max(theory.lo, x)))[c] as number,
          );
          // Within a billionth of the highest type q passes the holding.
          expect(below as number).toBeLessThanOrEqual(held + CLOSE);
          expect(at as number).toBeGreaterThanOrEqual(held - CLOSE);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('where q = t^12 is all but flat, holdings of 1e-6 to 1e-30 are found to a millionth of the type', () => {
    const theory = solved(sameType({ family: 'power', exponent: 12, min: 0, max: 1 }, [1, 1]));
    for (const r of [1e-6, 1e-12, 1e-20, 1e-30])
      expect(Math.abs(worstOffType(theory, 0, r) / r ** (1 / 12) - 1)).toBeLessThan(1e-6);
  });
});

/** The densities that eq. (11) asks for and the program never uses. */
const density = (spec: DistributionSpec): ((x: number) => number) => {
  const width = spec.max - spec.min;
  const u = (x: number): number => (x - spec.min) / width;
  switch (spec.family) {
    case 'power':
      return (x) => (spec.exponent * u(x) ** (spec.exponent - 1)) / width;
    case 'triangular':
      return (x) =>
        x < spec.mode
          ? (2 * (x - spec.min)) / (width * (spec.mode - spec.min))
          : (2 * (spec.max - x)) / (width * (spec.max - spec.mode));
    case 'truncated-exponential':
      return (x) => (spec.rate * Math.exp(-spec.rate * (x - spec.min))) / (1 - Math.exp(-spec.rate * width));
    default:
      return () => 1 / width;
  }
};

describe('the expected surplus', () => {
  test('it is eq. (11), with densities and quadrature', () => {
    const support = { min: 1, max: 2 };
    const written: WrittenEconomy = {
      supply: 1,
      agents: [
        { maxDemand: 0.7, endowment: 0.6, type: { family: 'power', exponent: 3, ...support } },
        { maxDemand: 0.5, endowment: 0.3, type: { family: 'triangular', mode: 1.3, ...support } },
        { maxDemand: 0.4, endowment: 0.1, type: { family: 'truncated-exponential', rate: 2, ...support } },
        { maxDemand: 0.2, endowment: 0, type: { family: 'uniform', ...support } },
      ],
    };
    const economy = economyFrom(written);
    const theory = theoryOf(economy);
    for (const holdings of [[0.6, 0.3, 0.1, 0], [0, 0, 0, 1], [0.25, 0.25, 0.25, 0.25], theory.interiorHoldings]) {
      let total = 0;
      economy.agents.forEach(({ distribution, maxDemand }, i) => {
        const f = density(distribution.spec);
        const q = (x: number): number => allocationBySubsets(economy, i, x);
        const held = Math.min(holdings[i] as number, maxDemand);
        const worst = worstOffType(theory, i, held);
        const cut = (g: (x: number) => number, ends: readonly number[]): number =>
          ends.slice(1).reduce((sum, to, j) => sum + gaussWithEnds(g, ends[j] as number, to, 10), 0);
        total += cut((x) => q(x) * (x * f(x) - (1 - distribution.cdf(x))), [1, 1.3, 2]);
        total += cut(q, [1, ...[1.3].filter((x) => x < worst), worst]) - worst * held;
      });
      near(spotProspect(theory, holdings).expectedSurplus, total, QUADRATURE);
    }
  });

  const steepAtBothEnds: WrittenEconomy = {
    supply: 1,
    agents: [
      { maxDemand: 0.05, endowment: 0.2, type: { family: 'empirical', min: 1, max: 2, values: [1.077, 1.192] } },
      { maxDemand: 0.5, endowment: 0.3, type: { family: 'beta', min: 1, max: 2, alpha: 0.302, beta: 2.107 } },
      { maxDemand: 0.774, endowment: 0.5, type: { family: 'beta', min: 1, max: 2, alpha: 0.3, beta: 0.307 } },
    ],
  };

  test('together with what the agents expect it is the first-best welfare, within the error that is claimed', () => {
    fc.assert(
      fc.property(writtenEconomies(), (written) => {
        const theory = solved(written);
        const prospect = spotProspect(
          theory,
          written.agents.map(({ endowment }) => endowment),
        );
        const expected = theory.classes.reduce((sum, { count }, c) => sum + count * theory.table.expectedValue(c), 0);
        // E[W] once by E[min(S, D)] and once by sum of E[theta q]: n + 1 figures, each within the bound.
        const claimed = (written.agents.length + 1) * theory.accuracy.errorBound;
        expect(Math.abs(theory.firstBestWelfare - expected)).toBeLessThan(claimed);
        const paid = prospect.spotPayoffs.reduce((sum, payoff) => sum + payoff, 0);
        near(prospect.expectedSurplus + paid, theory.firstBestWelfare, CLOSE * theory.hi);
      }),
      { numRuns: 70, examples: [[steepAtBothEnds]] },
    );
  });
});

describe('the spot payoff', () => {
  test('it is convex with the worst-off type for its slope, and constant above the maximum demand', () => {
    fc.assert(
      fc.property(writtenEconomies(), thousandths(0.01, 0.99), (written, share) => {
        const theory = solved(written);
        theory.maxDemands.forEach((k, i) => {
          const h = 1e-5;
          const r = h + share * (k - 2 * h);
          const [left, middle, right] = [r - h, r, r + h].map((x) => spotPayoff(theory, i, x)) as [
            number,
            number,
            number,
          ];
          const [below, above] = [worstOffType(theory, i, r - h), worstOffType(theory, i, r + h)];
          const rounding = (1e-13 * theory.hi) / h;
          // Slopes of chords lie between the slopes at their ends.
          expect((middle - left) / h).toBeGreaterThanOrEqual(below - rounding);
          expect((right - middle) / h).toBeLessThanOrEqual(above + rounding);
          expect((right - middle) / h).toBeGreaterThanOrEqual((middle - left) / h - 2 * rounding);
          expect(spotPayoff(theory, i, k + 0.5)).toBe(spotPayoff(theory, i, k));
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('what must not matter', () => {
  const summary = (written: WrittenEconomy): readonly number[] => {
    const theory = solved(written);
    const prospect = spotProspect(
      theory,
      written.agents.map(({ endowment }) => endowment),
    );
    return [theory.firstBestWelfare, prospect.expectedSurplus, theory.commonWorstOffType, ...prospect.spotPayoffs];
  };
  const simple = writtenEconomies({ support: { min: 0, max: 1 } }).filter(({ agents }) =>
    agents.every(({ type }) => ['uniform', 'power', 'beta'].includes(type.family)),
  );

  test('the units: a thousand times the quantities and 37 times the money', () => {
    fc.assert(
      fc.property(simple, ({ supply, agents }) => {
        const plain = summary({ supply, agents });
        const scaled = summary({
          supply: supply * 1000,
          agents: agents.map(({ maxDemand, endowment, type }) => ({
            maxDemand: maxDemand * 1000,
            endowment: endowment * 1000,
            type: { ...type, max: 37 },
          })),
        });
        scaled.forEach((figure, j) => {
          near(figure / (j === 2 ? 37 : 37_000), plain[j] as number, 1e-11);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('the order of the agents', () => {
    fc.assert(
      fc.property(writtenEconomies(), ({ supply, agents }) => {
        const [a, b] = [summary({ supply, agents }), summary({ supply, agents: [...agents].reverse() })];
        const reordered = [...b.slice(0, 3), ...b.slice(3).reverse()];
        // t^ is known to the accuracy of the flattest demand, hence its own allowance.
        a.forEach((figure, j) => {
          near(figure, reordered[j] as number, j === 2 ? 1e-8 * 120 : CLOSE * 120);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('how much more than the supply an agent wants', () => {
    const more = sameType(uniform, [5, 0.4]);
    const all = sameType(uniform, [1, 0.4]);
    expect(summary(more)).toEqual(summary(all));
  });

  test('whether replicas are written one by one or endowments differ between them', () => {
    const type = { family: 'power', exponent: 2, min: 0, max: 1 } as const;
    const even = solved(sameType(type, [0.3, 0.3, 0.3, 0.3]));
    const uneven = theoryOf(
      economyFrom({
        supply: 1,
        agents: [0.7, 0.1, 0.1, 0.1].map((endowment) => ({ maxDemand: 0.3, endowment, type })),
      }),
    );
    expect(uneven.interiorHoldings).toEqual(even.interiorHoldings);
    expect(uneven.firstBestWelfare).toBe(even.firstBestWelfare);
    expect(even.classes.length).toBe(1);
  });
});
