import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contourSums } from '../../src/numerics/contourSums.ts';
import { latticeSums } from '../../src/numerics/latticeSums.ts';
import { partialSums } from '../../src/numerics/partialSums.ts';
import { record, sixtyFourths, thousandths } from '../arbitraries/economy.ts';

interface Group {
  readonly weight: number;
  readonly count: number;
  readonly below: number;
}

interface Asked {
  readonly groups: readonly Group[];
  readonly limit: number;
  readonly step: number;
  readonly tolerance: number;
}

const ask = ({ groups, limit, step, tolerance }: Asked) => {
  const below = groups.map((group) => group.below);
  return contourSums({
    weights: Float64Array.from(groups, ({ weight }) => weight),
    counts: Float64Array.from(groups, ({ count }) => count),
    limit,
    step,
    tolerance,
  })(
    below.map((f) => 1 - f),
    below,
  );
};

/** By enumeration of the sums of all but one, and of all. */
const enumerated = (groups: readonly Group[], limit: number): readonly number[] => {
  const expectation = (left: readonly Group[], of: (sum: number) => number, beyond: number): number => {
    const sums = partialSums(left, limit, 1e7);
    const below = left.map((group) => group.below);
    const law = sums.law(
      below.map((f) => 1 - f),
      below,
    );
    return law.reduce((sum, mass, s) => sum + mass * (of(sums.values[s] as number) - beyond), beyond);
  };
  return [
    ...groups.map(({ weight }, own) => {
      const others = groups.map((group, g) => (g === own ? { ...group, count: group.count - 1 } : group));
      return expectation(others, (x) => Math.min(weight, limit - x), 0);
    }),
    expectation(groups, (x) => x, limit),
  ];
};

const holdsWithin = (asked: Asked, oracle: readonly number[], rounding: number): void => {
  const { values, error, totalError, servedError } = ask(asked);
  const { groups } = asked;
  let total = 0;
  groups.forEach(({ count }, j) => {
    const wrong = Math.abs((values[j] as number) - (oracle[j] as number));
    expect(wrong).toBeLessThanOrEqual(error + rounding);
    total += count * wrong;
  });
  expect(total).toBeLessThanOrEqual(totalError + groups.length * rounding);
  expect(Math.abs((values[groups.length] as number) - (oracle[groups.length] as number))).toBeLessThanOrEqual(
    servedError + rounding,
  );
};

const certainty = fc.constantFrom(0, 1, 1e-12, 1 - 1e-12, 1e-200);

describe('with demands on a step', () => {
  const group = record<Group>({
    weight: sixtyFourths(1 / 64, 1),
    count: fc.integer({ min: 1, max: 3 }),
    below: fc.oneof({ arbitrary: thousandths(0.001, 0.999), weight: 4 }, certainty),
  });

  test('it is the enumeration, and says to rounding how far it may be off', () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 6 }), sixtyFourths(1, 2), (groups, limit) => {
        const asked = { groups, limit, step: 1 / 64, tolerance: 1e-9 };
        holdsWithin(asked, enumerated(groups, limit), 1e-14);
        const ordinary = groups.every(({ below }) => below > 0.05 && below < 0.95);
        if (ordinary) expect(ask(asked).error).toBeLessThan(1e-8);
      }),
      { numRuns: 300 },
    );
  });

  test('three hundred unequal agents have the allocations of the lattice', () => {
    const steps = Array.from({ length: 300 }, (_, j) => 8 + ((j * 37) % 41));
    const below = steps.map((_, j) => 0.2 + 0.6 * ((j * 17) % 300) * (1 / 300));
    const groups = steps.map((step, j) => ({ weight: step / 16, count: 1, below: below[j] as number }));
    const oracle = latticeSums({
      length: 4000,
      steps: Int32Array.from(steps),
      shares: new Float64Array(300),
      happens: Float64Array.from(below, (f) => 1 - f),
      questions: 1,
    });
    const asked = { groups, limit: 250, step: 1 / 16, tolerance: 1e-9 };
    holdsWithin(
      asked,
      [...oracle].map((steps) => steps / 16),
      1e-12,
    );
    expect(ask(asked).totalError).toBeLessThan(1e-8);
    expect(ask(asked).nodes).toBeLessThan(40);
  });
});

describe('with any demands', () => {
  const group = record<Group>({
    weight: fc.oneof(thousandths(0.05, 0.6), thousandths(0.05, 0.6).map(Math.sqrt)),
    count: fc.integer({ min: 1, max: 2 }),
    below: fc.oneof({ arbitrary: thousandths(0.001, 0.999), weight: 6 }, certainty),
  });

  test('it is the enumeration within its bound, a few agents included', () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 6 }), (groups) => {
        holdsWithin({ groups, limit: 1, step: 0, tolerance: 1e-4 }, enumerated(groups, 1), 1e-14);
      }),
      { numRuns: 80 },
    );
  });

  test('one that wants all and many that want little: the bound holds, and is small', () => {
    const steps = [1000, ...Array.from({ length: 199 }, (_, j) => 5 + ((j * 13) % 17))];
    const below = steps.map((_, j) => (j === 0 ? 0.5 : 0.3 + 0.4 * ((j * 29) % 199) * (1 / 199)));
    const oracle = latticeSums({
      length: 1000,
      steps: Int32Array.from(steps),
      shares: new Float64Array(200),
      happens: Float64Array.from(below, (f) => 1 - f),
      questions: 1,
    });
    const weight = (step: number): number => step / 1024;
    const groups = steps.map((step, j) => ({ weight: weight(step), count: 1, below: below[j] as number }));
    // The step is kept from it.
    const asked = { groups, limit: weight(1000), step: 0, tolerance: 1e-6 };
    holdsWithin(asked, [...oracle].map(weight), 1e-13);
    expect(ask(asked).totalError).toBeLessThan(1e-4);
  });

  test('a finer tolerance makes a smaller bound', () => {
    const groups = Array.from({ length: 200 }, (_, j) => ({
      weight: 0.5 + Math.sqrt(j + 1) / 15,
      count: 1,
      below: 0.3 + 0.4 * Math.sqrt(j / 200),
    }));
    const bounds = [1e-5, 1e-7].map((tolerance) => ask({ groups, limit: 55, step: 0, tolerance }));
    const [coarse, fine] = bounds as [ReturnType<typeof ask>, ReturnType<typeof ask>];
    expect(fine.totalError).toBeLessThan(coarse.totalError / 20);
    fine.values.forEach((value, j) => {
      expect(Math.abs(value - (coarse.values[j] as number))).toBeLessThanOrEqual(
        fine.error + coarse.servedError + coarse.error,
      );
    });
  });

  test('two thousand in groups of a hundred are their members one by one', () => {
    const groups = Array.from({ length: 20 }, (_, j) => ({
      weight: 0.4 + Math.sqrt(j + 2) / 5,
      count: 100,
      below: 0.35 + j / 60,
    }));
    const single = groups.flatMap(({ weight, below, count }) =>
      Array.from({ length: count }, () => ({ weight, count: 1, below })),
    );
    const [together, apart] = [groups, single].map((each) =>
      ask({ groups: each, limit: 1000, step: 0, tolerance: 1e-6 }),
    );
    groups.forEach((_, j) => {
      expect(Math.abs((together?.values[j] as number) - (apart?.values[100 * j] as number))).toBeLessThan(1e-11);
    });
  });
});
