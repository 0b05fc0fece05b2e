import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { forwardDeviations } from '../../src/studies/forwardDeviations.ts';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { solve } from '../../src/studies/solve.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { expectToHold, witnessAgainst } from './fare.ts';
import { wideOrNarrow } from './markets.ts';

const unanticipated: Scenario = {
  ...wideOrNarrow,
  states: { outcomes: wideOrNarrow.states?.outcomes ?? [], anticipated: false },
};

describe('Proposition 5, first half: if uncertainty is not anticipated, the forward holdings result in an efficient spot market for all states', () => {
  test('holds in the paper’s cases and in random economies, made symmetric', () =>
    expectToHold('Proposition 5 (efficiency in every state)'));

  test('two agents demand 1/2 as if there were no states, and in both the market operates from there', () => {
    const game = forwardGame(unanticipated);
    expect(game.theory.interiorHoldings).toEqual([expect.closeTo(1 / 2, 12), expect.closeTo(1 / 2, 12)]);
    expect(game.round.priceAtZero).toBeCloseTo(1 / 2, 12);
    const found = forwardDeviations(game, [1 / 2, 1 / 2], { reading: 'paper', tolerance: 1e-10 });
    expect(found.nashConvUpperBound).toBeLessThan(1e-9);
    const { theoryIn } = marketsOf(unanticipated);
    for (const state of ['wide', 'narrow']) {
      expect(spotProspect(theoryIn(state), [1 / 2, 1 / 2]).operates).toBe(true);
      expect(spotProspect(theoryIn(state), [1, 0]).operates).toBe(false);
    }
  });
});

describe('Proposition 5, second half, "there exists a P′ of the family that balances the budget", is false', () => {
  test('solve confirms the audit’s witness', () => {
    const { forward } = solve(witnessAgainst('Proposition 5 (budget balance)'));
    expect(forward.supremumBudget).toBeLessThan(0);
  });

  test('agents trade as without states, at best at -1/4', () =>
    expect(solve(unanticipated).forward.supremumBudget).toBeCloseTo(-1 / 4, 12));
});
