import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solve } from '../../src/studies/solve.ts';
import { thousandths } from '../arbitraries/economy.ts';
import { integral } from '../support/quadrature.ts';
import { witnessAgainst } from './fare.ts';
import { bilateralTrade } from './markets.ts';

/** Sum over agents of the integral of P from e_i - r*_i to 0. */
const budget = (price: (y: number) => number, sold: readonly number[]): number =>
  sold.reduce((sum, y) => sum + integral(price, y, 0), 0);

describe('Proposition 4, second half, "there exists P′ of the family such that the forward market is budget balanced", is false', () => {
  test('the audit’s witness has two agents, and solve confirms it', () => {
    const witness = witnessAgainst('Proposition 4 (budget balance)');
    expect(witness.agents.length).toBe(2);
    const { forward } = solve(witness);
    expect(forward.supremumBudget).toBeLessThan(0);
    expect(forward.budget).toBeLessThan(forward.supremumBudget);
  });

  test('bilateral trade: the family’s prices lie beyond 1/2 + y, whose budget is -1/4, more than the whole gain from trade', () => {
    const supremum = budget((y) => 1 / 2 + y, [1 / 2, -1 / 2]);
    expect(supremum).toBeCloseTo(-1 / 4, 12);
    expect(solve(bilateralTrade).forward.supremumBudget).toBeCloseTo(supremum, 12);
    expect(solve(bilateralTrade).forward.budget).toBeCloseTo((1 + 1 / 4) * supremum, 12);
  });

  test('what the proof does to a deficit, lowering prices below 0, widens it', () => {
    const price = (y: number): number => 1 / 2 + 2 * y;
    const lowered = (y: number): number => (y < 0 ? 1 / 2 + 4 * y : price(y));
    expect(budget(price, [1 / 2, -1 / 2])).toBeCloseTo(-1 / 2, 12);
    expect(budget(lowered, [1 / 2, -1 / 2])).toBeCloseTo(-3 / 4, 12);
  });

  test('no increasing price balances it: buyers buy below t^ what sellers sell above', () => {
    const increasing = fc.tuple(thousandths(-1, 1), thousandths(0.1, 5), thousandths(0.1, 5));
    fc.assert(
      fc.property(
        increasing,
        fc.array(thousandths(-0.3, 0.3), { minLength: 1, maxLength: 5 }),
        ([p, below, above], y) => {
          const sold = [...y, -y.reduce((sum, x) => sum + x, 0)];
          const traded = sold.reduce((sum, x) => sum + Math.abs(x), 0);
          const found = budget((x) => p + (x < 0 ? below : above) * x, sold);
          if (traded > 0.01) expect(found).toBeLessThan(0);
          else expect(found).toBeLessThan(1e-12);
        },
      ),
    );
  });

  test('where endowments are r* already nothing is traded and the budget is zero', () => {
    const agents = bilateralTrade.agents.map((agent) => ({ ...agent, endowment: 1 / 2 }));
    expect(solve({ ...bilateralTrade, agents }).forward.supremumBudget).toBeCloseTo(0, 12);
  });
});
