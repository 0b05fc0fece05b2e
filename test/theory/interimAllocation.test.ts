import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distributionOf } from '../../src/numerics/distributionOf.ts';
import { classesOf } from '../../src/theory/classes.ts';
import { enumeratedInterimAllocation, IntractableEconomy } from '../../src/theory/interimAllocation.ts';
import { theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, thousandths, type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';
import { allocationBySubsets, allocationByTable } from './oracles/subsets.ts';

/** A few hundred roundings of quantities up to 1, and F of a beta distribution to 1e-15. */
const CLOSE = 1e-13;

const uniform = { family: 'uniform', min: 0, max: 1 } as const;
const allocationOf = (written: WrittenEconomy): ((i: number, t: number) => number) => {
  const economy = economyFrom(written);
  const { classes, classOf } = classesOf(economy);
  const interim = enumeratedInterimAllocation(classes, economy.supply);
  return (i, t) => interim.at(t)[classOf[i] as number] as number;
};

test('two agents who want three and one of two units: the first gets one for sure and one more if the other wants none', () => {
  const q = allocationOf({
    supply: 2,
    agents: [
      { maxDemand: 2, endowment: 1, type: uniform },
      { maxDemand: 1, endowment: 1, type: uniform },
    ],
  });
  expect([q(0, 0), q(0, 0.25), q(0, 1)]).toEqual([1, 1.25, 2]);
  expect([q(1, 0), q(1, 0.25), q(1, 1)]).toEqual([0, 0.25, 1]);
});

test('among n partners who each want everything q is F^(n - 1)', () => {
  for (const n of [2, 3, 4, 5, 6]) {
    const q = allocationOf({
      supply: 1,
      agents: Array.from({ length: n }, () => ({ maxDemand: 1, endowment: 1 / n, type: uniform })),
    });
    for (const t of [0, 0.1, 0.5, 0.9, 1]) expect(Math.abs(q(0, t) - t ** (n - 1))).toBeLessThan(CLOSE);
  }
});

test('sixty agents in four groups have the allocation of a plain table over sums', () => {
  const groups = [
    { k: 0.07, count: 10, type: uniform },
    { k: 0.05, count: 20, type: { family: 'power', exponent: 2, min: 0, max: 1 } as const },
    { k: 0.02, count: 25, type: { family: 'triangular', mode: 0.3, min: 0, max: 1 } as const },
    { k: 0.11, count: 5, type: { family: 'beta', alpha: 2, beta: 3, min: 0, max: 1 } as const },
  ];
  const agents = groups.flatMap(({ k, count, type }) =>
    Array.from({ length: count }, () => ({ maxDemand: k, endowment: 1 / 60, type })),
  );
  const q = allocationOf({ supply: 1, agents });
  for (const i of [0, 10, 30, 55]) {
    for (const t of [0.05, 0.3, 0.5, 0.62, 0.95]) {
      const others = agents
        .filter((_, j) => j !== i)
        .map(({ maxDemand, type }) => ({ steps: Math.round(maxDemand * 100), below: distributionOf(type).cdf(t) }));
      const oracle = allocationByTable(others, Math.round((agents[i]?.maxDemand as number) * 100), 100) / 100;
      expect(Math.abs(q(i, t) - oracle)).toBeLessThan(CLOSE);
    }
  }
});

test('thirty agents with unrelated demands are too many to enumerate', () => {
  const agents = Array.from({ length: 30 }, (_, i) => ({
    maxDemand: Math.sqrt(i + 2) / 30,
    endowment: 1 / 30,
    type: uniform,
  }));
  const { classes } = classesOf(economyFrom({ supply: 1, agents }));
  expect(() => enumeratedInterimAllocation(classes, 1)).toThrow(IntractableEconomy);
  expect(() => enumeratedInterimAllocation(classes, 1)).toThrow('more than 20,000,000 steps');
});

test('q is the sum over all subsets of the others, in the formula and in the table', () => {
  fc.assert(
    fc.property(writtenEconomies({ most: 8 }), thousandths(0, 1), (written, share) => {
      const economy = economyFrom(written);
      const { min, max } = economy.support;
      const { classes, classOf } = classesOf(economy);
      const interim = enumeratedInterimAllocation(classes, economy.supply);
      const t = min + (max - min) * share;
      const q = interim.at(t);
      classOf.forEach((c, i) => {
        expect(Math.abs((q[c] as number) - allocationBySubsets(economy, i, t))).toBeLessThan(CLOSE);
      });
    }),
    { numRuns: 200 },
  );
});

test('the table is q, away from ends where it is infinitely steep, and its ends are exact', () => {
  fc.assert(
    fc.property(writtenEconomies(), thousandths(0.001, 0.999), (written, share) => {
      const { classes, table, interim, supply, lo, hi } = theoryOf(economyFrom(written));
      const t = lo + (hi - lo) * share;
      const exact = interim.at(t);
      const all = classes.reduce((sum, { count, maxDemand }) => sum + count * maxDemand, 0);
      classes.forEach(({ maxDemand }, c) => {
        expect(Math.abs(table.q(c, t) - (exact[c] as number))).toBeLessThan(10 * table.error);
        expect(Math.abs((table.lowest[c] as number) - Math.max(0, supply - (all - maxDemand)))).toBeLessThan(CLOSE);
        expect(Math.abs((interim.at(hi)[c] as number) - maxDemand)).toBeLessThan(CLOSE);
      });
    }),
    { numRuns: 60 },
  );
});

test('q rises with the type', () => {
  fc.assert(
    fc.property(writtenEconomies(), thousandths(0, 1), thousandths(0, 1), (written, a, b) => {
      const { classes, interim, lo, hi } = theoryOf(economyFrom(written));
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((share) => interim.at(lo + (hi - lo) * share));
      classes.forEach((_, c) => {
        expect((high?.[c] as number) - (low?.[c] as number)).toBeGreaterThan(-CLOSE);
      });
    }),
    { numRuns: 60 },
  );
});
