import { describe, expect, test } from 'vitest';
import type { ForwardRule } from '../../src/domain/scenario.ts';
import { demandGame } from '../../src/studies/demandGame.ts';
import { forwardEquilibria } from '../../src/studies/equilibria/forwardEquilibria.ts';
import { type ForwardGame, forwardGame } from '../../src/studies/forwardGame.ts';
import { payoffUnder } from '../../src/studies/readings.ts';
import { agent, scenario } from '../support/setups.ts';

const rule = (name: 'discriminatory' | 'posted'): ForwardRule => ({
  rule: name,
  margin: 0.25,
  domain: 'full',
  charges: 'none',
});
const bilateral = (forward: ForwardRule): ForwardGame =>
  forwardGame(scenario({ agents: [agent('seller', { endowment: 1 }), agent('buyer')], forward }));
const unequal = (forward: ForwardRule): ForwardGame =>
  forwardGame(
    scenario({
      agents: [agent('a', { endowment: 1, maxDemand: 0.4 }), agent('b'), agent('c', { maxDemand: 0.7 })],
      forward,
    }),
  );

describe('levels', () => {
  test('go in even steps from nothing to the supply, and r* is one of them where it lies on the grid', () => {
    const [seller] = demandGame(bilateral(rule('posted')), 5).levels;
    expect(seller?.map(({ demand }) => demand)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(seller?.map(({ equilibrium }) => equilibrium)).toEqual(['no', 'no', 'on grid', 'no', 'no']);
  });

  test('and r* is added in its place where it does not', () => {
    const game = unequal(rule('posted'));
    const { levels, profiles } = demandGame(game, 5);
    expect(profiles).toBe(6 ** 3);
    levels.forEach((own, i) => {
      expect(own.map(({ demand }) => demand)).toEqual(own.map(({ demand }) => demand).sort((a, b) => a - b));
      expect(own.filter(({ equilibrium }) => equilibrium === 'added')).toEqual([
        { demand: game.theory.interiorHoldings[i], equilibrium: 'added' },
      ]);
    });
  });
});

test('payoffs are those of eq. (3)', () => {
  const game = unequal(rule('discriminatory'));
  const { levels, payoffs } = demandGame(game, 4);
  const indices = [3, 0, 2];
  const demands = indices.map((level, i) => levels[i]?.[level]?.demand as number);
  expect(payoffs(indices)).toEqual(demands.map((_, i) => payoffUnder('paper', game, demands, i)));
});

test('every equilibrium of the forward game whose demands are levels is one of the discretised game', () => {
  const game = bilateral(rule('discriminatory'));
  const { levels, payoffs } = demandGame(game, 21);
  const { equilibria } = forwardEquilibria(game);
  expect(equilibria).toHaveLength(3);
  for (const { demands } of equilibria) {
    const indices = demands.map((demand, i) => levels[i]?.findIndex((level) => level.demand === demand) as number);
    const earned = payoffs(indices);
    levels.forEach((own, i) => {
      own.forEach((_, level) => {
        const instead = payoffs(indices.map((index, j) => (j === i ? level : index)));
        expect(instead[i]).toBeLessThanOrEqual((earned[i] as number) + 1e-12);
      });
    });
  }
});
