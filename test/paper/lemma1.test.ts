import { describe, expect, test } from 'vitest';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { agent, scenario } from '../support/setups.ts';
import { sortedWelfare } from '../theory/oracles/textbook.ts';
import { expectToHold } from './fare.ts';
import { theoryFor } from './markets.ts';

describe('Lemma 1: given r_i, the worst-off type is min { t : q_i(t) >= min(r_i, k_i) }', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Lemma 1'));

  // Of a dominant-strategy mechanism an agent expects E[W(t, theta_-i)] and a constant, less its outside option min(r_i, k_i) t.
  // Here the others' uniform types are averaged over a grid; q_1(t) = 1/2 - (1 - t)^2 / 4.
  const maxDemands = [1 / 2, 1 / 4, 1 / 2];
  const cells = Array.from({ length: 48 }, (_, j) => (j + 1 / 2) / 48);
  const gain = (t: number, held: number): number => {
    const welfare = cells.flatMap((a) => cells.map((b) => sortedWelfare([t, a, b], maxDemands, 1)));
    return welfare.reduce((sum, w) => sum + w, 0) / welfare.length - Math.min(held, 1 / 2) * t;
  };
  const types = Array.from({ length: 49 }, (_, j) => j / 48);
  const market = scenario({ agents: maxDemands.map((maxDemand, i) => agent(`a${i + 1}`, { maxDemand })) });

  test.each([
    ['less than it gets at any type', 0.1, 0],
    ['what it gets at 1/2', 7 / 16, 1 / 2],
    ['more than it can use', 0.7, 1],
  ])('who holds %s, %d units, gains least at %d', (_, held, worst) => {
    const gains = types.map((t) => gain(t, held));
    expect(types[gains.indexOf(Math.min(...gains))]).toBe(worst);
    expect(spotProspect(theoryFor(market), [held, 1 - held, 0]).worstOffTypes[0]).toBeCloseTo(worst, 12);
  });

  test('a type a tenth away gains more', () => {
    for (const other of [0.4, 0.6]) expect(gain(other, 7 / 16) - gain(1 / 2, 7 / 16)).toBeGreaterThan(0.001);
  });
});
