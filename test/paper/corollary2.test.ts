import { describe, expect, test } from 'vitest';
import { corollary2 } from '../../src/studies/strength/strengthClaims.ts';
import { agent, scenario } from '../support/setups.ts';
import { expectToHold } from './fare.ts';
import { interior } from './fromTheText.ts';
import { theoryFor } from './markets.ts';

describe('Corollary 2: ex ante identical agents have the same interior forward market holdings', () => {
  test('holds in the paper’s cases and in random economies', () =>
    expectToHold('Corollary 2', { among: 40, least: 10 }));

  // The uniform type is the power with exponent 1, under another name; a3 is unlike both.
  const market = scenario({
    agents: [
      agent('a1', { maxDemand: 0.6 }),
      agent('a2', { maxDemand: 0.6, type: { family: 'power', exponent: 1, min: 0, max: 1 } }),
      agent('a3', { maxDemand: 0.8, type: { family: 'power', exponent: 3, min: 0, max: 1 } }),
    ],
  });
  const theory = theoryFor(market);

  test('equals under two names hold the same, and by subsets', () => {
    const { holdings } = interior(theory.economy);
    expect(holdings[0]).toBeCloseTo(holdings[1] as number, 12);
    expect(theory.interiorHoldings).toEqual(holdings.map((held) => expect.closeTo(held, 12)));
  });

  test('equals who do not are noticed', () => {
    const [first, second, third] = theory.interiorHoldings as readonly [number, number, number];
    const moved = { ...theory, interiorHoldings: [first + 0.01, second - 0.01, third] };
    expect(corollary2(moved)).toMatchObject({ holds: false, worst: expect.closeTo(-0.02, 9) });
  });
});
