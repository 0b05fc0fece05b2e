import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedTheory } from '../../src/theory/expectedTheory.ts';
import { rememberedPayoff } from '../../src/theory/rememberedPayoff.ts';
import { spotPayoff } from '../../src/theory/spotPayoff.ts';
import { theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, sixtyFourths, writtenEconomies } from '../arbitraries/economy.ts';

test('what is remembered is what was computed, to the bit, for every agent, asked once or again, with states or without', () => {
  fc.assert(
    fc.property(
      writtenEconomies({ most: 4, support: { min: 0, max: 1 } }),
      fc.array(fc.tuple(fc.nat(3), sixtyFourths(0, 2)), { minLength: 1, maxLength: 20 }),
      (written, asked) => {
        const economy = economyFrom(written);
        const theory = theoryOf(economy);
        const expected = expectedTheory([
          { probability: 0.25, theory },
          { probability: 0.75, theory: theoryOf(economy) },
        ]);
        for (const each of [theory, expected]) {
          for (const [place, share] of [...asked, ...asked]) {
            const agent = place % economy.agents.length;
            const holding = share * economy.supply;
            expect(rememberedPayoff(each, agent, holding)).toBe(spotPayoff(each, agent, holding));
          }
        }
      },
    ),
    { numRuns: 15 },
  );
});

test('more holdings than are remembered are answered all the same', () => {
  const theory = theoryOf(
    economyFrom({
      supply: 1,
      agents: [0, 1].map((i) => ({
        maxDemand: 0.75,
        endowment: i,
        type: { family: 'uniform', min: 0, max: 1 },
      })),
    }),
  );
  for (let j = 0; j < 220_000; j++) rememberedPayoff(theory, 0, j / 220_000);
  for (const holding of [0, 0.25, 0.5]) {
    expect(rememberedPayoff(theory, 0, holding)).toBe(spotPayoff(theory, 0, holding));
  }
});
