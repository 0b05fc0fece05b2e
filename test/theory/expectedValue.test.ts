import { describe, expect, test } from 'vitest';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, type Support } from '../arbitraries/economy.ts';

/** What the claimed error may be at most, as a share of the money at stake. */
const SMALL = 2e-13;

const between = (demands: readonly [number, number], types: readonly [DistributionSpec, DistributionSpec]): Theory =>
  theoryOf(
    economyFrom({
      supply: 1,
      agents: demands.map((maxDemand, i) => ({ maxDemand, endowment: 0.5, type: types[i] as DistributionSpec })),
    }),
  );

/** E[theta q_i(theta)] within the error that the theory claims, which is small. */
const expectValues = (theory: Theory, exact: readonly number[]): void => {
  const { errorBound } = theory.accuracy;
  expect(errorBound).toBeLessThan(SMALL * theory.hi);
  exact.forEach((value, i) => {
    const got = theory.table.expectedValue(theory.classOf[i] as number);
    expect(Math.abs(got - value)).toBeLessThan(errorBound);
  });
};

const supports: readonly Support[] = [
  { min: 0, max: 1 },
  { min: 1, max: 2 },
  { min: 20, max: 150 },
];
const exponents = [0.05, 0.1, 0.2, 0.5].flatMap((a) => [0.1, 0.2, 1, 2].map((b) => [a, b] as const));

describe.each(supports)('on [$min, $max]', (support) => {
  const { min, max } = support;
  const width = max - min;
  const power = (exponent: number): DistributionSpec => ({ family: 'power', exponent, ...support });
  const mirror = (beta: number): DistributionSpec => ({ family: 'beta', alpha: 1, beta, ...support });

  test.each(exponents)(
    'of two agents that want everything, F = u^%d and u^%d, each expects E[theta F_other]',
    (a, b) => {
      const value = (own: number, other: number): number =>
        (min * own) / (own + other) + (width * own) / (own + other + 1);
      expectValues(between([1, 1], [power(a), power(b)]), [value(a, b), value(b, a)]);
    },
  );

  test.each(exponents)('and the same where the steep end is the upper one: F = 1 - v^%d and 1 - v^%d', (a, b) => {
    // E[theta (1 - v^other)] with theta = max - width v and v of density own v^(own - 1).
    const value = (own: number, other: number): number =>
      (max * other) / (own + other) - width * (own / (own + 1) - own / (own + other + 1));
    expectValues(between([1, 1], [mirror(a), mirror(b)]), [value(a, b), value(b, a)]);
  });

  test.each([0.1, 0.2])('an agent that wants a part k only leaves 1 - k to the other in any case: F = u^%d', (a) => {
    const k = 0.20833333333333334;
    const mean = min + (width * a) / (a + 1);
    const rival = min / 2 + (width * a) / (2 * a + 1);
    expectValues(between([1.0416666666666667, k], [power(a), power(a)]), [(1 - k) * mean + k * rival, k * rival]);
  });
});

test.each([1e3, 1e6])('far from zero, on [%d, %d + 1], values are known to the digits that such types have', (min) => {
  const support = { min, max: min + 1 };
  // Of uniform types and the square of their share: E[theta u^2] and E[theta u] under 2 u.
  const types = [
    { family: 'uniform', ...support },
    { family: 'power', exponent: 2, ...support },
  ] as const;
  expectValues(between([1, 1], types), [min / 3 + 1 / 4, (min * 2) / 3 + 2 / 4]);
});

test('mass nearer to an end than the smallest number is owned up to in the claimed error', () => {
  const spec = { family: 'power', exponent: 0.01, min: 1, max: 2 } as const;
  const theory = between([1, 1], [spec, { ...spec, exponent: 0.02 }]);
  const exact = 0.01 / 0.03 + 0.01 / 1.03;
  const { errorBound } = theory.accuracy;
  expect(Math.abs(theory.table.expectedValue(0) - exact)).toBeLessThan(errorBound);
  // A thousandth of the mass lies within 1e-300 of lo: half its square.
  expect(errorBound).toBeGreaterThan(1e-7);
  expect(errorBound).toBeLessThan(2e-6);
});
