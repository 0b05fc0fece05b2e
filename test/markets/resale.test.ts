import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { posted } from '../../markets/forward/posted.ts';
import { forwardWithResale, spotWithResale } from '../../markets/resale.ts';
import { agv } from '../../markets/spot/agv.ts';
import { vcg } from '../../markets/spot/vcg.ts';
import type { PerAgent } from '../../src/domain/economy.ts';
import type { ForwardMarket, ForwardRound } from '../../src/domain/markets.ts';
import { efficientAllocation, welfareOf } from '../../src/theory/allocation.ts';
import { theories } from '../support/economies.ts';

/** Sums of a few products of numbers of order one. */
const ROUNDING = 1e-12;
const theory = theories.figure1();
const { maxDemands, supply } = theory;
const value = 3 / 8;
const types = fc.array(
  fc.nat({ max: 64 }).map((k) => k / 64),
  { minLength: 3, maxLength: 3 },
);
/** r*, a holding above k_1 = 1/2, and one of nothing. */
const holdings: readonly PerAgent[] = [theory.interiorHoldings, [3 / 4, 1 / 4, 0], [0, 0, 1]];

describe('a spot market with resale', () => {
  test('is VCG run on type plus value, whose outside option keeps the resale value of units above the maximum demand', () => {
    /** Highest value of the supply when a unit is worth `value` beyond its type. */
    const welfare = (profile: PerAgent): number =>
      welfareOf(profile, efficientAllocation(profile, maxDemands, supply), maxDemands) + value * supply;
    for (const held of holdings) {
      const round = spotWithResale(vcg(theory), value).open(held);
      fc.assert(
        fc.property(types, (profile) => {
          const { allocation, payments, surplus } = round.clear(profile);
          expect(allocation).toEqual(vcg(theory).open(held).clear(profile).allocation);
          payments.forEach((payment, i) => {
            const worst = round.worstOffTypes[i] as number;
            const without = welfare(profile.map((type, j) => (j === i ? worst : type)));
            const outside = Math.min(held[i] as number, maxDemands[i] as number) * worst + value * (held[i] as number);
            const own = (allocation[i] as number) * ((profile[i] as number) + value);
            expect(Math.abs(payment - (own - welfare(profile) + without - outside))).toBeLessThan(ROUNDING);
          });
          expect(surplus).toBe(payments.reduce((sum, payment) => sum + payment, 0));
        }),
      );
    }
  });

  test('takes no more and no less in than without: AGV payments still add up to zero', () => {
    for (const held of holdings) {
      const round = spotWithResale(agv(theory, [1, 0, 0]), value).open(held);
      fc.assert(fc.property(types, (profile) => Math.abs(round.clear(profile).surplus) < ROUNDING));
      expect(round).toMatchObject({ expectedSurplus: vcg(theory).open(held).expectedSurplus });
    }
  });
});

test('a forward market with resale charges the value for every unit bought, at the price and in the payments, and nothing as a charge', () => {
  const rule = { margin: 0.25, domain: 'full', charges: 'linear', surplusShares: [0, 0, 0] } as const;
  const endowments = [1, 0, 0];
  const opened = (market: ForwardMarket): ForwardRound => {
    const round = market.open(endowments);
    if ('refused' in round) throw new Error(round.refused);
    return round;
  };
  const [plain, resold] = [opened(posted(theory, rule)), opened(forwardWithResale(posted(theory, rule), value))];
  expect(resold.priceAtZero).toBe(plain.priceAtZero + value);
  expect(resold.charges).toEqual(plain.charges);
  expect(resold.marginalPrice(1, 1 / 4, 0)).toBe(plain.marginalPrice(1, 1 / 4, 0) + value);
  const demands = [1 / 2, 1 / 4, 1 / 2];
  const [before, after] = [plain.clear(demands), resold.clear(demands)];
  expect(after.holdings).toEqual(before.holdings);
  after.payments.forEach((payment, i) => {
    const bought = (after.holdings[i] as number) - (endowments[i] as number);
    expect(Math.abs(payment - (before.payments[i] as number) - value * bought)).toBeLessThan(ROUNDING);
  });
  expect(Math.abs(after.budget - before.budget)).toBeLessThan(ROUNDING);
});
