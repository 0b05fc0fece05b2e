import { expect, test } from 'vitest';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { theoryOf } from '../../src/theory/theory.ts';
import { economyFrom } from '../arbitraries/economy.ts';

/** Rounding of types a million from zero, in types: 2^-33 a step. */
const FAR = 1e-8;

const types = (min: number): readonly DistributionSpec[] => [
  { family: 'uniform', min, max: min + 1 },
  { family: 'power', exponent: 2, min, max: min + 1 },
  { family: 'truncated-normal', mean: min + 0.3, sd: 0.3, min, max: min + 1 },
];

const solved = (min: number) =>
  theoryOf(
    economyFrom({
      supply: 1,
      agents: types(min).map((type, i) => ({ maxDemand: 0.6 - i / 10, endowment: i === 0 ? 1 : 0, type })),
    }),
  );

test.each([10, 1000, 10_000, 1_000_000])('a support that begins at %d is solved like one that begins at 0', (min) => {
  const [near, far] = [solved(0), solved(min)];
  expect(Math.abs(far.commonWorstOffType - min - near.commonWorstOffType)).toBeLessThan(FAR);
  expect(Math.abs(far.firstBestWelfare - min - near.firstBestWelfare)).toBeLessThan(FAR);
  expect(Math.abs(far.firstBestWelfare - min - near.firstBestWelfare)).toBeLessThan(
    near.accuracy.errorBound + far.accuracy.errorBound,
  );
  // Panels that chase rounding would number thousands.
  expect(far.table.edges.length).toBeLessThan(20);
});

test.each([1e-1, 1e-3, 1e-6, 1e-9])('demand that exceeds supply by %d only is priced', (spare) => {
  const maxDemands = [0.5, 0.5, spare];
  const theory = theoryOf(
    economyFrom({
      supply: 1,
      agents: maxDemands.map((maxDemand, i) => ({
        maxDemand,
        endowment: i < 2 ? 0.5 : 0,
        type: i === 1 ? { family: 'power', exponent: 2, min: 0, max: 1 } : { family: 'uniform', min: 0, max: 1 },
      })),
    }),
  );
  // t^ = 1/2: the shares below S that the three give up are half, half and half of it.
  expect(Math.abs(theory.commonWorstOffType - 0.5)).toBeLessThan(theory.accuracy.worstOffTypeErrorBound);
  for (const domain of ['full', 'paper'] as const) {
    const pricing = pricingFunction(theory, { margin: 0.25, domain, endowments: [0.5, 0.5, 0] });
    expect(Math.abs(pricing.price(0) - theory.commonWorstOffType)).toBeLessThan(1e-13 + 1e-14 / spare);
  }
});

test('distributions that are all but points keep their figures within the claimed error', () => {
  const sharp = (mean: number): DistributionSpec => ({ family: 'truncated-normal', mean, sd: 0.001, min: 0, max: 1 });
  const theory = theoryOf(
    economyFrom({
      supply: 1,
      agents: [0.2, 0.5, 0.8].map((mean) => ({ maxDemand: 0.6, endowment: 1 / 3, type: sharp(mean) })),
    }),
  );
  // 0.6 units at 0.8 and 0.4 at 0.5.
  expect(Math.abs(theory.firstBestWelfare - 0.68)).toBeLessThan(10 * theory.accuracy.errorBound);
  const { expectedSurplus } = spotProspect(theory, [1 / 3, 1 / 3, 1 / 3]);
  expect(Number.isFinite(expectedSurplus)).toBe(true);
});

test('agents whose allocations are the same function, though their types differ, are priced at once', () => {
  // Whoever wants a quarter is served exactly when the agent that wants everything is not above it: q = F_2 / 4 for all three.
  const types: readonly DistributionSpec[] = [
    { family: 'triangular', mode: 0.4, min: 0, max: 1 },
    { family: 'truncated-lognormal', mu: -0.5, sigma: 1.1, min: 0, max: 1 },
    { family: 'truncated-lognormal', mu: 0.1, sigma: 1.5, min: 0, max: 1 },
    { family: 'truncated-lognormal', mu: 0.1, sigma: 0.5, min: 0, max: 1 },
  ];
  const endowments = [0, 0.5, 0.2, 0.3];
  const theory = theoryOf(
    economyFrom({
      supply: 1,
      agents: types.map((type, i) => ({
        maxDemand: i === 1 ? 1 : 0.25,
        endowment: endowments[i] as number,
        type,
      })),
    }),
  );
  const [first, , third, fourth] = theory.interiorHoldings as [number, number, number, number];
  expect(Math.max(Math.abs(first - third), Math.abs(first - fourth))).toBeLessThan(1e-14);
  const pricing = pricingFunction(theory, { margin: 0.25, domain: 'full', endowments });
  expect(Math.abs(pricing.price(0) - theory.commonWorstOffType)).toBeLessThan(1e-12);
  // Leaders that alternate by rounding took most of a minute.
}, 5000);
