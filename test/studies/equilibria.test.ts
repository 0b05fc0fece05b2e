import { describe, expect, test } from 'vitest';
import { readScenario } from '../../scenarios/readScenario.ts';
import type { ForwardRule, Scenario } from '../../src/domain/scenario.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { randomScenario } from '../../src/studies/audit/randomScenario.ts';
import { type Equilibria, forwardEquilibria } from '../../src/studies/equilibria/forwardEquilibria.ts';
import { forwardDeviations } from '../../src/studies/forwardDeviations.ts';
import { type ForwardGame, forwardGame } from '../../src/studies/forwardGame.ts';
import { payoffUnder } from '../../src/studies/readings.ts';
import { agent, scenario } from '../support/setups.ts';
import { undisproved } from './disproof.ts';

const schedule = (given: Partial<Extract<ForwardRule, { margin: number }>> = {}): ForwardRule => ({
  rule: 'discriminatory',
  margin: 0.25,
  domain: 'full',
  charges: 'none',
  ...given,
});
const uniform: ForwardRule = { rule: 'uniform', price: null, charges: 'none' };
const bundled = (name: string): Scenario => {
  const read = readScenario(`scenarios/${name}.yaml`);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.scenario;
};
const bilateral = (forward: ForwardRule): ForwardGame =>
  forwardGame(scenario({ agents: [agent('seller', { endowment: 1 }), agent('buyer')], forward }));
/** Economies of two and three agents, of every family. */
const random = (count: number, forward: ForwardRule): readonly ForwardGame[] => {
  const found: ForwardGame[] = [];
  for (let index = 0; found.length < count; index++) {
    const one = randomScenario(streamsOf(nodeSha256, ['equilibria'])(index), `random-${index}`);
    if (one.agents.length <= 3) found.push(forwardGame({ ...one, forward }));
  }
  return found;
};
const demandsOf = ({ equilibria }: Equilibria): readonly (readonly number[])[] =>
  equilibria.map(({ demands }) => demands.map((demand) => Number(demand.toFixed(9)))).sort();

describe('bilateral trade', () => {
  test.each([0, 0.25, 2])('at margin %d has r* and the two corners for equilibria, and trade only at r*', (margin) => {
    const found = forwardEquilibria(bilateral(schedule({ margin })));
    expect(found).toMatchObject({ count: 3, complete: true });
    expect(found.equilibria.map(({ demands }) => demands)).toEqual(
      expect.arrayContaining([
        [0, 1],
        [1, 0],
      ]),
    );
    const [star, ...corners] = found.equilibria;
    expect(star).toMatchObject({ interior: true, interiorHoldings: true, addsUp: true, operates: true });
    // Myerson & Satterthwaite: a corner loses 1/6, r* earns 1/12.
    expect(star?.expectedSurplus).toBeCloseTo(1 / 12, 12);
    for (const { operates, interior, expectedSurplus } of corners) {
      expect({ operates, interior }).toEqual({ operates: false, interior: false });
      expect(expectedSurplus).toBeCloseTo(-1 / 6, 12);
    }
  });

  test('at one price has corners alone: r* is none', () => {
    const found = forwardEquilibria(bilateral(uniform));
    // pi(0) = 1/6 and pi(1) - 1/2 = 2/3 - 1/2 earn the same whatever the other does.
    expect(demandsOf(found)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  test('at posted prices has r* alone', () => {
    const found = forwardEquilibria(bilateral(schedule({ rule: 'posted' })));
    expect(found).toMatchObject({ count: 1, complete: true, equilibria: [{ interiorHoldings: true }] });
  });

  test('without a forward market has none', () => {
    expect(forwardEquilibria(bilateral({ rule: 'none' }))).toMatchObject({ count: 0, equilibria: [], complete: true });
  });
});

test('three partners under P(y) = 1/sqrt(3) + 2y have seven: r*, everything to one, and 0.539 to two each', () => {
  const agents = [0.5, 0.3, 0.2].map((endowment, i) => agent(`a${i}`, { endowment }));
  const game = forwardGame(scenario({ agents, forward: schedule() }));
  const potential = (y: number): number => y / Math.sqrt(3) + y * y;
  const end = (i: number, holding: number, others: number): number => others + holding - (game.endowments[i] as number);
  const found = forwardEquilibria({
    ...game,
    round: {
      ...game.round,
      payment: (i, holding, others) => potential(end(i, holding, others)) - potential(others),
      marginalPrice: (i, holding, others) => 1 / Math.sqrt(3) + 2 * end(i, holding, others),
    },
  });
  expect(found).toMatchObject({
    count: 7,
    complete: true,
    equilibria: [{ interiorHoldings: true }, {}, {}, {}, {}, {}, {}],
  });
  const pairs = found.equilibria.filter(({ addsUp }) => !addsUp);
  expect(pairs).toHaveLength(3);
  for (const { demands, excess } of pairs) {
    expect([...demands].sort()[0]).toBe(0);
    // With k = 1 t^(x) = sqrt(x), so x solves sqrt(x) = 1/sqrt(3) + 2(2x - 1).
    const x = Math.max(...demands);
    expect(Math.sqrt(x)).toBeCloseTo(1 / Math.sqrt(3) + 2 * (2 * x - 1), 9);
    expect(excess).toBeCloseTo(2 * x - 1, 9);
  }
});

describe('every equilibrium is found', () => {
  const rules: readonly (readonly [string, number, ForwardRule])[] = [
    ['discriminatory', 6, schedule()],
    ['discriminatory at a large margin over the paper’s interval', 2, schedule({ margin: 1, domain: 'paper' })],
    ['discriminatory at a small margin', 4, schedule({ margin: 0.05 })],
    ['posted', 4, schedule({ rule: 'posted' })],
    ['uniform', 4, uniform],
  ];
  test.each(rules)('%s, %d economies: every other profile is disproved', (_, count, rule) => {
    for (const game of random(count, rule)) {
      const found = forwardEquilibria(game);
      expect(found.complete).toBe(true);
      expect(undisproved(game, found.equilibria, { near: game.supply / 32, depth: 20 })).toBeNull();
    }
  });

  test('one that were missing would be noticed', () => {
    for (const game of random(2, schedule())) {
      const { equilibria } = forwardEquilibria(game);
      equilibria.forEach(({ demands, continuum }, withheld) => {
        if (continuum !== null) return;
        const known = equilibria.filter((_, j) => j !== withheld);
        const box = undisproved(game, known, { near: game.supply / 32, depth: 20 });
        // Another one may be so near that it covers this one's place.
        const alone = known.every((other) => distance(other.demands, demands) > game.supply / 16);
        if (alone) expect(distance(box?.lo ?? [], demands)).toBeLessThan(game.supply / 32);
      });
    }
  });
});

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...b.map((x, i) => Math.abs(x - (a[i] ?? Number.POSITIVE_INFINITY))));

describe('what is found is an equilibrium', () => {
  test.each([
    ['discriminatory', schedule()],
    ['posted', schedule({ rule: 'posted' })],
    ['uniform', uniform],
  ])('%s: no demand on a grid of 501 gains more than the tolerance', (_, rule) => {
    for (const game of random(6, rule)) {
      const { equilibria, tolerance } = forwardEquilibria(game);
      for (const { demands, gain, gainUpperBound } of equilibria) {
        expect(gain).toBeGreaterThanOrEqual(0);
        expect(gainUpperBound).toBeLessThanOrEqual(tolerance);
        demands.forEach((_demand, i) => {
          expect(bestOnGrid(game, demands, i) - payoffUnder('paper', game, demands, i)).toBeLessThanOrEqual(tolerance);
        });
      }
    }
  });

  test('with states of demand, too', () => {
    const states = {
      anticipated: true,
      outcomes: [
        { id: 'tight', probability: 0.5, demandScale: 1 },
        { id: 'slack', probability: 0.5, demandScale: 0.7 },
      ],
    };
    const game = forwardGame(scenario({ states, forward: schedule() }));
    const { equilibria, tolerance, complete } = forwardEquilibria(game);
    expect(complete).toBe(true);
    expect(equilibria.length).toBeGreaterThan(1);
    for (const { demands } of equilibria) {
      demands.forEach((_demand, i) => {
        expect(bestOnGrid(game, demands, i) - payoffUnder('paper', game, demands, i)).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  test('and so is every point of a continuum, which is where agents want units for the spot market’s lowest price', () => {
    const game = forwardGame(bundled('figure-1-k1-0.100'));
    const { equilibria, tolerance } = forwardEquilibria(game);
    const wide = equilibria.filter(({ continuum }) => continuum !== null);
    expect(wide).toHaveLength(5);
    for (const { demands, continuum, excess } of wide) {
      const [from, to] = [continuum?.from ?? [], continuum?.to ?? []];
      for (const moved of [0.25, 0.9]) {
        // One free agent goes towards its end, the other makes up for it.
        const [a, b] = demands.flatMap((_, i) => ((from[i] as number) < (to[i] as number) ? [i] : [])) as [
          number,
          number,
        ];
        const step =
          moved * Math.min((to[a] as number) - (demands[a] as number), (demands[b] as number) - (from[b] as number));
        const point = demands.map((demand, i) => demand + (i === a ? step : i === b ? -step : 0));
        expect(step).toBeGreaterThan(0);
        expect(point.reduce((sum, demand) => sum + demand, -game.supply)).toBeCloseTo(excess, 12);
        const { agents } = forwardDeviations(game, point, { reading: 'paper', tolerance: tolerance / 4 });
        for (const { upperBound } of agents) expect(upperBound).toBeLessThan(tolerance);
      }
    }
  });
});

describe('agents that are alike trade places', () => {
  const partners = forwardGame(scenario({ forward: schedule() }));

  test('and every permutation is listed, where there is room', () => {
    const found = forwardEquilibria(partners);
    const listed = demandsOf(found).map(String);
    expect(new Set(listed).size).toBe(found.count);
    for (const demands of demandsOf(found)) {
      const [a, b, c] = demands;
      for (const order of [
        [a, c, b],
        [b, a, c],
        [b, c, a],
        [c, a, b],
        [c, b, a],
      ])
        expect(listed).toContain(String(order));
    }
  });

  test('and where there is none, each set of demands is listed once with the number of its permutations', () => {
    const game = forwardGame(bundled('two-sided-2x3'));
    const [all, some] = [forwardEquilibria(game), forwardEquilibria(game, { most: 20 })];
    expect(all.equilibria).toHaveLength(81);
    expect(some.count).toBe(81);
    expect(some.equilibria.length).toBeLessThan(20);
    expect(some.equilibria.reduce((sum, { permutations }) => sum + permutations, 0)).toBe(all.count);
  });
});

test('a search that ends before it has seen everything says so', () => {
  const many = Array.from({ length: 21 }, (_, i) =>
    agent(`a${i}`, { maxDemand: [0.1, 0.07, 0.05][i % 3] as number, endowment: 1 / 21 }),
  );
  const found = forwardEquilibria(forwardGame(scenario({ agents: many, forward: schedule() })), { most: 3 });
  expect(found).toMatchObject({ complete: false, shortfalls: ['patterns'] });
  expect(found.equilibria).toHaveLength(3);
  expect(found.equilibria[0]).toMatchObject({ interiorHoldings: true, permutations: 1 });
});

const bestOnGrid = (game: ForwardGame, demands: readonly number[], agent: number): number => {
  const profile = [...demands];
  let best = Number.NEGATIVE_INFINITY;
  for (let j = 0; j <= 500; j++) {
    profile[agent] = (game.supply * j) / 500;
    best = Math.max(best, payoffUnder('paper', game, profile, agent));
  }
  return best;
};
