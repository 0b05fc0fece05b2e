import { describe, expect, test } from 'vitest';
import { forwardDeviations } from '../../src/studies/forwardDeviations.ts';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { integral } from '../support/quadrature.ts';
import { expectToHold } from './fare.ts';
import { wideOrNarrow } from './markets.ts';

describe('Proposition 6, first half: with anticipated uncertainty, for any P of the family, equal holdings are a Nash equilibrium', () => {
  test('holds in the paper’s cases and in random economies, made symmetric', () =>
    expectToHold('Proposition 6 (equilibrium)'));

  // Two agents, uniform types, k(w) = 1 or 3/4: q(t) = 1 - k + (2k - 1) t, and pi as section 4.2 has it.
  const spot = (k: number, x: number): number => {
    const held = Math.min(x, k);
    const q = (t: number): number => 1 - k + (2 * k - 1) * t;
    const worst = Math.min(1, Math.max(0, (held - 1 + k) / (2 * k - 1)));
    return held * worst - integral((t) => t * q(t), 0, worst, 1) + integral((t) => (1 - t) * q(t), worst, 1, 1);
  };
  /** Eq. (4) against a rival who demands 1/2, at P(y) = 1/2 + slope y, up to a constant. */
  const payoff = (slope: number) => (x: number) =>
    (spot(1, x) + spot(3 / 4, x)) / 2 - x / 2 - (slope / 2) * (x - 1 / 2) ** 2;
  const best = (slope: number): number =>
    Array.from({ length: 1001 }, (_, j) => j / 1000).reduce((most, x) =>
      payoff(slope)(x) > payoff(slope)(most) ? x : most,
    );

  test('around 1/2 the expected worst-off type rises by 3/2: with prices twice as steep 1/2 is the best demand', () => {
    const [below, at, above] = [0.499, 0.5, 0.501].map(payoff(0)) as [number, number, number];
    expect((above - 2 * at + below) / 1e-6).toBeCloseTo(3 / 2, 6);
    expect(best(3)).toBe(1 / 2);
  });

  test('with the prices of the economy in which demand is wide, which rise by 5/4, it is not', () =>
    expect(best(5 / 4)).not.toBe(1 / 2));

  test.each([0.01, 0.25, 2])('nobody gains from equal holdings at margin %d', (margin) => {
    const game = forwardGame({
      ...wideOrNarrow,
      forward: { rule: 'discriminatory', margin, domain: 'full', charges: 'none' },
    });
    const { nashConvUpperBound } = forwardDeviations(game, [1 / 2, 1 / 2], { reading: 'paper', tolerance: 1e-10 });
    expect(nashConvUpperBound).toBeLessThan(1e-9);
  });
});
