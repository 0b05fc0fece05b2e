import { describe, expect, test } from 'vitest';
import type { PerAgent } from '../../src/domain/economy.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { assemble, eventsOf, play } from '../support/setups.ts';
import { largest, outlookFor, partners, ruled, unequal } from './learningWorlds.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => `seed ${seed}`);
const STEP = 1 / 20;

const WORLDS = [
  ['partners', partners],
  ['four unequal agents', unequal],
] as const;

/** Demands of the last tenth of the cycles, as distances from r* in grid steps: by seed, cycle and agent. */
const distances = (given: Scenario): readonly (readonly PerAgent[])[] => {
  const { theory, markets } = assemble(given);
  const outlook = outlookFor(given);
  return SEEDS.map((seed) => {
    const events = play({ ...given, seed }, { detail: 'compact', markets: { ...markets, outlook: () => outlook } });
    return eventsOf(events, 'forward-cleared')
      .slice(-Math.ceil(given.cycles / 10))
      .map(({ demands }) =>
        demands.map((x, i) => (x - (theory.interiorHoldings[i] as number)) / (STEP * (theory.maxDemands[i] as number))),
      );
  });
};

describe.each(WORLDS)('under posted prices, %s from any start and over 20 seeds', (_, world) => {
  test.each([
    ['best-reply', 2],
    ['gradient', 300],
    ['regret-matching', 1000],
  ])('who play %s end within one grid step of r*', (strategy, cycles) => {
    const final = distances(ruled(world({ strategy }), 'posted', cycles)).map((tenth) => tenth.at(-1) as PerAgent);
    expect(largest(final.flat())).toBeLessThan(1);
  });

  test.each([
    ['fictitious-play', 300, 0.95],
    ['hedge', 1000, 0.7],
  ])('who play %s demand within one grid step of r* on average and mostly', (strategy, cycles, share) => {
    const tenths = distances(ruled(world({ strategy }), 'posted', cycles));
    const means = tenths.flatMap((tenth) =>
      (tenth[0] as PerAgent).map((_, i) => tenth.reduce((sum, row) => sum + (row[i] as number), 0) / tenth.length),
    );
    expect(largest(means)).toBeLessThan(1);
    const all = tenths.flat(2);
    expect(all.filter((distance) => Math.abs(distance) <= 1).length / all.length).toBeGreaterThan(share);
  });
});

describe.each(WORLDS)("under the paper's rule, %s over 20 seeds", (_, world) => {
  test.each([
    ['best-reply', 50],
    ['gradient', 300],
  ])('who play %s leave r* from a thousandth of the way', (strategy, cycles) => {
    const tenths = distances(ruled(world({ strategy, spread: 0.001 }), 'discriminatory', cycles));
    for (const tenth of tenths) expect(largest(tenth.at(-1) as PerAgent)).toBeGreaterThan(3);
  });

  test('who reply best from r* itself stay there', () => {
    const tenths = distances(ruled(world({ strategy: 'best-reply', spread: 0 }), 'discriminatory', 3));
    expect(largest(tenths.flat(2))).toBeLessThan(1e-9);
  });
});
