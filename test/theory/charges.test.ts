import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gainsOverAutarky, linearCharges, participationCharges } from '../../src/theory/charges.ts';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';

/** Rounding of sums over agents, as a share of the highest type (the supply is 1). */
const ROUNDING = 1e-11;

const onPath = (written: WrittenEconomy, surplusShare: number, domain: 'full' | 'paper' = 'full') => {
  const theory = theoryOf(economyFrom(written));
  const endowments = written.agents.map(({ endowment }) => endowment);
  const pricing = pricingFunction(theory, { margin: 0.25, domain, endowments });
  const payments = endowments.map((e, i) => -pricing.potential(e - (theory.interiorHoldings[i] as number)));
  const prospect = spotProspect(theory, theory.interiorHoldings);
  const surplusShares = endowments.map(() => surplusShare);
  const question = { theory, endowments, payments, prospect, surplusShares };
  return { question, pricing, charges: participationCharges(question) };
};
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const owner: WrittenEconomy = {
  supply: 1,
  agents: [1, 0].map((endowment) => ({ maxDemand: 1, endowment, type: { family: 'uniform', min: 0, max: 1 } })),
};

test('of two partners the owner sells its half for 1/2 a unit once linear charges are paid', () => {
  const { question, pricing } = onPath(owner, 0);
  const charges = linearCharges(question.theory, pricing, question.endowments);
  // P = 1/2 + 5/4 y: the owner is paid 1/4 + 5/32, the other pays 1/4 - 5/32; each is charged 5/32.
  for (const charge of charges) expect(Math.abs(charge - 5 / 32)).toBeLessThan(1e-12);
});

test('with linear charges every unit is traded at t^ and the budget is zero', () => {
  fc.assert(
    fc.property(writtenEconomies(), fc.constantFrom('full', 'paper' as const), (written, domain) => {
      const { question, pricing } = onPath(written, 0, domain);
      const { theory, endowments, payments } = question;
      const charges = linearCharges(theory, pricing, endowments);
      charges.forEach((charge, i) => {
        const bought = (theory.interiorHoldings[i] as number) - (endowments[i] as number);
        const paid = (payments[i] as number) + charge;
        expect(Math.abs(paid - theory.commonWorstOffType * bought)).toBeLessThan(ROUNDING * theory.hi);
      });
      expect(Math.abs(total(payments) + total(charges))).toBeLessThan(ROUNDING * theory.hi);
    }),
    { numRuns: 40 },
  );
});

test('with an AGV spot market participation charges exist, cover the deficit and leave nobody below autarky', () => {
  fc.assert(
    fc.property(writtenEconomies(), (written) => {
      const { question, charges } = onPath(written, 1 / written.agents.length);
      expect(Array.isArray(charges)).toBe(true);
      if ('refused' in charges) return;
      const { theory, payments } = question;
      expect(total(payments)).toBeLessThanOrEqual(ROUNDING * theory.hi);
      expect(Math.abs(total(charges) + total(payments))).toBeLessThan(ROUNDING * theory.hi);
      gainsOverAutarky(question).forEach((gain, i) => {
        expect(gain - (charges[i] as number)).toBeGreaterThanOrEqual(-ROUNDING * theory.hi);
      });
    }),
    { numRuns: 40 },
  );
});

test('with a VCG spot market they are refused exactly where the gains together are smaller than the deficit', () => {
  const economies = fc.sample(writtenEconomies(), { numRuns: 100, seed: 7 });
  let refused = 0;
  for (const written of economies) {
    const { question, charges } = onPath(written, 0);
    const [gains, deficit] = [gainsOverAutarky(question), -total(question.payments)];
    const few = total(gains) < deficit || gains.some((gain) => gain < -question.theory.accuracy.errorBound);
    expect('refused' in charges).toBe(few);
    if (!('refused' in charges)) continue;
    refused += 1;
    expect(charges.refused).toMatch(/^participation charges do not exist: /);
  }
  // The search finds both kinds.
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(200);
});
