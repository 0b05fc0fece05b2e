import { describe, expect, test } from 'vitest';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { proposition6Budget } from '../../src/studies/uncertainty/uncertaintyClaims.ts';
import { integral } from '../support/quadrature.ts';
import { witnessAgainst } from './fare.ts';
import { wideOrNarrow } from './markets.ts';

describe('Proposition 6, second half, "there exists P′ such that the forward market is budget balanced", is false', () => {
  test('in the audit’s witness prices just steeper than the hulls, at equal demands, run a deficit', () => {
    const witness = witnessAgainst('Proposition 6 (budget balance)');
    const { round, ids, supply } = forwardGame({
      ...witness,
      forward: { rule: 'discriminatory', margin: 0.001, domain: 'paper', charges: 'none' },
    });
    expect(round.clear(ids.map(() => supply / ids.length)).budget).toBeLessThan(0);
  });

  test('two agents, demand wide or narrow: no price has a budget above -5/16', () => {
    // t^(x) is x where demand is wide, and 2x - 1/2 in [0, 1] where it is narrow.
    const expected = (x: number): number => (x + Math.min(1, Math.max(0, 2 * x - 1 / 2))) / 2;
    const halves = integral(expected, 0, 1 / 4) + integral(expected, 1 / 4, 1 / 2);
    const supremum = halves - (integral(expected, 1 / 2, 3 / 4) + integral(expected, 3 / 4, 1));
    expect(supremum).toBeCloseTo(-5 / 16, 12);
    expect(proposition6Budget(wideOrNarrow).margin).toBeCloseTo(supremum, 9);
  });

  test('nothing is traded from equal endowments, and nothing lost', () => {
    const agents = wideOrNarrow.agents.map((agent) => ({ ...agent, endowment: 1 / 2 }));
    expect(proposition6Budget({ ...wideOrNarrow, agents }).holds).toBe(true);
  });
});
