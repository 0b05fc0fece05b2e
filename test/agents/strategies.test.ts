import { describe, expect, test } from 'vitest';
import { bundledForward, bundledSpot } from '../../agents/bundled.ts';
import { agentsOf, bundledStrategies } from '../../src/assembly/agentsOf.ts';
import type { ForwardObservation, ForwardStrategy, SpotObservation, SpotStrategy } from '../../src/domain/agents.ts';
import { runEvents } from '../../src/engine/run.ts';
import { agent, assemble, eventsOf, play, scenario, setupOf } from '../support/setups.ts';

const world = scenario();

const known = {
  cycle: 1,
  economy: { ...assemble(world).economy, supply: 2, support: { min: 1, max: 3 } },
  states: null,
  forwardRule: world.forward,
  spotRule: world.spot,
  discount: 1,
  endowments: [1, 1 / 2, 1 / 2],
  priceAtZero: 2,
  interiorHoldings: [3 / 4, 3 / 4, 1 / 2],
  outlook: { payoff: () => 0, marginalPayoff: () => 0 },
  previous: null,
};
const draws = (u: number) => () => () => u;
const forwardView: ForwardObservation = { public: known, self: 0, endowment: 1, last: null, random: draws(1 / 4) };
const spotView: SpotObservation = {
  public: known,
  self: 0,
  state: null,
  maxDemands: [1, 1 / 2, 1 / 2],
  holdings: [1, 1 / 2, 1 / 2],
  worstOffTypes: [2, 2, 2],
  type: 5 / 2,
  last: null,
  random: draws(1 / 4),
};

const demandOf = (name: string, parameters: Record<string, number> = {}, view = forwardView): number =>
  (bundledStrategies.forward.get(name) as ForwardStrategy).create(parameters).demand(view);
const reportOf = (name: string, parameters: Record<string, number> = {}, view = spotView): number =>
  (bundledStrategies.spot.get(name) as SpotStrategy).create(parameters).report(view);

describe('a forward agent', () => {
  test('named equilibrium demands the interior holding', () => {
    expect(demandOf('equilibrium')).toBe(3 / 4);
    expect(demandOf('equilibrium', {}, { ...forwardView, self: 2 })).toBe(1 / 2);
  });

  test('named endowment demands what it owns', () => {
    expect(demandOf('endowment')).toBe(1);
  });

  test('named fixed demands the same whatever it sees', () => {
    expect(demandOf('fixed', { demand: 5 / 4 })).toBe(5 / 4);
    expect(demandOf('fixed', { demand: 5 / 4 }, { ...forwardView, self: 1, endowment: 0 })).toBe(5 / 4);
  });

  test('named shade demands a share of the interior holding, at most the supply', () => {
    expect(demandOf('shade', { factor: 1 / 2 })).toBe(3 / 8);
    expect(demandOf('shade', { factor: 100 })).toBe(2);
    expect(demandOf('shade', { factor: 0 })).toBe(0);
  });

  test('named random demands a share of the supply that it draws', () => {
    expect(demandOf('random')).toBe(1 / 2);
  });
});

describe('a spot agent', () => {
  test('named truthful reports its type', () => {
    expect(reportOf('truthful')).toBe(5 / 2);
  });

  test('named fixed reports the same whatever its type', () => {
    expect(reportOf('fixed', { report: 9 / 8 })).toBe(9 / 8);
    expect(reportOf('fixed', { report: 9 / 8 }, { ...spotView, type: 1 })).toBe(9 / 8);
  });

  test('named shade reports a share of its type, brought back into the support', () => {
    expect(reportOf('shade', { factor: 3 / 4 })).toBe(15 / 8);
    expect(reportOf('shade', { factor: 1 / 4 })).toBe(1);
    expect(reportOf('shade', { factor: 2 })).toBe(3);
  });

  test('named random reports a type between the ends of the support', () => {
    expect(reportOf('random')).toBe(3 / 2);
    expect(reportOf('random', {}, { ...spotView, random: draws(0) })).toBe(1);
  });
});

describe('the bundle', () => {
  test('has every strategy under its own name, and no name twice', () => {
    const forward = [
      'equilibrium',
      'endowment',
      'fixed',
      'shade',
      'random',
      'best-reply',
      'gradient',
      'fictitious-play',
    ];
    const bandits = ['exp3', 'q-learning', 'roth-erev'];
    expect([...bundledStrategies.forward.keys()]).toEqual([
      ...forward,
      'hedge',
      'regret-matching',
      ...bandits,
      'zero-intelligence',
      'level-k',
    ]);
    expect([...bundledStrategies.spot.keys()]).toEqual(['truthful', 'shade', 'fixed', 'random', 'hedge', ...bandits]);
    expect(bundledStrategies.forward.size).toBe(bundledForward.length);
    expect(bundledStrategies.spot.size).toBe(bundledSpot.length);
  });

  test('says what each strategy and each of its parameters is', () => {
    for (const { about, parameters } of [...bundledForward, ...bundledSpot]) {
      expect(about).toMatch(/^[a-z].{10,}[^.]$/);
      for (const parameter of Object.values(parameters)) expect(parameter.about).not.toBe('');
    }
  });

  test('gives strategies the parameters of the scenario', () => {
    const given = scenario({
      agents: [
        agent('a1', {
          endowment: 1,
          forward: { strategy: 'shade', factor: 1 / 2 },
          spot: { strategy: 'fixed', report: 1 / 4 },
        }),
        agent('a2'),
      ],
    });
    const { forwardAgents, spotAgents } = agentsOf(given);
    expect(forwardAgents[0]?.demand(forwardView)).toBe(3 / 8);
    expect(spotAgents[0]?.report(spotView)).toBe(1 / 4);
  });

  test('does not know a strategy that nobody wrote', () => {
    const given = scenario({ agents: [agent('a1', { forward: { strategy: 'guess' } })] });
    expect(() => agentsOf(given)).toThrow('unknown strategy guess');
  });
});

describe('random agents', () => {
  const gamblers = scenario({
    agents: ['a1', 'a2', 'a3'].map((id) =>
      agent(id, { endowment: id === 'a1' ? 1 : 0, forward: { strategy: 'random' }, spot: { strategy: 'random' } }),
    ),
    cycles: 5,
    carry: 'reset',
    forward: { rule: 'uniform', price: 1 / 2, charges: 'none' },
    spot: { mechanism: 'agv', claimant: 'equal', resale: false },
  });
  const demands = (seed: string): readonly number[] =>
    eventsOf(play(gamblers, { seed }), 'demand-submitted').map(({ demand }) => demand);

  test('demand and report the same in the same run again', () => {
    expect(play(gamblers)).toEqual(play(gamblers));
  });

  test('demand differently from one another, from cycle to cycle, and under another seed', () => {
    expect(new Set([...demands('one'), ...demands('two')]).size).toBe(2 * 3 * 5);
  });

  test('report in the support, and neither what they demand nor their type', () => {
    const events = play(gamblers, { seed: 'reports' });
    const reports = eventsOf(events, 'report-submitted').map(({ report }) => report);
    const types = eventsOf(events, 'types-realized').flatMap(({ types }) => types);
    expect(reports.length).toBeGreaterThan(0);
    expect(reports.every((report) => report >= 0 && report <= 1)).toBe(true);
    expect(reports.filter((report) => types.includes(report) || demands('reports').includes(report))).toEqual([]);
  });
});

test("a stranger's strategy in one file meets the markets through the contract alone", () => {
  /** Remembers its last holdings, and asks for the mean of them and r*. */
  const habit: ForwardStrategy = {
    name: 'habit',
    about: 'moves half of the way from what it last held to the interior holding',
    parameters: { pace: { about: 'share of the way', default: 1 / 2, min: 0, max: 1 } },
    create: ({ pace }) => ({
      demand: ({ public: common, self, endowment }) => {
        const before = common.previous?.holdings[self] ?? endowment;
        return before + (pace as number) * ((common.interiorHoldings[self] as number) - before);
      },
    }),
  };
  const given = scenario({
    agents: [agent('a1', { endowment: 1, forward: { strategy: './habit.ts' } }), agent('a2')],
    carry: 'reset',
  });
  const strategies = { ...bundledStrategies, forward: new Map([...bundledStrategies.forward, ['./habit.ts', habit]]) };
  const events = [...runEvents(setupOf(given, {}, strategies))];
  const habits = eventsOf(events, 'demand-submitted').filter((event) => event.agent === 'a1');
  // r* = 1/2: half of the way from 1, then half of the way from what it held after the first cycle.
  const [first, second] = habits.map(({ demand }) => demand);
  expect(first).toBeCloseTo(3 / 4, 12);
  const held = eventsOf(events, 'forward-cleared')[0]?.holdings[0] as number;
  expect(second).toBeCloseTo((held + 1 / 2) / 2, 12);
  // The scenario's own parameter goes before the default: the whole way at once.
  const hasty = {
    ...given,
    agents: [agent('a1', { endowment: 1, forward: { strategy: './habit.ts', pace: 1 } }), agent('a2')],
  };
  const [demanded] = eventsOf([...runEvents(setupOf(hasty, {}, strategies))], 'demand-submitted');
  expect(demanded?.demand).toBeCloseTo(1 / 2, 12);
});
