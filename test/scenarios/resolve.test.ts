import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../scenarios/parseScenario.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { base, change, readColumn, states } from './baseScenario.ts';

function resolve(text: string): Scenario {
  const parsed = parseScenario(text, { file: 'x.yaml', readColumn });
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.scenario;
}

const uniform = { family: 'uniform', min: 0, max: 1 } as const;
const defaults = { forward: { strategy: 'equilibrium' }, spot: { strategy: 'truthful' } } as const;

describe('a resolved scenario', () => {
  it('has every default filled in', () => {
    expect(resolve(base)).toEqual({
      name: 'base',
      about: '',
      seed: 'base',
      units: { quantity: 'units', money: 'money' },
      supply: 1,
      agents: [
        { id: 'a1', maxDemand: 1, endowment: 0.25, type: uniform, ...defaults },
        { id: 'a2', maxDemand: 1, endowment: 0.75, type: uniform, ...defaults },
      ],
      forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
      spot: { mechanism: 'vcg', resale: false },
      states: null,
      cycles: 1,
      carry: 'allocation',
      discount: 1,
    });
  });

  it('has an agent for every replica, each with the endowment that is written', () => {
    const { agents } = resolve(change({ 3: '  - id: a1\n    count: 2', 5: '    endowment: 1/8\n    group: small' }));
    expect(agents).toEqual([
      { id: 'a1-1', group: 'small', maxDemand: 1, endowment: 0.125, type: uniform, ...defaults },
      { id: 'a1-2', group: 'small', maxDemand: 1, endowment: 0.125, type: uniform, ...defaults },
      { id: 'a2', maxDemand: 1, endowment: 0.75, type: uniform, ...defaults },
    ]);
  });

  it('keeps the plain id of an agent that counts for one', () => {
    expect(resolve(change({ 3: '  - id: a1\n    count: 1' })).agents[0]?.id).toBe('a1');
  });

  it('keeps a maximum demand above the supply as it is written', () => {
    expect(resolve(change({ 4: '    maxDemand: 7' })).agents[0]?.maxDemand).toBe(7);
  });

  it.each([
    ['1/3', 1 / 3],
    ['"2/3"', 2 / 3],
    ['10 / 4', 2.5],
    ['1.5/3', 0.5],
    ['+1/2', 0.5],
    ['1e-1', 0.1],
    ['0x10', 16],
  ])('reads %s as the number it is', (written, number) => {
    expect(resolve(change({ 4: `    maxDemand: ${written}` })).agents[0]?.maxDemand).toBe(number);
  });

  it('has no negative zero, which JSON cannot keep', () => {
    const text = change({
      5: '    endowment: -0',
      6: '    type: { family: uniform, min: -0/3, max: 1 }',
      9: '    endowment: 1',
    });
    const [first] = resolve(text).agents;
    expect([first?.endowment, first?.type.min]).toStrictEqual([0, 0]);
  });

  it.each([
    ['42', '42'],
    ['-1.5', '-1.5'],
    ['"042"', '042'],
    ['""', ''],
    ['a b/c', 'a b/c'],
    ['9007199254740991', '9007199254740991'],
    ['"12345678901234567891"', '12345678901234567891'],
    ['1/3', '1/3'],
  ])('takes %s for the seed %j', (written, seed) => {
    expect(resolve(`${base}seed: ${written}\n`).seed).toBe(seed);
  });

  it.each([
    ['{ rule: posted }', { rule: 'posted', margin: 0.25, domain: 'full', charges: 'none' }],
    ['{ margin: 0, domain: paper }', { rule: 'discriminatory', margin: 0, domain: 'paper', charges: 'none' }],
    ['{ rule: uniform }', { rule: 'uniform', price: null, charges: 'none' }],
    ['{ rule: uniform, price: 1/4, charges: linear }', { rule: 'uniform', price: 0.25, charges: 'linear' }],
    ['{ rule: none }', { rule: 'none' }],
    ['{}', { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' }],
  ])('takes %s for a forward rule', (written, rule) => {
    expect(resolve(`${base}forward: ${written}\n`).forward).toEqual(rule);
  });

  it.each([
    ['{ resale: false }', { mechanism: 'vcg', resale: false }],
    ['{ mechanism: agv }', { mechanism: 'agv', claimant: 'a1', resale: false }],
    ['{ mechanism: agv, claimant: a2 }', { mechanism: 'agv', claimant: 'a2', resale: false }],
    ['{ mechanism: agv, claimant: equal }', { mechanism: 'agv', claimant: 'equal', resale: false }],
  ])('takes %s for a spot rule', (written, rule) => {
    expect(resolve(`${base}spot: ${written}\n`).spot).toEqual(rule);
  });

  it('gives the surplus to the first replica where the first agent has several', () => {
    const text = change({ 3: '  - id: a1\n    count: 2', 5: '    endowment: 1/8' }, 'spot: { mechanism: agv }\n');
    expect(resolve(text).spot).toEqual({ mechanism: 'agv', claimant: 'a1-1', resale: false });
  });

  it.each([
    ['endowment', { strategy: 'endowment' }],
    ['{ strategy: shade, factor: 9/10 }', { strategy: 'shade', factor: 0.9 }],
    ['{ strategy: fixed, demand: 1 }', { strategy: 'fixed', demand: 1 }],
    ['./mine.ts', { strategy: './mine.ts' }],
    ['../theirs', { strategy: '../theirs' }],
    ['/abs/olute', { strategy: '/abs/olute' }],
    ['mine.mjs', { strategy: 'mine.mjs' }],
    ['{ strategy: mine.js, depth: 1/2, width: -3 }', { strategy: 'mine.js', depth: 0.5, width: -3 }],
  ])('takes %s for a strategy', (written, choice) => {
    const { agents } = resolve(change({ 4: `    maxDemand: 1\n    forward: ${written}` }));
    expect(agents[0]?.forward).toEqual(choice);
  });

  it.each([
    ['{ family: power, min: 0, max: 1, exponent: 1/2 }', { family: 'power', min: 0, max: 1, exponent: 0.5 }],
    ['{ family: beta, min: 0, max: 1, alpha: 2, beta: 3 }', { family: 'beta', min: 0, max: 1, alpha: 2, beta: 3 }],
    [
      '{ family: truncated-normal, min: 0, max: 1, mean: -1, sd: 1/4 }',
      { family: 'truncated-normal', min: 0, max: 1, mean: -1, sd: 0.25 },
    ],
    [
      '{ family: truncated-exponential, min: 0, max: 1, rate: -2 }',
      { family: 'truncated-exponential', min: 0, max: 1, rate: -2 },
    ],
    [
      '{ family: truncated-lognormal, min: 0, max: 1, mu: 0, sigma: 2 }',
      { family: 'truncated-lognormal', min: 0, max: 1, mu: 0, sigma: 2 },
    ],
    ['{ family: triangular, min: 0, max: 1, mode: 0 }', { family: 'triangular', min: 0, max: 1, mode: 0 }],
    [
      '{ family: quantiles, min: 0, max: 1, points: [[0, 0], [1/2, 1/4], [1, 1]] }',
      {
        family: 'quantiles',
        min: 0,
        max: 1,
        points: [
          [0, 0],
          [0.5, 0.25],
          [1, 1],
        ],
      },
    ],
    ['{ family: empirical, values: [1, 0, 1/2] }', { family: 'empirical', min: 0, max: 1, values: [0, 0.5, 1] }],
    [
      '{ family: empirical, min: 0, max: 1, values: [0.5, 0.25, 0.5] }',
      { family: 'empirical', min: 0, max: 1, values: [0.25, 0.5, 0.5] },
    ],
    [
      '{ family: empirical, file: gas.csv, column: Price }',
      { family: 'empirical', min: 0, max: 1, values: [0, 0.5, 1] },
    ],
  ])('takes %s for a type', (written, type) => {
    expect(resolve(change({ 6: `    type: ${written}` })).agents[0]?.type).toEqual(type);
  });

  it('takes states to be anticipated unless told otherwise', () => {
    expect(resolve(base + states('1/2', '1.2', '1/2', '0.9')).states).toEqual({
      anticipated: true,
      outcomes: [
        { id: 'tight', probability: 0.5, demandScale: 1.2 },
        { id: 'slack', probability: 0.5, demandScale: 0.9 },
      ],
    });
  });

  it('may share a type between agents by an alias, however many', () => {
    const agents = Array.from({ length: 300 }, (_, i) => `  - { id: b${i}, maxDemand: 1, endowment: 0, type: *t }\n`);
    const text = change({ 6: '    type: &t { family: uniform, min: 0, max: 1 }' }, agents.join(''));
    expect(resolve(text).agents.every(({ type }) => type.family === 'uniform' && type.max === 1)).toBe(true);
  });

  it('may have a hundred thousand agents', () => {
    const text = change({ 3: '  - id: a1\n    count: 99999', 5: '    endowment: 1/399996' });
    expect(resolve(text).agents).toHaveLength(100_000);
  });

  it('reads YAML 1.2, in which yes and dates are text', () => {
    const { name, about } = resolve(change({ 1: 'name: yes' }, 'about: 2025-01-01\n'));
    expect([name, about]).toEqual(['yes', '2025-01-01']);
  });

  it('comes with a note on rows that were left out of a column, once for all agents', () => {
    const type = '    type: { family: empirical, file: gas.csv, column: Price }';
    const parsed = parseScenario(change({ 6: type, 10: type }), { file: 'x.yaml', readColumn });
    expect(parsed).toMatchObject({ notes: ['gas.csv: 1 of 4 rows has no Price and was left out (line 4)'] });
  });

  it('comes with a note that names ten lines at most', () => {
    const rows = Array.from({ length: 2000 }, (_, index) => ({
      line: index + 2,
      text: index < 1990 ? '' : `0.${index}`,
    }));
    const text = change({ 6: '    type: { family: empirical, min: 0, max: 1, file: f.csv, column: P }' });
    expect(parseScenario(text, { file: 'x.yaml', readColumn: () => ({ rows }) })).toMatchObject({
      notes: [
        'f.csv: 1,990 of 2,000 rows have no P and were left out (lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1,980 more)',
      ],
    });
  });
});
