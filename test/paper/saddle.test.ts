import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/domain/scenario.ts';
import { bestResponse } from '../../src/studies/bestResponse.ts';
import { type ForwardGame, forwardGame } from '../../src/studies/forwardGame.ts';
import { payoffUnder } from '../../src/studies/readings.ts';
import { expectToHold } from './fare.ts';
import { bilateralTrade, partnership } from './markets.ts';

const game = (scenario: Scenario, rule: 'discriminatory' | 'posted'): ForwardGame =>
  forwardGame({ ...scenario, forward: { rule, margin: 1, domain: 'full', charges: 'none' } });

/** What agents gain on the way from one profile to another, moving one after the other in the order given. */
const gained = (of: ForwardGame, from: readonly number[], to: readonly number[], order: readonly number[]): number => {
  let [at, sum] = [from, 0];
  for (const i of order) {
    const next = at.with(i, to[i] as number);
    sum += payoffUnder('paper', of, next, i) - payoffUnder('paper', of, at, i);
    at = next;
  }
  return sum;
};

describe('r* is a saddle of the forward game’s potential, and a maximum under a posted schedule', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Saddle'));

  test('there is a potential: what movers gain on the way does not depend on their order', () => {
    const partners = game(partnership(0.5, 0.3, 0.2), 'discriminatory');
    const [from, to] = [
      [0.2, 0.9, 0.4],
      [0.7, 0.1, 0.3],
    ] as const;
    const one = gained(partners, from, to, [0, 1, 2]);
    expect(one).toBeCloseTo(gained(partners, from, to, [2, 0, 1]), 12);
    expect(one).toBeCloseTo(gained(partners, from, to, [1, 2, 0]), 12);
    expect(Math.abs(one)).toBeGreaterThan(0.01);
  });

  // Bilateral trade, t^_i(x) = x and P(y) = 1/2 + 2y for y in [-1/2, 1/2]: Psi = (x_1^2 + x_2^2)/2 - X/2 - X^2 there.
  const rise = (rule: 'discriminatory' | 'posted', move: readonly [number, number]): number =>
    gained(game(bilateralTrade, rule), [1 / 2, 1 / 2], [1 / 2 + move[0], 1 / 2 + move[1]], [0, 1]);

  test('bilateral trade: it rises by h^2 where agents exchange h, and falls by 3 h^2 where both demand h more', () => {
    for (const h of [-0.2, 0.1, 0.25]) {
      expect(rise('discriminatory', [h, -h])).toBeCloseTo(h ** 2, 12);
      expect(rise('discriminatory', [h, h])).toBeCloseTo(-3 * h ** 2, 12);
    }
  });

  test('posted, it falls by h^2 either way', () => {
    for (const h of [-0.2, 0.1, 0.25])
      for (const move of [
        [h, -h],
        [h, h],
      ] as const)
        expect(rise('posted', move)).toBeCloseTo(-(h ** 2), 12);
  });

  test('the best reply to a tenth more is two tenths less: replies run away from r*, and do not under a posted schedule', () => {
    const reply = (rule: 'discriminatory' | 'posted'): number =>
      bestResponse({
        game: game(bilateralTrade, rule),
        reading: 'paper',
        demands: [1 / 2, 0.6],
        agent: 0,
        tolerance: 1e-12,
      }).at;
    expect(reply('discriminatory')).toBeCloseTo(0.3, 5);
    expect(reply('posted')).toBeCloseTo(1 / 2, 5);
  });
});
