import { describe, expect, test } from 'vitest';
import { corollary3 } from '../../src/studies/strength/strengthClaims.ts';
import { agent, scenario } from '../support/setups.ts';
import { expectToHold } from './fare.ts';
import { interior } from './fromTheText.ts';
import { theoryFor } from './markets.ts';

describe('Corollary 3: members of a stronger group hold no less than those of a weaker one', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Corollary 3', { least: 8 }));

  // Three groups of two: F = t^3, t^2 and t, k = 0.6, 0.5 and 0.4.
  const market = scenario({
    agents: [0, 0, 1, 1, 2, 2].map((group, i) =>
      agent(`a${i + 1}`, {
        maxDemand: 0.6 - group / 10,
        type: { family: 'power', exponent: 3 - group, min: 0, max: 1 },
      }),
    ),
  });
  const theory = theoryFor(market);

  test('three groups hold in their order, by subsets', () => {
    const { holdings } = interior(theory.economy);
    const [strong, , middle, , weak] = holdings as readonly [number, number, number, number, number];
    expect(strong).toBeGreaterThan(middle);
    expect(middle).toBeGreaterThan(weak);
    expect(theory.interiorHoldings).toEqual(holdings.map((held) => expect.closeTo(held, 12)));
    expect(corollary3(theory)).toMatchObject({ holds: true, checked: 3 });
  });

  test('groups in the wrong order are noticed', () => {
    const swapped = { ...theory, interiorHoldings: theory.interiorHoldings.toReversed() };
    expect(corollary3(swapped).holds).toBe(false);
  });
});
