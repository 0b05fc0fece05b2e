import { describe, expect, test } from 'vitest';
import { forwardDeviations } from '../../src/studies/forwardDeviations.ts';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { expectToHold } from './fare.ts';
import { bilateralTrade } from './markets.ts';

describe('"Uniform pricing does not support r* as equilibrium holdings" (section 4.2)', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Remark on uniform prices'));

  // pi_i(x) = x^2/2 + 1/6, so that x^2/2 - p x is least in between and best at an end: 0 for p above 1/2, 1 for p below.
  const gainAt = (p: number): number => Math.max(0, 1 / 2 - p) - (1 / 8 - p / 2);

  test.each([0, 0.25, 0.5, 0.6, 1])(
    'bilateral trade at the price %d: both gain by leaving 1/2 for a corner',
    (price) => {
      const game = forwardGame({ ...bilateralTrade, forward: { rule: 'uniform', price, charges: 'none' } });
      const { agents } = forwardDeviations(game, [1 / 2, 1 / 2], { reading: 'paper', tolerance: 1e-10 });
      for (const { gain, bestResponse } of agents) {
        expect(gain).toBeCloseTo(gainAt(price), 9);
        expect(gain).toBeGreaterThan(0.1);
        expect([0, 1]).toContain(bestResponse);
      }
    },
  );

  test('with prices that rise they do not', () => {
    const { agents } = forwardDeviations(forwardGame(bilateralTrade), [1 / 2, 1 / 2], {
      reading: 'paper',
      tolerance: 1e-10,
    });
    for (const { upperBound } of agents) expect(upperBound).toBeLessThan(1e-9);
  });
});
