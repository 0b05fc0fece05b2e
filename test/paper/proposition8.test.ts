import { describe, expect, test } from 'vitest';
import { distributionOf } from '../../src/numerics/distributionOf.ts';
import { proposition8 } from '../../src/studies/strength/transformation.ts';
import { economyFrom } from '../arbitraries/economy.ts';
import { expectToHold } from './fare.ts';
import { interior } from './fromTheText.ts';
import { GOLDEN_RATIO } from './markets.ts';

const power = (exponent: number) => ({ family: 'power', exponent, min: 0, max: 1 }) as const;

describe('Proposition 8: with two strength-ordered groups r*_G1(m + 1) >= r*_G2(m) for any m < n', () => {
  test('holds in the paper’s cases and in random economies with two groups', () =>
    expectToHold('Proposition 8', { least: 8 }));

  test('two agents, F = t^2 or t: the one that grows strong goes from 1/2 to the golden ratio, the next from what is left to 1/2', () => {
    const [strong, weak] = [power(2), power(1)].map((spec) => ({ maxDemand: 1, distribution: distributionOf(spec) }));
    if (strong === undefined || weak === undefined) throw new Error('two groups');
    const { compositions, worst } = proposition8({ strong, weak, agents: 2, supply: 1 });
    expect(compositions).toEqual([
      { strongAgents: 0, strong: null, weak: expect.closeTo(1 / 2, 12) },
      { strongAgents: 1, strong: expect.closeTo(GOLDEN_RATIO, 12), weak: expect.closeTo(1 - GOLDEN_RATIO, 12) },
      { strongAgents: 2, strong: expect.closeTo(1 / 2, 12), weak: null },
    ]);
    expect(worst).toBeCloseTo(GOLDEN_RATIO - 1 / 2, 12);
  });

  test('five agents, k = 0.7 with F = t^3 or k = 0.4 with F = t, by subsets: never less after the move', () => {
    const held = Array.from({ length: 6 }, (_, m) => {
      const agents = Array.from({ length: 5 }, (__, i) =>
        i < m ? { maxDemand: 0.7, type: power(3) } : { maxDemand: 0.4, type: power(1) },
      );
      return interior(economyFrom({ supply: 1, agents: agents.map((one) => ({ ...one, endowment: 1 / 5 })) })).holdings;
    });
    for (let m = 0; m < 5; m++) {
      const [before, after] = [held[m]?.[4] as number, held[m + 1]?.[0] as number];
      // The proof's step: both are on their own side of 1/n.
      expect(before).toBeLessThan(1 / 5 + 1e-12);
      expect(after).toBeGreaterThan(1 / 5 - 1e-12);
      expect(after).toBeGreaterThan(before);
    }
  });
});
