import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposition7 } from '../../src/studies/strength/strengthClaims.ts';
import { economyFrom, thousandths } from '../arbitraries/economy.ts';
import { agent, scenario } from '../support/setups.ts';
import { expectToHold } from './fare.ts';
import { interior } from './fromTheText.ts';
import { GOLDEN_RATIO, goldenPair, theoryFor } from './markets.ts';

describe('Proposition 7: with strength-ordered agents r*_i >= r*_j for all i < j', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Proposition 7', { least: 8 }));

  test('stronger types: F = (t^2, t) holds the golden ratio and what is left of it', () => {
    const [strong, weak] = theoryFor(goldenPair).interiorHoldings;
    expect([strong, weak]).toEqual([expect.closeTo(GOLDEN_RATIO, 12), expect.closeTo(1 - GOLDEN_RATIO, 12)]);
  });

  test('larger demands: two uniform agents hold as much more as they want more', () => {
    // q_i(t) = 1 - k_j + (k_1 + k_2 - 1) t.
    const agents = [agent('a1', { maxDemand: 0.9 }), agent('a2', { maxDemand: 0.6 })];
    const [strong, weak] = theoryFor(scenario({ agents })).interiorHoldings as readonly [number, number];
    expect(strong - weak).toBeCloseTo(0.3, 12);
  });

  test('agents ordered by exponents and demands hold in that order, by subsets', () => {
    const ordered = fc.array(fc.tuple(thousandths(0.3, 1), thousandths(0.5, 4)), { minLength: 4, maxLength: 5 });
    fc.assert(
      fc.property(ordered, (drawn) => {
        const falling = (column: 0 | 1): readonly number[] => drawn.map((one) => one[column]).sort((a, b) => b - a);
        const [demands, exponents] = [falling(0), falling(1)];
        const economy = economyFrom({
          supply: 1,
          agents: demands.map((maxDemand, i) => ({
            maxDemand,
            endowment: 1 / demands.length,
            type: { family: 'power', exponent: exponents[i] as number, min: 0, max: 1 },
          })),
        });
        const { holdings } = interior(economy);
        holdings.slice(1).forEach((weaker, j) => {
          expect(holdings[j]).toBeGreaterThan(weaker - 1e-12);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('the opposite is noticed', () => {
    const theory = theoryFor(goldenPair);
    const swapped = { ...theory, interiorHoldings: theory.interiorHoldings.toReversed() };
    expect(proposition7(swapped)).toMatchObject({ holds: false, worst: expect.closeTo(1 - 2 * GOLDEN_RATIO, 12) });
  });
});
