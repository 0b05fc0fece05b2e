import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ForwardRule, Scenario } from '../../src/domain/scenario.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { paperCases } from '../../src/studies/audit/paperCases.ts';
import { plain, randomScenario } from '../../src/studies/audit/randomScenario.ts';
import { forwardDeviations } from '../../src/studies/forwardDeviations.ts';
import type { ForwardGame } from '../../src/studies/forwardGame.ts';
import { payoffUnder } from '../../src/studies/readings.ts';
import { barycentricGrid } from '../../src/studies/stability/barycentricGrid.ts';
import { curvatureAt } from '../../src/studies/stability/curvature.ts';
import { exactPotential } from '../../src/studies/stability/exactPotential.ts';
import { forwardPotential } from '../../src/studies/stability/forwardPotential.ts';
import { gradientPath, gradientStepSize } from '../../src/studies/stability/gradientPath.ts';
import { marginalPayoffs } from '../../src/studies/stability/marginalPayoffs.ts';
import { type PricedGame, rivalRules } from '../../src/studies/stability/rivalRules.ts';
import { saddle } from '../../src/studies/stability/saddle.ts';
import { type RuleStability, type Stability, stability } from '../../src/studies/stability/stability.ts';
import { spreadPoint } from '../../src/studies/stability/startingPoints.ts';
import { type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';

const schedule = (margin = 0.25, domain: 'full' | 'paper' = 'full'): ForwardRule => ({
  rule: 'discriminatory',
  margin,
  domain,
  charges: 'none',
});
const bilateral = paperCases[0] as Scenario;
const figure1 = paperCases[5] as Scenario;
const randomOne = (index: number): Scenario =>
  randomScenario(streamsOf(nodeSha256, ['stability'])(index), `random-${index}`);
const scenarioFrom = ({ supply, agents }: WrittenEconomy): Scenario => ({
  ...plain('written'),
  supply,
  agents: agents.map((agent, i) => ({
    ...agent,
    id: `a${i + 1}`,
    forward: { strategy: 'equilibrium' },
    spot: { strategy: 'truthful' },
  })),
});
const scaleOf = ({ supply, theory }: ForwardGame): number => supply * (theory.hi - theory.lo);
const ruled = (priced: readonly PricedGame[], rule: string): PricedGame =>
  priced.find((one) => one.rule.rule === rule) as PricedGame;
const studied = (study: Stability, rule: string): RuleStability =>
  study.rules.find((one) => one.rule.rule === rule) as RuleStability;
/** Demands of all agents spread over [0, S]. */
const somewhere = ({ ids, supply }: ForwardGame, j: number): readonly number[] =>
  spreadPoint(ids.length, j).map((share) => share * supply);

describe('two agents who can use everything, uniform types, margin 1/4', () => {
  // t^_i(x) = x, so t^_i' = 1 and P(y) = 1/2 + 5/4 y: Psi = (x1^2 + x2^2)/2 - X/2 - 5/8 X^2 up to a constant.
  const priced = rivalRules({ ...bilateral, forward: schedule() });

  test('the potential is the one that paper and pencil give', () => {
    const potential = forwardPotential(ruled(priced, 'discriminatory').game);
    const byHand = (x: number, y: number): number => {
      const net = x + y - 1;
      return (x ** 2 + y ** 2) / 2 - net / 2 - (5 / 8) * net ** 2;
    };
    for (const [x, y] of [
      [0.5, 0.5],
      [0.25, 0.5],
      [0, 0.9],
      [0.7, 0.7],
    ] as const)
      expect(potential([x, y]) - potential([0.5, 0.5])).toBeCloseTo(byHand(x, y) - byHand(0.5, 0.5), 12);
  });

  test('r* is a saddle of the paper’s rule, unstable along (1, -1) with curvature 1, stable along (1, 1) with -3/2', () => {
    const { verdict, unstable, sides } = curvatureAt(ruled(priced, 'discriminatory'));
    expect({ verdict, unstable }).toEqual({ verdict: 'saddle', unstable: 1 });
    const half = Math.SQRT1_2;
    for (const { side, directions } of sides) {
      const sign = side === 'above' ? 1 : -1;
      expect(directions.map(({ curvature }) => curvature)).toEqual([expect.closeTo(1, 9), expect.closeTo(-1.5, 9)]);
      expect(directions[0]?.direction.map((x) => x * sign)).toEqual([
        expect.closeTo(half, 9),
        expect.closeTo(-half, 9),
      ]);
      expect(directions[1]?.direction.map((x) => x * sign)).toEqual([expect.closeTo(half, 9), expect.closeTo(half, 9)]);
    }
  });

  test('posted, it is a maximum with curvature 1 - 5/4 for each agent; at one price a minimum with curvature 1', () => {
    const [posted, uniform] = ['posted', 'uniform'].map((rule) => curvatureAt(ruled(priced, rule)));
    expect(posted).toMatchObject({ verdict: 'stable maximum', unstable: 0 });
    expect(uniform).toMatchObject({ verdict: 'minimum', unstable: 2 });
    const values = (found: typeof posted) => found?.sides.flatMap((side) => side.directions.map((d) => d.curvature));
    expect(values(posted)).toEqual(new Array(4).fill(expect.closeTo(-0.25, 9)));
    expect(values(uniform)).toEqual(new Array(4).fill(expect.closeTo(1, 9)));
  });

  test('best replies run to a corner in which the spot market is shut; posted, they are at r* after one round', () => {
    const study = stability({ ...bilateral, forward: schedule() }, { starts: 6, grid: 0 });
    const { ends, paths } = studied(study, 'discriminatory');
    for (const { end, dynamics } of paths) {
      if (dynamics !== 'in turn') continue;
      const { kind, operates, points } = ends[end] as RuleStability['ends'][number];
      expect({ kind, operates }).toEqual({ kind: 'converged', operates: false });
      expect([...(points[0]?.demands ?? [])].sort()).toEqual([0, 1]);
      expect(points[0]?.expectedSurplus).toBeCloseTo(-1 / 6, 9);
    }
    const posted = studied(study, 'posted');
    for (const { end, dynamics, steps } of posted.paths) {
      expect(posted.ends[end]).toMatchObject({ interior: true, operates: true });
      if (dynamics !== 'gradient') expect(steps).toBe(1);
    }
  });

  test('when both reply at once to a joint move away from r*, they swing between asking for all and for nothing', () => {
    const { ends, paths } = studied(
      stability({ ...bilateral, forward: schedule() }, { starts: 1, grid: 0 }),
      'discriminatory',
    );
    const cycles = paths.filter(({ end }) => ends[end]?.kind === 'cycle');
    expect(new Set(cycles.map(({ dynamics }) => dynamics))).toEqual(new Set(['at once']));
    const [cycle] = ends.filter(({ kind }) => kind === 'cycle');
    expect(cycle?.points.map(({ demands }) => demands[0]).sort()).toEqual([0, 1]);
  });
});

describe('the potential', () => {
  test('of every rule changes as the payoff of whoever moves, in random economies', () => {
    for (let index = 0; index < 15; index++) {
      for (const { game } of rivalRules(randomOne(index))) {
        const profiles = Array.from({ length: 4 }, (_, j) => somewhere(game, j));
        const found = exactPotential(game, forwardPotential(game), [game.theory.interiorHoldings, ...profiles]);
        expect(found.holds).toBe(true);
        expect(found.worst / scaleOf(game)).toBeLessThan(1e-11);
      }
    }
  });

  test('is none if every agent pays for its own purchase alone: the checker says who gains otherwise', () => {
    const { game } = ruled(rivalRules(figure1), 'discriminatory');
    const wrong = forwardPotential(ruled(rivalRules(figure1), 'posted').game);
    const found = exactPotential(game, wrong, [somewhere(game, 0), somewhere(game, 1)]);
    if (found.holds) throw new Error('expected a witness');
    const { demands, agent, to, payoffDifference } = found.witness;
    const moved = demands.map((demand, i) => (i === agent ? to : demand));
    expect(payoffUnder('paper', game, moved, agent) - payoffUnder('paper', game, demands, agent)).toBe(
      payoffDifference,
    );
    expect(found.worst).toBeGreaterThan(0.01);
  });

  test('has the slopes of payoffs for its gradient, and both are finite differences of payoffs', () => {
    for (let index = 0; index < 10; index++) {
      for (const { game } of rivalRules(randomOne(index))) {
        const demands = somewhere(game, index);
        const h = 1e-5 * game.supply;
        const slopes = marginalPayoffs(game, demands);
        for (const agent of demands.keys()) {
          const at = (by: number): number =>
            payoffUnder(
              'paper',
              game,
              demands.map((x, i) => (i === agent ? x + by : x)),
              agent,
            );
          const { left, right } = slopes[agent] as (typeof slopes)[number];
          // Where the two differ there is no slope between them.
          if (left !== right) continue;
          expect(Math.abs((at(h) - at(-h)) / (2 * h) - right) / game.theory.hi).toBeLessThan(1e-3);
        }
      }
    }
  });
});

describe('the Hessian at r*', () => {
  /** d^2 payoff_i / d x_i d x_j from r*, both moves to one side, from three steps of each: error of the order of h. */
  const cross = (game: ForwardGame, i: number, j: number, h: number): number => {
    const { interiorHoldings } = game.theory;
    const at = (a: number, b: number): number =>
      payoffUnder(
        'paper',
        game,
        interiorHoldings.map((x, agent) => x + (agent === i ? a : 0) + (agent === j ? b : 0)),
        i,
      );
    return i === j
      ? (at(h, h) - 2 * at(h, 0) + at(0, 0)) / h ** 2
      : (at(h, h) - at(h, 0) - at(0, h) + at(0, 0)) / h ** 2;
  };

  test('is the matrix of finite differences of payoffs', () => {
    for (let index = 0; index < 12; index++) {
      for (const priced of rivalRules(randomOne(index))) {
        const { game } = priced;
        for (const { side, directions, slopes, priceSlope } of curvatureAt(priced).sides) {
          const h = (side === 'above' ? 1 : -1) * 1e-4 * game.supply;
          const scale = Math.max(priceSlope, ...slopes);
          // Put together again from eigenvalues and eigenvectors.
          const entry = (i: number, j: number): number =>
            directions.reduce(
              (sum, d) => sum + d.curvature * (d.direction[i] as number) * (d.direction[j] as number),
              0,
            );
          for (const i of game.ids.keys())
            for (const j of game.ids.keys())
              expect(Math.abs(entry(i, j) - cross(game, i, j, h)) / scale).toBeLessThan(0.02);
        }
      }
    }
  });

  test('has n - 1 unstable directions and a stable one under the paper’s rule, none posted, n at one price', () => {
    for (let index = 0; index < 40; index++) {
      const scenario = {
        ...randomOne(index),
        forward: schedule(index % 4 === 0 ? 0.01 : 0.25, index % 2 === 0 ? 'full' : 'paper'),
      };
      const n = scenario.agents.length;
      const [paper, posted, uniform] = rivalRules(scenario).map(curvatureAt);
      expect(paper).toMatchObject({
        verdict: 'saddle',
        sides: [
          { unstable: n - 1, flat: 0 },
          { unstable: n - 1, flat: 0 },
        ],
      });
      expect(posted).toMatchObject({
        verdict: 'stable maximum',
        sides: [
          { unstable: 0, flat: 0 },
          { unstable: 0, flat: 0 },
        ],
      });
      expect(uniform).toMatchObject({ verdict: 'minimum', unstable: n });
      for (const { directions, priceSlope, slopes } of [paper, posted, uniform].flatMap((found) => found?.sides ?? []))
        for (const { curvature, measured, confirmed } of directions) {
          expect(confirmed).toBe(true);
          expect(Math.abs(measured - curvature) / Math.max(priceSlope, ...slopes)).toBeLessThan(1e-5);
        }
    }
  });

  test('is flat under a posted price that runs along the agents’ own curves, and still a saddle under the paper’s rule', () => {
    const [paper, posted] = rivalRules({ ...bilateral, forward: schedule(0) }).map(curvatureAt);
    expect(posted).toMatchObject({ verdict: 'flat', unstable: 0, sides: [{ flat: 2 }, { flat: 2 }] });
    expect(paper).toMatchObject({ verdict: 'saddle', unstable: 1 });
  });

  test('says nothing where an interim allocation is flat at t^', () => {
    const near = (mean: number) => ({ family: 'truncated-normal', mean, sd: 0.01, min: 0, max: 1 }) as const;
    const apart = {
      ...bilateral,
      agents: bilateral.agents.map((agent, i) => ({ ...agent, type: near(i === 0 ? 0.1 : 0.9) })),
    };
    for (const priced of rivalRules(apart))
      expect(curvatureAt(priced)).toMatchObject({ verdict: 'undetermined', sides: [] });
    expect(saddle(apart)).toEqual({ applies: false, holds: true, margin: 0 });
  });

  test('stands at no resting point under one price that is not t^', () => {
    const [own] = rivalRules({ ...bilateral, forward: { rule: 'uniform', price: 0.7, charges: 'none' } });
    expect(curvatureAt(own as PricedGame)).toMatchObject({
      verdict: 'not stationary',
      gradient: [expect.closeTo(-0.2, 9), expect.closeTo(-0.2, 9)],
    });
  });
});

describe('paths', () => {
  const studies = [figure1, ...[0, 1, 2].map(randomOne)].map((scenario) => ({
    games: rivalRules(scenario),
    study: stability(scenario, { starts: 3, grid: scenario.agents.length === 3 ? 4 : 0 }),
  }));

  test('of best replies in turn end at equilibria, by certificate', () => {
    let certified = 0;
    for (const { games, study } of studies) {
      for (const { rule, paths, ends } of study.rules) {
        const { game } = ruled(games, rule.rule);
        const reached = new Set(paths.filter(({ dynamics }) => dynamics === 'in turn').map(({ end }) => end));
        for (const { kind, points } of ends.filter((_, end) => reached.has(end))) {
          if (kind === 'unsettled') continue;
          expect(kind).toBe('converged');
          const { demands = [], largestGain } = points[0] ?? {};
          expect(largestGain).toBe(0);
          // Replies are searched for to a millionth of the scale before they are polished.
          const tolerance = 1e-6 * scaleOf(game);
          const { agents } = forwardDeviations(game, demands, { reading: 'paper', tolerance });
          for (const { gain } of agents) expect(gain).toBeLessThanOrEqual(tolerance);
          for (const [i, { left, right }] of marginalPayoffs(game, demands).entries()) {
            const between = (demands[i] as number) > 0 && (demands[i] as number) < game.supply && left === right;
            if (between) expect(Math.abs(right) / game.theory.hi).toBeLessThan(1e-7);
          }
          certified += 1;
        }
      }
    }
    expect(certified).toBeGreaterThan(10);
  });

  test('of ascent end where the potential rises no more, and higher than they began', () => {
    for (const { games, study } of studies) {
      for (const { rule, paths, ends } of study.rules) {
        const { game } = ruled(games, rule.rule);
        const potential = forwardPotential(game);
        for (const { dynamics, start, end } of paths) {
          const { kind, points } = ends[end] as RuleStability['ends'][number];
          if (dynamics !== 'gradient' || kind !== 'converged') continue;
          const { demands } = points[0] as (typeof points)[number];
          expect(potential(demands)).toBeGreaterThanOrEqual(potential(start) - 1e-12 * scaleOf(game));
          marginalPayoffs(game, demands).forEach(({ left, right }, i) => {
            const x = demands[i] as number;
            if (x < game.supply) expect(right / game.theory.hi).toBeLessThan(1e-6);
            if (x > 0) expect(left / game.theory.hi).toBeGreaterThan(-1e-6);
          });
        }
      }
    }
  });

  test('of ascent never go down, at any step', () => {
    for (const { games } of studies) {
      for (const priced of games) {
        const { game } = priced;
        const [potential, stepSize] = [forwardPotential(game), gradientStepSize(priced)];
        let demands = somewhere(game, 5);
        for (let step = 0; step < 60; step++) {
          const next = gradientPath({ game, from: demands, stepSize, closeness: 0, mostSteps: 1 }).points[0] ?? [];
          expect(potential(next)).toBeGreaterThanOrEqual(potential(demands) - 1e-12 * scaleOf(game));
          demands = next;
        }
      }
    }
  });

  test('come to r* posted, from everywhere, and never under the other rules', () => {
    for (const { study } of studies) {
      for (const { rule, paths, basins, ends } of study.rules) {
        const all = [...paths.map(({ end }) => end), ...basins.flatMap(({ inTurn, gradient }) => [inTurn, gradient])];
        for (const end of all) expect(ends[end]?.interior).toBe(rule.rule === 'posted');
      }
    }
  });

  test('say whether the spot market operates where they end: where the surplus of the cleared holdings is not negative', () => {
    for (const { games, study } of studies) {
      const scale = scaleOf((games[0] as PricedGame).game);
      for (const { holdings, expectedSurplus, operates } of study.rules.flatMap(({ ends }) =>
        ends.flatMap((end) => end.points),
      )) {
        expect(holdings.reduce((sum, held) => sum + held, 0)).toBeCloseTo(study.supply, 12);
        if (Math.abs(expectedSurplus) > 1e-9 * scale) expect(operates).toBe(expectedSurplus > 0);
      }
    }
  });

  test('are told one after the other, up to their number', () => {
    const told: (readonly [number, number])[] = [];
    const study = stability(figure1, { starts: 2, grid: 2, onPath: (...each) => told.push(each) });
    const total = study.rules.reduce((sum, { paths, basins }) => sum + paths.length + 2 * basins.length, 0);
    expect(told).toEqual(Array.from({ length: total }, (_, j) => [j + 1, total]));
  });
});

test('starting points fill the space of demands evenly: each eighth of the cube has its share of a thousand', () => {
  const counts = new Array<number>(8).fill(0);
  for (let j = 0; j < 1000; j++) {
    const eighth = spreadPoint(3, j).reduce((place, share) => 2 * place + (share < 0.5 ? 0 : 1), 0);
    counts[eighth] = (counts[eighth] as number) + 1;
  }
  for (const found of counts) expect(Math.abs(found - 125)).toBeLessThan(10);
});

describe('basins of three agents', () => {
  test('cover the simplex: every division of the supply in twelve parts, once, corners and edges included', () => {
    const points = barycentricGrid(3, 12);
    expect(points).toHaveLength((13 * 14) / 2);
    expect(new Set(points.map((point) => point.map((x) => Math.round(4 * x)).join())).size).toBe(points.length);
    for (const point of points) expect(point.reduce((sum, x) => sum + x, 0)).toBeCloseTo(3, 12);
    for (const corner of [
      [3, 0, 0],
      [0, 3, 0],
      [0, 0, 3],
    ])
      expect(points).toContainEqual(corner);
  });

  test('of an economy that is symmetric are: exchanging agents 2 and 3 exchanges the ends', () => {
    const { basins, ends } = studied(stability(figure1, { starts: 1, grid: 7 }), 'discriminatory');
    expect(basins).toHaveLength(36);
    const swapped = ([a, b, c]: readonly number[]) => [a, c, b] as readonly number[];
    const endAt = (demands: readonly number[]) => {
      const near = basins.find((point) => point.demands.every((x, i) => Math.abs(x - (demands[i] as number)) < 1e-9));
      return ends[near?.gradient as number]?.points[0]?.demands as readonly number[];
    };
    for (const { demands } of basins) {
      const [one, other] = [endAt(demands), swapped(endAt(swapped(demands)))];
      for (const [i, x] of one.entries()) expect(Math.abs(x - (other[i] as number))).toBeLessThan(1e-5);
    }
  });

  test('are drawn for three agents only', () => {
    for (const { basins } of stability(bilateral, { starts: 1, grid: 5 }).rules) expect(basins).toEqual([]);
  });
});

describe('r* is a saddle under the paper’s rule and stable posted', () => {
  test('in the paper’s own cases', () => {
    for (const scenario of paperCases) expect(saddle(scenario)).toMatchObject({ applies: true, holds: true });
    // Posted, each of two agents has curvature 1 - 5/4 where the price has slope 5/4.
    expect(saddle(bilateral).margin).toBeCloseTo(1 / 5, 9);
  });

  test('in economies of every family, with margins from 1/100 to 2 and either domain of the hulls', () =>
    fc.assert(
      fc.property(
        writtenEconomies({ most: 4 }),
        fc.constantFrom(0.01, 0.25, 2),
        fc.constantFrom('full' as const, 'paper' as const),
        (economy, margin, domain) => {
          const found = saddle({ ...scenarioFrom(economy), forward: schedule(margin, domain) });
          expect(found.holds).toBe(true);
        },
      ),
      { numRuns: 60 },
    ));

  test('also where a density jumps at r*, and in expectation over states of demand', () => {
    const points: [number, number][] = [
      [0, 0],
      [0.25, 0.4],
      [0.5, 0.5],
      [0.7, 0.9],
      [1, 1],
    ];
    const jump = {
      ...bilateral,
      agents: bilateral.agents.map((agent) => ({
        ...agent,
        type: { family: 'quantiles', points, min: 0, max: 1 } as const,
      })),
    };
    // Slopes 5/2 below and 1/2 above t^ = 1/2.
    expect(curvatureAt(rivalRules(jump)[0] as PricedGame).sides.map(({ slopes }) => slopes)).toEqual([
      [expect.closeTo(2.5, 9), expect.closeTo(2.5, 9)],
      [expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)],
    ]);
    expect(saddle(jump)).toMatchObject({ applies: true, holds: true });
    const outcomes = [
      { id: 'low', probability: 0.5, demandScale: 0.7 },
      { id: 'high', probability: 0.5, demandScale: 1.5 },
    ];
    expect(saddle({ ...figure1, states: { anticipated: true, outcomes } })).toMatchObject({
      applies: true,
      holds: true,
    });
  });

  test('says nothing of a margin of 0, or where a part of r* is idle in a state', () => {
    const nothing = { applies: false, holds: true, margin: 0 };
    expect(saddle({ ...bilateral, forward: schedule(0) })).toEqual(nothing);
    // Agent 3 can use 0.1 in the low state and holds 0.104.
    const outcomes = [
      { id: 'low', probability: 0.05, demandScale: 0.5 },
      { id: 'high', probability: 0.95, demandScale: 2 },
    ];
    const uneven = figure1.agents.map((agent, i) => ({ ...agent, maxDemand: i === 2 ? 0.2 : 1 }));
    const idle = { ...figure1, agents: uneven, states: { anticipated: true, outcomes } };
    expect(saddle(idle)).toEqual(nothing);
    expect(curvatureAt(rivalRules(idle)[0] as PricedGame).verdict).toBe('not stationary');
  });

  test('whatever the scenario’s own rule is', () => {
    for (const forward of [{ rule: 'none' }, { rule: 'uniform', price: 0.3, charges: 'none' }] as const)
      expect(saddle({ ...figure1, forward })).toEqual(saddle(figure1));
    expect(saddle({ ...figure1, forward: { ...schedule(), rule: 'posted' } as ForwardRule })).toEqual(saddle(figure1));
  });
});

test('a scenario without a forward market has no stability', () =>
  expect(() => stability({ ...bilateral, forward: { rule: 'none' } }, { starts: 1, grid: 1 })).toThrow(RangeError));
