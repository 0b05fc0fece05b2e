import { describe, expect, test } from 'vitest';
import { readScenario } from '../../scenarios/readScenario.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { solve } from '../../src/studies/solve.ts';
import { locateNumbers, type NumberPath, withNumbers } from '../../src/studies/statics/scenarioPath.ts';
import { type Quantities, quantitiesAt } from '../../src/studies/statics/solutionPath.ts';
import { gridOf, statics, type Variation } from '../../src/studies/statics/statics.ts';

const bundled = (name: string): Scenario => {
  const read = readScenario(`scenarios/${name}.yaml`);
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join());
  return read.scenario;
};
const figure = bundled('figure-1-k1-0.333');
const groups = bundled('strength-ordered-groups');

const located = (scenario: Scenario, path: string): readonly NumberPath[] => {
  const found = locateNumbers(scenario, path);
  if ('fault' in found) throw new Error(JSON.stringify(found.fault));
  return found.paths;
};
const varying = (path: string, from: number, to: number, count: number, scenario = figure): Variation => ({
  path,
  targets: located(scenario, path),
  from,
  to,
  count,
});
const taken = (found: Quantities) => {
  if ('fault' in found) throw new Error(JSON.stringify(found.fault));
  return found.quantities;
};
const asWritten = (scenario: Scenario) => ({ scenario });

describe('paths into a scenario', () => {
  test.each([
    ['forward.margin', [['forward', 'margin']]],
    ['discount', [['discount']]],
    ['agents.a2.maxDemand', [['agents', 1, 'maxDemand']]],
    ['agents.2.type.max', [['agents', 2, 'type', 'max']]],
  ])('%s is one number', (path, paths) => expect(located(figure, path)).toEqual(paths));

  test('a group, and an entry that stands for several agents, are the numbers of all of them', () => {
    const all = [5, 6, 7, 8, 9].map((index) => ['agents', index, 'maxDemand']);
    expect(located(groups, 'agents.weak.maxDemand')).toEqual(all);
    const unnamed = { ...groups, agents: groups.agents.map(({ group: _, ...agent }) => agent) };
    expect(located(unnamed, 'agents.weak.maxDemand')).toEqual(all);
    expect(located(unnamed, 'agents.weak-2.maxDemand')).toEqual([['agents', 6, 'maxDemand']]);
  });

  test('of ids with dots the longest that fits counts', () => {
    const ids = ['a', 'a.b', 'c'];
    const dotted = { ...figure, agents: figure.agents.map((agent, i) => ({ ...agent, id: ids[i] as string })) };
    expect(located(dotted, 'agents.a.b.endowment')).toEqual([['agents', 1, 'endowment']]);
    expect(located(dotted, 'agents.a.endowment')).toEqual([['agents', 0, 'endowment']]);
  });

  test.each([
    ['agents.a4.maxDemand', { kind: 'unknown', step: 'a4', within: 'agents', known: ['a1', 'a2', 'a3'] }],
    ['agents.3.maxDemand', { kind: 'unknown', step: '3', within: 'agents', known: ['a1', 'a2', 'a3'] }],
    ['agents.a1.type', { kind: 'unknown', step: '', within: 'agents.a1.type', known: ['family', 'min', 'max'] }],
    ['agents.a1.maxDemand.x', { kind: 'unknown', step: 'x', within: 'agents.a1.maxDemand', known: [] }],
    ['name', { kind: 'not a number', within: 'name' }],
  ])('%s leads nowhere', (path, fault) => expect(locateNumbers(figure, path)).toEqual({ fault }));

  test('a number is changed in its place, and nothing else', () => {
    const changed = withNumbers(groups, located(groups, 'agents.weak.maxDemand'), 0.25);
    expect(changed.agents.map(({ maxDemand }) => maxDemand)).toEqual([0.4, 0.4, 0.3, 0.3, 0.3, ...Array(5).fill(0.25)]);
    expect({ ...changed, agents: 0 }).toEqual({ ...groups, agents: 0 });
    expect(groups.agents[5]?.maxDemand).toBe(0.1);
  });
});

describe('paths into a solution', () => {
  const solution = solve(figure);
  const read = (path: string) => taken(quantitiesAt(solution, path)).map((one) => [one.path, one.in(solution)]);

  test('a number is itself, a list of numbers one an agent', () => {
    expect(read('interior.worstOffType')).toEqual([['interior.worstOffType', solution.interior.worstOffType]]);
    const each = ['a1', 'a2', 'a3'].map((id, i) => [`interior.holdings.${id}`, solution.interior.holdings[i]]);
    expect(read('interior.holdings')).toEqual(each);
    expect(read('interior.holdings.a2')).toEqual([each[1]]);
    expect(read('interior.holdings.1')).toEqual([['interior.holdings.1', solution.interior.holdings[1]]]);
  });

  test('charges that are refused are nothing, for each agent too', () => {
    const refused = { ...solution, forward: { ...solution.forward, charges: null } };
    expect(taken(quantitiesAt(refused, 'forward.charges.a2')).map((one) => one.in(refused))).toEqual([null]);
    expect(taken(quantitiesAt(refused, 'forward.charges.a2')).map((one) => one.in(solution))).toEqual([0]);
  });

  test.each([
    ['interior.holding', 'holding', 'interior'],
    ['interior.holdings.a9', 'a9', 'interior.holdings'],
    ['interior.holdings.9', '9', 'interior.holdings'],
    ['bogus', 'bogus', ''],
    ['interior', '', 'interior'],
  ])('%s leads nowhere', (path, step, within) => {
    expect(quantitiesAt(solution, path)).toMatchObject({ fault: { kind: 'unknown', step, within } });
  });

  test.each(['name', 'agents', 'budget.participation.none.fails'])('%s is not a number', (path) => {
    expect(quantitiesAt(solution, path)).toEqual({ fault: { kind: 'not a number', within: path } });
  });
});

describe('comparative statics', () => {
  test('a grid has exact ends and every combination, the last variation fastest', () => {
    const [first, second] = [varying('discount', 0.1, 0.7, 3), varying('forward.margin', 0, 1, 2)];
    expect(gridOf([first, second])).toEqual(
      [0.1, 0.4, 0.7].flatMap((a) => [
        [a, 0],
        [a, 1],
      ]),
    );
    // 0.03 + (0.29 - 0.03) is more than 0.29 in floating point.
    const ends = gridOf([varying('discount', 0.03, 0.29, 40)]);
    expect([ends.length, ends[0], ends[39]]).toEqual([40, [0.03], [0.29]]);
  });

  test('the corner of Figure 1 earns 1/9 + k/6 up to 1/3 and 1/3 - k/2 beyond it', () => {
    const quantities = taken(quantitiesAt(solve(figure), 'corner.expectedSurplus'));
    const variations = [varying('agents.a1.maxDemand', 0.05, 0.66, 40)];
    const rows = [...statics({ scenario: figure, variations, quantities, load: asWritten })];
    expect(rows.length).toBe(40);
    for (const { at, values, fault, errorBound } of rows) {
      const k = at['agents.a1.maxDemand'] as number;
      expect(values?.['corner.expectedSurplus']).toBeCloseTo(k <= 1 / 3 ? 1 / 9 + k / 6 : 1 / 3 - k / 2, 12);
      expect(fault).toBeNull();
      expect(errorBound).toBeLessThan(1e-12);
    }
  });

  test('a point at which the scenario breaks is a row that says why', () => {
    const quantities = taken(quantitiesAt(solve(figure), 'forward.budget'));
    const load = (scenario: Scenario) =>
      scenario.agents[0]?.endowment === 1 ? { scenario } : { faults: ['one', 'two'] };
    const variations = [varying('agents.a1.endowment', 0, 1, 2)];
    const [broken, whole] = [...statics({ scenario: figure, variations, quantities, load })];
    expect(broken).toEqual({ at: { 'agents.a1.endowment': 0 }, values: null, errorBound: null, fault: 'one; two' });
    expect(whole?.values).toEqual({ 'forward.budget': solve(figure).forward.budget });
  });

  test('an economy of too many different agents is a row that says so', () => {
    const agents = Array.from({ length: 200_001 }, (_, i) => ({
      ...(figure.agents[0] as Scenario['agents'][number]),
      id: `b${i}`,
      maxDemand: 0.05 + Math.sqrt(i + 2) / 1e5,
      endowment: i === 0 ? 1 : 0,
    }));
    const crowd = { ...figure, agents };
    const quantities = taken(quantitiesAt(solve(figure), 'interior.worstOffType'));
    const [row] = [
      ...statics({ scenario: crowd, variations: [varying('discount', 0, 1, 2, crowd)], quantities, load: asWritten }),
    ];
    expect(row?.values).toBeNull();
    expect(row?.fault).toMatch(/^200,001 agents with a maximum demand or distribution of their own/);
  });
});
