import { describe, expect, test } from 'vitest';
import { forwardDeviations } from '../../src/studies/forwardDeviations.ts';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { expectToHold } from './fare.ts';
import { endowmentsOf, partnership, theoryFor } from './markets.ts';

const partners = partnership(0.5, 0.3, 0.2);
const MARGINS = [0.01, 0.25, 2];

describe('Proposition 4, first half: for any P of the family, r* is a Nash equilibrium of the forward market', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Proposition 4 (equilibrium)'));

  // t^_i(y + 1/3) = sqrt(y + 1/3) is concave: below 0 its convex hull is the chord of slope sqrt(3), above 0 it is its own.
  const centre = 1 / Math.sqrt(3);
  const hull = (y: number): number => (y < 0 ? centre + Math.sqrt(3) * y : Math.sqrt(y + 1 / 3));
  const price = (m: number, y: number): number => centre + (1 + m) * (hull(y) - centre);
  const demands = Array.from({ length: 3001 }, (_, j) => j / 3000);

  /** The best of 3,001 demands: pi_i' less the price, added up from 0 by the midpoint rule. */
  const best = (m: number): number => {
    let [payoff, most, at] = [0, 0, 0];
    demands.slice(1).forEach((x, j) => {
      const middle = (x + (demands[j] as number)) / 2;
      payoff += (Math.sqrt(middle) - price(m, middle - 1 / 3)) / 3000;
      if (payoff > most) [most, at] = [payoff, x];
    });
    return at;
  };

  test.each(MARGINS)('three partners, margin %d: prices are the chord below 0 and the root above it', (margin) => {
    const pricing = pricingFunction(theoryFor(partners), {
      margin,
      domain: 'full',
      endowments: endowmentsOf(partners),
    });
    for (const y of [-1 / 3, -0.2, -0.05, 0, 0.1, 0.4, 2 / 3])
      expect(pricing.price(y)).toBeCloseTo(price(margin, y), 9);
  });

  test.each(MARGINS)(
    'three partners, margin %d: the best of all demands is 1/3, and nobody gains by another',
    (margin) => {
      expect(best(margin)).toBeCloseTo(1 / 3, 3);
      const game = forwardGame({
        ...partners,
        forward: { rule: 'discriminatory', margin, domain: 'full', charges: 'none' },
      });
      const found = forwardDeviations(game, game.theory.interiorHoldings, { reading: 'paper', tolerance: 1e-10 });
      expect(found.nashConvUpperBound).toBeLessThan(1e-9);
    },
  );

  test('halfway between the hull and t^, outside the family, asking for everything is better', () =>
    expect(best(-1 / 2)).toBe(1));
});
