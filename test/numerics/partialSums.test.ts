import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BernoulliGroup, partialSums, TooManySums } from '../../src/numerics/partialSums.ts';
import { record, thousandths } from '../arbitraries/economy.ts';

/** Sums of at most 2^10 products of ten probabilities. */
const CLOSE = 1e-14;

/** Oracle: every subset of the single variables, its sum and probability; sums closer than rounding are one. */
const bySubsets = (groups: readonly BernoulliGroup[], limit: number, yes: readonly number[]): Map<number, number> => {
  const members = groups.flatMap(({ weight, count }, g) =>
    Array.from({ length: count }, () => ({ weight, yes: yes[g] as number })),
  );
  const law = new Map<number, number>();
  for (let subset = 0; subset < 2 ** members.length; subset++) {
    let [sum, mass] = [0, 1];
    members.forEach((member, m) => {
      const happens = (subset >> m) % 2 === 1;
      if (happens) sum += member.weight;
      mass *= happens ? member.yes : 1 - member.yes;
    });
    if (sum >= limit - 1e-12) continue;
    const known = [...law.keys()].find((value) => Math.abs(value - sum) < 1e-12) ?? sum;
    law.set(known, (law.get(known) ?? 0) + mass);
  }
  return law;
};

test('two coins worth 1 and one worth 2 make 0, 1, 2 and 3 below 4', () => {
  const sums = partialSums(
    [
      { weight: 1, count: 2 },
      { weight: 2, count: 1 },
    ],
    4,
    100,
  );
  expect([...sums.values]).toEqual([0, 1, 2, 3]);
  // 2 is 1 + 1 or 2 + 0; 4 is not below 4.
  expect([...sums.law([0.5, 0.5], [0.5, 0.5])]).toEqual([1 / 8, 2 / 8, 2 / 8, 2 / 8]);
});

test('sums that differ by rounding alone are one: 0.1 + 0.2 is 0.3', () => {
  const single = (weight: number): BernoulliGroup => ({ weight, count: 1 });
  const sums = partialSums([single(0.1), single(0.2), single(0.3)], 1, 100);
  expect(sums.values.length).toBe(7);
  expect(
    partialSums(
      Array.from({ length: 1000 }, (_, j) => single((j + 1) / 1000)),
      1,
      1e7,
    ).values.length,
  ).toBe(1000);
});

test('a sum at the limit is not below it, rounding included', () => {
  const sums = partialSums([{ weight: 0.1, count: 3 }], 0.3, 100);
  expect(sums.values.length).toBe(3);
});

test('nobody but the agent itself leaves one sum, zero', () => {
  expect([...partialSums([], 1, 10).values]).toEqual([0]);
  expect([...partialSums([{ weight: 0.3, count: 0 }], 1, 10).law([0.5], [0.5])]).toEqual([1]);
});

test('too many sums are refused, not computed', () => {
  const groups = Array.from({ length: 30 }, (_, j) => ({ weight: Math.sqrt(j + 2) / 1000, count: 1 }));
  expect(() => partialSums(groups, 1, 1e5)).toThrow(TooManySums);
  expect(() => partialSums(groups, 1, 1e5)).toThrow('more than 100000 steps');
});

test('the cost that is told is the least allowance that suffices', () => {
  const groups = [
    { weight: 0.3, count: 2 },
    { weight: 0.2, count: 3 },
  ];
  // One value to three, 0, 0.3 and 0.6; each to four.
  expect(partialSums(groups, 1, 15).cost).toBe(15);
  expect(() => partialSums(groups, 1, 14)).toThrow(TooManySums);
});

test('the law is that of all subsets', () => {
  const group = record({
    weight: fc.oneof(thousandths(0.01, 1.2), fc.constantFrom(0.1, 0.2, 0.3, 0.25, 0.5)),
    count: fc.integer({ min: 1, max: 3 }),
    yes: thousandths(0, 1),
  });
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 3 }), thousandths(0.3, 3), (groups, limit) => {
      const yes = groups.map((g) => g.yes);
      const sums = partialSums(groups, limit, 1e6);
      const law = sums.law(
        yes,
        yes.map((p) => 1 - p),
      );
      const oracle = [...bySubsets(groups, limit, yes)].sort(([a], [b]) => a - b);
      expect(sums.values.length).toBe(oracle.length);
      oracle.forEach(([value, mass], s) => {
        expect(Math.abs((sums.values[s] as number) - value)).toBeLessThanOrEqual(sums.error + 1e-15);
        expect(Math.abs((law[s] as number) - mass)).toBeLessThan(CLOSE);
      });
    }),
    { numRuns: 200 },
  );
});
