import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../scenarios/parseScenario.ts';
import type { ForwardRule, Scenario } from '../../src/domain/scenario.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { paperCases } from '../../src/studies/audit/paperCases.ts';
import { randomScenario } from '../../src/studies/audit/randomScenario.ts';
import { forwardDeviations, isEquilibrium } from '../../src/studies/forwardDeviations.ts';
import { type ForwardGame, forwardGame } from '../../src/studies/forwardGame.ts';
import { payoffUnder, READINGS, type Reading } from '../../src/studies/readings.ts';

const rule = (over: Partial<Extract<ForwardRule, { margin: number }>> = {}): ForwardRule => ({
  rule: 'discriminatory',
  margin: 0.25,
  domain: 'full',
  charges: 'none',
  ...over,
});
const randomOne = (index: number): Scenario =>
  randomScenario(streamsOf(nodeSha256, ['deviations'])(index), `random-${index}`);
const scaleOf = ({ supply, theory }: ForwardGame): number => supply * (theory.hi - theory.lo);
const randomDemands = ({ ids, supply }: ForwardGame, index: number): number[] => {
  const draw = streamsOf(nodeSha256, ['demands'])(index);
  return ids.map(() => draw() * supply);
};

describe('bilateral trade with a margin of 1/4', () => {
  const game = forwardGame({ ...(paperCases[0] as Scenario), forward: rule() });

  test('r* = (1/2, 1/2) is an equilibrium in every reading', () => {
    for (const reading of READINGS) {
      const found = forwardDeviations(game, [0.5, 0.5], { reading, tolerance: 1e-10 });
      expect(found.nashConv).toBe(0);
      expect(isEquilibrium(found, 1e-9)).toEqual({ holds: true, tolerance: 1e-9 });
    }
  });

  test('best reply overshoots: whoever finds the other at 0.4 + 0.6 runs to a corner', () => {
    // P(y) = 1/2 + 5/4 y and t^(x) = x: the payoff x^2/2 - y/2 - 5/8 y^2 has its vertex at x = 5(0.4) - 2 < 0.
    const { agents } = forwardDeviations(game, [0.4, 0.6], { reading: 'paper', tolerance: 1e-10 });
    expect(agents.map(({ bestResponse }) => bestResponse)).toEqual([0, 1]);
  });

  test('(0.4, 0.6) is no equilibrium, and the witness is the agent that may gain most', () => {
    const found = forwardDeviations(game, [0.4, 0.6], { reading: 'paper', tolerance: 1e-10 });
    const verdict = isEquilibrium(found, 1e-6);
    expect(verdict.holds).toBe(false);
    const most = Math.max(...found.agents.map(({ upperBound }) => upperBound));
    if (!verdict.holds) expect(verdict.witness.upperBound).toBe(most);
  });
});

describe('gains are proved', () => {
  test.each(READINGS)(
    'at r* of forty random economies nobody gains a billionth of the scale, reading %s, under vcg',
    (reading) => {
      for (let index = 0; index < 40; index++) {
        const game = forwardGame({ ...randomOne(index), forward: rule() });
        const { agents } = forwardDeviations(game, game.theory.interiorHoldings, {
          reading,
          tolerance: 1e-10 * scaleOf(game),
        });
        for (const { gain, upperBound } of agents) {
          expect(gain).toBeGreaterThanOrEqual(0);
          expect(upperBound).toBeGreaterThanOrEqual(gain);
          expect(upperBound / scaleOf(game)).toBeLessThan(1e-9);
        }
      }
    },
  );

  test.each(READINGS)(
    'no demand of a grid of 10,001 beats the bound, and the best of them is near the best found, reading %s',
    (reading) => {
      for (let index = 0; index < 6; index++) {
        const game = forwardGame({
          ...randomOne(index),
          forward: rule({ rule: index % 2 === 0 ? 'discriminatory' : 'posted' }),
        });
        const demands = randomDemands(game, index);
        const { agents } = forwardDeviations(game, demands, { reading, tolerance: 1e-9 * scaleOf(game) });
        agents.forEach((agent, i) => {
          const best = bestOnGrid(game, reading, demands, i);
          expect(best).toBeLessThanOrEqual(agent.payoff + agent.upperBound);
          // A grid of step S / 10,000 misses a maximum by at most the steepest slope, some hi, times the step.
          expect(agent.bestPayoff - best).toBeLessThan((4 * game.theory.hi * game.supply) / 10_000);
        });
      }
    },
  );

  test('under an agv claimant the bound still holds, though it closes in slowly', () => {
    const spot = { mechanism: 'agv', claimant: 'a1', resale: false } as const;
    const game = forwardGame({ ...randomOne(3), forward: rule(), spot });
    const demands = randomDemands(game, 3);
    const { agents } = forwardDeviations(game, demands, { reading: 'gated', tolerance: 1e-6 * scaleOf(game) });
    agents.forEach((agent, i) => {
      expect(bestOnGrid(game, 'gated', demands, i)).toBeLessThanOrEqual(agent.payoff + agent.upperBound);
      expect(agent.upperBound - agent.gain).toBeLessThan(1e-3 * scaleOf(game));
    });
  });
});

const bestOnGrid = (game: ForwardGame, reading: Reading, demands: readonly number[], agent: number): number => {
  const profile = [...demands];
  let best = Number.NEGATIVE_INFINITY;
  for (let j = 0; j <= 10_000; j++) {
    profile[agent] = (game.supply * j) / 10_000;
    best = Math.max(best, payoffUnder(reading, game, profile, agent));
  }
  return best;
};

describe('golden answers off the path', () => {
  // Their hulls and best replies are on grids: right to about 2e-5 of supply times the highest type.
  const GRID = 2e-5;
  test.each(readdirSync('test/golden/forward'))('%s', (file) => {
    const { economy, expected } = JSON.parse(readFileSync(`test/golden/forward/${file}`, 'utf8'));
    const parsed = parseScenario(JSON.stringify({ ...economy, forward: expected.forward }), {
      file,
      readColumn: () => ({ error: 'none' }),
    });
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
    const game = forwardGame(parsed.scenario);
    const { agents } = forwardDeviations(game, expected.atDemands.demands, { reading: 'paper', tolerance: 1e-9 });
    const money = game.supply * game.theory.hi;
    agents.forEach((agent, i) => {
      const golden = expected.atDemands.agents[i];
      expect(Math.abs(agent.payoff - golden.payoff) / money).toBeLessThan(GRID);
      expect((golden.gridBestPayoff - agent.bestPayoff) / money).toBeLessThan(GRID);
      expect((agent.bestPayoff - golden.gridBestPayoff) / money).toBeLessThan(1e-3);
    });
  });
});

test('where nobody is asked, nobody can deviate', () => {
  const game = forwardGame({ ...(paperCases[0] as Scenario), forward: { rule: 'none' } });
  expect(forwardDeviations(game, game.endowments, { reading: 'paper', tolerance: 1e-9 }).nashConvUpperBound).toBe(0);
});
