import { describe, expect, test } from 'vitest';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { agent, scenario } from '../support/setups.ts';
import { expectToHold } from './fare.ts';
import { exPostSurplus, worstOffType } from './fromTheText.ts';
import { bilateralTrade, partnership, theoryFor } from './markets.ts';

const DRAWS = 20_000;

describe('Lemma 2: given holdings r, the spot market operates if and only if Pi_r >= 0', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Lemma 2'));

  test('bilateral trade of uniform types cannot operate: Pi = -1/6 (Myerson and Satterthwaite)', () => {
    const { expectedSurplus, operates } = spotProspect(theoryFor(bilateralTrade), [1, 0]);
    expect(expectedSurplus).toBeCloseTo(-1 / 6, 12);
    expect(operates).toBe(false);
  });

  test.each([[[0.5, 0.5]], [[0.6, 0.2, 0.2]], [[0.9, 0.1, 0]], [[0.4, 0.3, 0.2, 0.1]]])(
    'partners with shares %j have Pi = (n-1)/n (n/(n+1) - sum r^(n/(n-1))) (Cramton, Gibbons and Klemperer)',
    (r) => {
      const n = r.length;
      const formula = ((n - 1) / n) * (n / (n + 1) - r.reduce((sum, share) => sum + share ** (n / (n - 1)), 0));
      const { expectedSurplus, operates } = spotProspect(theoryFor(partnership(...r)), r);
      expect(expectedSurplus).toBeCloseTo(formula, 12);
      expect(operates).toBe(formula >= 0);
    },
  );

  describe('Pi_r is the mean of eq. (2)', () => {
    const support = { min: 1, max: 3 };
    const market = scenario({
      agents: [
        agent('a1', { maxDemand: 0.6, type: { family: 'power', exponent: 2, ...support } }),
        agent('a2', { maxDemand: 0.7, type: { family: 'uniform', ...support } }),
        agent('a3', { maxDemand: 0.5, type: { family: 'triangular', mode: 1.5, ...support } }),
      ],
    });
    const theory = theoryFor(market);
    const { economy } = theory;
    const holdings = [0.5, 0.3, 0.2];
    const surplus = exPostSurplus(
      economy,
      holdings,
      holdings.map((held, i) => worstOffType(economy, i, held)),
    );
    const draw = streamsOf(nodeSha256, ['lemma 2'])(0);
    const drawn = Array.from({ length: DRAWS }, () =>
      surplus(economy.agents.map(({ distribution }) => distribution.quantile(draw()))),
    );
    const mean = drawn.reduce((sum, x) => sum + x, 0) / DRAWS;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (DRAWS - 1);
    const standardError = Math.sqrt(variance / DRAWS);
    const away = (other: readonly number[]): number =>
      Math.abs(mean - spotProspect(theory, other).expectedSurplus) / standardError;

    test('over 20,000 draws of types it is, to three standard errors', () => expect(away(holdings)).toBeLessThan(3));
    test('and the draws tell it from that of other holdings', () =>
      expect(away([0.6, 0.25, 0.15])).toBeGreaterThan(10));
  });

  test('two-sided: where sellers hold all they can use no profile of types has a surplus', () => {
    const market = scenario({ agents: [1, 1, 0, 0, 0].map((_, i) => agent(`a${i + 1}`, { maxDemand: 1 / 2 })) });
    const { economy } = theoryFor(market);
    const surplus = exPostSurplus(economy, [1 / 2, 1 / 2, 0, 0, 0], [1, 1, 0, 0, 0]);
    const draw = streamsOf(nodeSha256, ['two-sided'])(0);
    const drawn = Array.from({ length: 2000 }, () => surplus(economy.agents.map(() => draw())));
    expect(Math.max(...drawn)).toBeLessThan(1e-12);
    expect(Math.min(...drawn)).toBeLessThan(-0.1);
  });
});
