import { describe, expect, test } from 'vitest';
import { linearCharges, participationCharges } from '../../src/theory/charges.ts';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { spotPayoff } from '../../src/theory/spotPayoff.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { goldens } from './oracles/golden.ts';

/** The golden prices are hulls and integrals on grids, which its authors trust to six digits: 2e-5 of the money at stake. */
const GRID = 2e-5;

interface Expected {
  readonly forward: { readonly rule: string; readonly margin: number; readonly domain: 'full' | 'paper' };
  readonly payments: readonly number[];
  readonly budget: number;
  readonly linearCharges: readonly number[];
  readonly participationChargesVcg: readonly number[] | null;
  readonly participationChargesAgvEqualShares: readonly number[] | null;
  readonly atDemands: {
    readonly demands: readonly number[];
    readonly reading: string;
    readonly agents: readonly { readonly payoff: number; readonly gridBest: number; readonly gridBestPayoff: number }[];
  };
}

const files = goldens<Expected>('forward');

test('there are fifteen golden forward markets', () => {
  expect(files.length).toBe(15);
});

describe.each(files)('$name', ({ theory, endowments, expected }) => {
  const { margin, domain } = expected.forward;
  const pricing = pricingFunction(theory, { margin, domain, endowments });
  const payments = endowments.map((e, i) => -pricing.potential(e - (theory.interiorHoldings[i] as number)));
  const scale = theory.supply * theory.hi;
  const near = (got: number, golden: number): void => {
    expect(Math.abs(got - golden)).toBeLessThan(GRID * scale);
  };
  const allNear = (got: readonly number[], golden: readonly number[]): void => {
    expect(got.length).toBe(golden.length);
    got.forEach((value, i) => {
      near(value, golden[i] as number);
    });
  };

  test('payments and their sum are the golden ones', () => {
    allNear(payments, expected.payments);
    // The agents' errors add up.
    const budget = payments.reduce((sum, payment) => sum + payment, 0);
    expect(Math.abs(budget - expected.budget)).toBeLessThan(payments.length * GRID * scale);
  });

  test('linear charges are the golden ones', () => {
    allNear(linearCharges(theory, pricing, endowments), expected.linearCharges);
  });

  test.each([
    ['VCG', 0, expected.participationChargesVcg],
    ['AGV', 1 / endowments.length, expected.participationChargesAgvEqualShares],
  ])('participation charges before a %s spot market are the golden ones, or refused as there', (_, share, golden) => {
    const prospect = spotProspect(theory, theory.interiorHoldings);
    const surplusShares = endowments.map(() => share);
    const charges = participationCharges({ theory, endowments, payments, prospect, surplusShares });
    if ('refused' in charges) expect(golden).toBeNull();
    else allNear(charges, golden as readonly number[]);
  });

  test('off the path every agent earns the golden payoff, at its demand and at its best one on a grid', () => {
    const { demands, reading, agents } = expected.atDemands;
    expect(reading).toBe('paper');
    const excess = demands.reduce((sum, x) => sum + x, 0) - endowments.reduce((sum, e) => sum + e, 0);
    agents.forEach(({ payoff, gridBest, gridBestPayoff }, i) => {
      const e = endowments[i] as number;
      const others = excess - ((demands[i] as number) - e);
      const earned = (x: number): number =>
        spotPayoff(theory, i, x) - (pricing.potential(x - e + others) - pricing.potential(others));
      near(earned(demands[i] as number), payoff);
      near(earned(gridBest), gridBestPayoff);
    });
  });
});
