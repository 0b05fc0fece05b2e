import { describe, expect, test } from 'vitest';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { expectToHold } from './fare.ts';
import { exPostSurplus, interior } from './fromTheText.ts';
import { bilateralTrade, figure1Market, fromOneToTwo, goldenPair, partnership, theoryFor } from './markets.ts';

/** All profiles of types on a grid of 13 quantiles each. */
const profiles = (n: number): readonly (readonly number[])[] =>
  n === 0 ? [[]] : profiles(n - 1).flatMap((rest) => Array.from({ length: 13 }, (_, j) => [...rest, j / 12]));

describe('Proposition 1: the spot market operates if t^_i = t^ for all agents', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Proposition 1'));

  test.each([
    ['bilateral trade', bilateralTrade],
    ['three partners', partnership(1, 0, 0)],
    ['Figure 1 at k_1 = 0.1', figure1Market(0.1)],
    ['Figure 1 at k_1 = 1/2', figure1Market(0.5)],
    ['unequal agents', goldenPair],
    ['types on [1, 2]', fromOneToTwo],
  ])('%s: no profile of types has a deficit, by eq. (2)', (_, market) => {
    const { economy } = theoryFor(market);
    const { type, holdings } = interior(economy);
    const surplus = exPostSurplus(
      economy,
      holdings,
      holdings.map(() => type),
    );
    const surpluses = profiles(holdings.length).map((shares) =>
      surplus(shares.map((share, i) => economy.agents[i]?.distribution.quantile(share) as number)),
    );
    expect(Math.min(...surpluses)).toBeGreaterThan(-1e-12);
    expect(Math.max(...surpluses)).toBeGreaterThan(0);
  });

  test('two partners with half each: Pi(theta) is the distance of the nearer type from 1/2 if both lie on one side, on average 1/12', () => {
    const theory = theoryFor(bilateralTrade);
    const surplus = exPostSurplus(theory.economy, [1 / 2, 1 / 2], [1 / 2, 1 / 2]);
    for (const [a, b] of profiles(2) as readonly (readonly [number, number])[]) {
      const oneSide = (a - 1 / 2) * (b - 1 / 2) > 0;
      expect(surplus([a, b])).toBeCloseTo(oneSide ? Math.min(Math.abs(a - 1 / 2), Math.abs(b - 1 / 2)) : 0, 12);
    }
    expect(spotProspect(theory, [1 / 2, 1 / 2]).expectedSurplus).toBeCloseTo(1 / 12, 12);
  });

  test('with worst-off types 1 and 0 instead, profiles with trade have deficits', () => {
    const surplus = exPostSurplus(theoryFor(bilateralTrade).economy, [1, 0], [1, 0]);
    expect(surplus([0.2, 0.9])).toBeCloseTo(-0.7, 12);
  });
});
