import { describe, expect, test } from 'vitest';
import { solve } from '../../src/studies/solve.ts';
import { expectToHold } from './fare.ts';
import { bilateralTrade, figure1Market, partnership } from './markets.ts';

describe('Wherever r* is an equilibrium, forward and spot markets together take in no more than Pi_e', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Bound on revenue'));

  test('bilateral trade: -(1 + m)/4 forward and 1/12 in the spot market, at most -1/6, the deficit of Myerson and Satterthwaite', () => {
    for (const margin of [0.01, 0.25, 2]) {
      const { forward, interior, endowments } = solve({
        ...bilateralTrade,
        forward: { rule: 'discriminatory', margin, domain: 'full', charges: 'none' },
      });
      expect(forward.budget).toBeCloseTo(-(1 + margin) / 4, 12);
      expect(interior.expectedSurplus).toBeCloseTo(1 / 12, 12);
      expect(endowments.expectedSurplus).toBeCloseTo(-1 / 6, 12);
      expect(forward.budget + interior.expectedSurplus).toBeLessThan(endowments.expectedSurplus);
    }
  });

  test.each([
    ['bilateral trade', bilateralTrade],
    ['three partners', partnership(1, 0, 0)],
    ['Figure 1 at k_1 = 1/2', figure1Market(0.5)],
  ])('%s: the best prices of the family stay below it', (_, market) => {
    const { forward, interior, endowments } = solve(market);
    expect(forward.supremumBudget + interior.expectedSurplus).toBeLessThanOrEqual(endowments.expectedSurplus + 1e-12);
  });

  test('it is about prices: linear charges lift both markets together above it', () => {
    const forward = { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'linear' } as const;
    const { forward: found, interior, endowments } = solve({ ...bilateralTrade, forward });
    const charges = (found.charges ?? []).reduce((sum, charge) => sum + charge, 0);
    expect(found.budget + charges + interior.expectedSurplus).toBeCloseTo(1 / 12, 12);
    expect(found.budget + charges + interior.expectedSurplus).toBeGreaterThan(endowments.expectedSurplus);
  });
});
