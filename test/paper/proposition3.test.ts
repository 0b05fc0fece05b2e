import { describe, expect, test } from 'vitest';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { payoffUnder } from '../../src/studies/readings.ts';
import { expectToHold } from './fare.ts';
import { bilateralTrade } from './markets.ts';

const demands = Array.from({ length: 3001 }, (_, j) => j / 3000);
const best = (payoff: (x: number) => number): number =>
  demands.reduce((found, x) => (payoff(x) > payoff(found) ? x : found));

describe('Proposition 3: if P satisfies single-crossing, the forward market has a Nash equilibrium in which each agent demands r*_i', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Proposition 3'));

  describe('bilateral trade at P(y) = 1/2 + 2y', () => {
    // pi_i(x) = x^2/2 + 1/6; a1 pays the integral of 2z - 1/2 from 1 to x, a2 from 0 to x.
    const spot = (x: number): number => x ** 2 / 2 + 1 / 6;
    const seller = (x: number): number => spot(x) - (x ** 2 - x / 2 - 1 / 2);
    const buyer = (x: number): number => spot(x) - (x ** 2 - x / 2);
    const game = forwardGame({
      ...bilateralTrade,
      forward: { rule: 'discriminatory', margin: 1, domain: 'full', charges: 'none' },
    });

    test('payoffs are those of eq. (3)', () => {
      for (const x of [0, 0.2, 0.5, 0.7, 1]) {
        expect(payoffUnder('paper', game, [x, 1 / 2], 0)).toBeCloseTo(seller(x), 12);
        expect(payoffUnder('paper', game, [1 / 2, x], 1)).toBeCloseTo(buyer(x), 12);
      }
    });

    test('both do best to demand 1/2, and then expect more than from never trading, eq. (9)', () => {
      expect([best(seller), best(buyer)]).toEqual([1 / 2, 1 / 2]);
      expect(seller(1 / 2)).toBeGreaterThan(1 / 2);
      expect(buyer(1 / 2)).toBeGreaterThan(0);
    });
  });

  describe('three partners with uniform types: t^_i(x) = sqrt(x), r*_i = 1/3, P(y) = 1/sqrt(3) + c y', () => {
    const typeAt = (x: number): number => Math.sqrt(x);
    const price = (c: number, y: number): number => 1 / Math.sqrt(3) + c * y;
    const crossesOnce = (c: number): boolean =>
      demands.every((x) => typeAt(x) >= price(c, x - 1 / 3) === x <= 1 / 3 || x === 1 / 3);
    // pi_i' = t^_i: the payoff up to a constant, whatever the endowment.
    const payoff = (c: number) => (x: number) => (2 / 3) * x ** 1.5 - x / Math.sqrt(3) - (c / 2) * (x - 1 / 3) ** 2;

    test('c = 2 crosses once, and 1/3 is the best demand', () => {
      expect(crossesOnce(2)).toBe(true);
      expect(best(payoff(2))).toBe(1 / 3);
    });

    test('c = 1 crosses twice, and asking for nothing is better', () => {
      expect(crossesOnce(1)).toBe(false);
      expect(best(payoff(1))).toBe(0);
    });
  });
});
