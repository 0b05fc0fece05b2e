import { describe, expect, test } from 'vitest';
import type { Charges, Scenario } from '../../src/domain/scenario.ts';
import { bestResponse } from '../../src/studies/bestResponse.ts';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { solve } from '../../src/studies/solve.ts';
import { expectToHold } from './fare.ts';
import { bilateralTrade, endowmentsOf, figure1Market, partnership } from './markets.ts';

const charged = (market: Scenario, charges: Charges): Scenario => ({
  ...market,
  forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges },
  spot: { mechanism: 'agv', claimant: 'equal', resale: false },
});
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** Payments and charges together on the path. */
const paid = (market: Scenario): readonly number[] => {
  const { payments, charges } = solve(market).forward;
  return payments.map((payment, i) => payment + (charges?.[i] as number));
};

describe('the budget of Proposition 4 balances with charges that do not depend on demands', () => {
  test('linear charges do in the paper’s cases and in random economies', () => expectToHold('Repair: linear charges'));
  test('linear charges do with anticipated states', () => expectToHold('Repair: linear charges, anticipated states'));
  test('participation charges do with an AGV spot market', () =>
    expectToHold('Repair: participation charges, AGV spot market'));

  test('with linear charges the buyer of bilateral trade pays the seller 1/4, half a unit at 1/2', () =>
    expect(paid(charged(bilateralTrade, 'linear'))).toEqual([expect.closeTo(-1 / 4, 12), expect.closeTo(1 / 4, 12)]));

  test.each([
    ['bilateral trade', bilateralTrade],
    ['three partners', partnership(0.8, 0.2, 0)],
    ['Figure 1 at k_1 = 1/2', figure1Market(0.5)],
  ])(
    '%s: participation charges add up, and nobody expects less than E[theta_i] a unit that it can use',
    (_, market) => {
      const own = endowmentsOf(market);
      const { interior } = solve(market);
      const paidBy = paid(charged(market, 'participation'));
      expect(sum(paidBy)).toBeCloseTo(0, 12);
      market.agents.forEach(({ maxDemand }, i) => {
        const payoff =
          (interior.spotPayoffs[i] as number) + interior.expectedSurplus / own.length - (paidBy[i] as number);
        expect(payoff).toBeGreaterThan(Math.min(maxDemand, own[i] as number) / 2);
      });
    },
  );

  test('without charges it does not', () =>
    expect(sum(paid(charged(bilateralTrade, 'none')))).toBeCloseTo(-5 / 16, 12));
});

describe('under a posted schedule r*_i is the best demand whatever the others demand', () => {
  test('in the paper’s cases and in random economies', () => expectToHold('Repair: a posted schedule'));

  const best = (rule: 'posted' | 'discriminatory', other: number): number =>
    bestResponse({
      game: forwardGame({ ...bilateralTrade, forward: { rule, margin: 1, domain: 'full', charges: 'none' } }),
      reading: 'paper',
      demands: [1 / 2, other],
      agent: 0,
      tolerance: 1e-12,
    }).at;

  // x^2/2 less the integral of 1/2 + 2 (z - 1/2) has its top at 1/2; the paper's rule moves it by twice what the other moves.
  test.each([0, 0.4, 0.7, 1])('bilateral trade, the other demanding %d', (other) => {
    expect(best('posted', other)).toBeCloseTo(1 / 2, 5);
    expect(best('discriminatory', other)).toBeCloseTo(Math.min(1, Math.max(0, 3 / 2 - 2 * other)), 5);
  });
});
