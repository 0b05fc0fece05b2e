import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { corollary1 } from '../../src/studies/uncertainty/uncertaintyClaims.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { expectToHold } from './fare.ts';
import { expectedSurplusOfUniform } from './fromTheText.ts';
import { wideOrNarrow } from './markets.ts';

describe('Corollary 1: if F_i = F and k_i = k(w), the holdings 1/n permit the spot market to operate in every state', () => {
  test('holds in the paper’s cases and in random economies, made symmetric', () => expectToHold('Corollary 1'));

  // Of two agents with k(w) each gets 1 - k for certain, and 2k - 1 units are a partnership of halves, worth 1/12 each.
  const scales = [1, 0.9, 0.75, 0.6];
  const market: Scenario = {
    ...wideOrNarrow,
    states: {
      anticipated: true,
      outcomes: scales.map((demandScale) => ({ id: `k = ${demandScale}`, probability: 1 / 4, demandScale })),
    },
  };
  const { theoryIn } = marketsOf(market);

  test.each(scales)('two agents, uniform types, k(w) = %d: from halves the surplus is (2k - 1)/12', (k) => {
    const theory = theoryIn(`k = ${k}`);
    expect(spotProspect(theory, [1 / 2, 1 / 2]).expectedSurplus).toBeCloseTo((2 * k - 1) / 12, 12);
    expect(expectedSurplusOfUniform(theory.economy, [1 / 2, 1 / 2])).toBeCloseTo((2 * k - 1) / 12, 12);
  });

  test('the least of these is the claim’s margin', () => expect(corollary1(market).margin).toBeCloseTo(0.2 / 12, 12));

  test('unequal holdings do not: from (0.8, 0.2) the market is shut in every state', () => {
    for (const k of scales) expect(spotProspect(theoryIn(`k = ${k}`), [0.8, 0.2]).operates).toBe(false);
  });
});
