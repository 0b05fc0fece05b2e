import { describe, expect, test } from 'vitest';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { expectToHold } from './fare.ts';
import { expectedSurplusOfUniform, interior } from './fromTheText.ts';
import { figure1Market, partnership, theoryFor } from './markets.ts';

/** Every division of the unit among three agents in twelfths. */
const divisions = Array.from({ length: 13 }, (_, a) =>
  Array.from({ length: 13 - a }, (__, b) => [a / 12, b / 12, (12 - a - b) / 12] as const),
).flat();

describe('Proposition 9: of holdings restricted to maximum demands, r* maximises the expected budget surplus', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Proposition 9'));

  test('three partners: 2/3 (3/4 - sum r^(3/2)) is largest at thirds', () => {
    const theory = theoryFor(partnership(1, 0, 0));
    const formula = (r: readonly number[]): number =>
      (2 / 3) * (3 / 4 - r.reduce((sum, share) => sum + share ** 1.5, 0));
    for (const r of divisions) {
      expect(spotProspect(theory, r).expectedSurplus).toBeCloseTo(formula(r), 12);
      expect(formula(r)).toBeLessThanOrEqual(formula([1 / 3, 1 / 3, 1 / 3]));
    }
  });

  describe('Figure 1 at k_1 = 0.1, by eq. (11)', () => {
    const { economy } = theoryFor(figure1Market(0.1));
    const atInterior = expectedSurplusOfUniform(economy, interior(economy).holdings);
    const surpluses = divisions.map((r) => [r, expectedSurplusOfUniform(economy, r)] as const);
    const restricted = surpluses.filter(([r]) =>
      r.every((held, i) => held <= (economy.agents[i]?.maxDemand as number)),
    );

    test('no holdings below maximum demands earn more than r*', () => {
      expect(restricted.length).toBeGreaterThan(4);
      for (const [, surplus] of restricted) expect(surplus).toBeLessThan(atInterior);
    });

    test('the restriction is needed: others do', () =>
      expect(surpluses.filter(([, surplus]) => surplus > atInterior).map(([r]) => r)).toContainEqual([1, 0, 0]));
  });
});
