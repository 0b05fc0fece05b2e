import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UserFault } from '../../../src/cli/failure.ts';
import { openStudy } from '../../../src/cli/sweep/openStudy.ts';

const folder = mkdtempSync(join(tmpdir(), 'forespot-study-'));
afterAll(() => rmSync(folder, { recursive: true }));

const BASE = `name: base
agents:
  - { id: a1, group: all, maxDemand: 1, endowment: 1, type: { family: uniform, min: 0, max: 1 } }
  - { id: a2, group: all, maxDemand: 1, endowment: 0, type: { family: uniform, min: 0, max: 1 } }
`;
writeFileSync(join(folder, 'base.yaml'), BASE);

/** What is said of a study, without the folder. */
const faultsOf = async (text: string): Promise<readonly string[]> => {
  const file = join(folder, 's.yaml');
  writeFileSync(file, text);
  try {
    await openStudy(file);
  } catch (error) {
    if (error instanceof UserFault) return error.lines.map((line) => line.replaceAll(`${folder}/`, ''));
    throw error;
  }
  return [];
};
const study = (factors: string, rest = 'outcomes: [run.efficiency]') =>
  `name: s\nscenario: base.yaml\nfactors:\n${factors}\n${rest}\n`;

describe('a study is refused whole', () => {
  test('and a key that is missing is said once, in our words', async () =>
    expect(await faultsOf('name: s\n')).toEqual([
      's.yaml:1:1 scenario: expected the path of a scenario file, or a scenario, but the key is missing',
      's.yaml:1:1 outcomes: expected what to find out: a list of paths such as solve.interior.expectedSurplus, or a mapping of columns to paths, but the key is missing',
    ]));

  test('with all its faults, in the order of the file', async () => {
    const text = `name: s
scenario: base.yaml
factors:
  k: { field: agents.a1.maxDemnad, from: 0, to: 1, count: 3 }
  m: { field: forward.margin, from: 1, to: 0, count: 3 }
  bad name: { field: cycles, values: [1] }
  c: { feild: cycles, values: [1, 2] }
  f: { field: agents.all.type, levels: { u: { family: unifrom, min: 0, max: 1 } } }
desing: grid
replications: 0
outcomes:
  a: solve.interior.expectedSurplas
  b: rnu.efficiency
  seed: run.welfare
`;
    expect(await faultsOf(text)).toEqual([
      's.yaml:4:15 factors.k.field: agents.a1 has no maxDemnad; did you mean maxDemand?',
      's.yaml:5:44 factors.m.to: expected more than from, 1, got 0',
      's.yaml:6:3 factors["bad name"]: expected a name of letters, digits, _, . and -, that begins with a letter, got "bad name"',
      's.yaml:7:6 factors.c.field: expected the path of a field, such as agents.a1.maxDemand, or a list of them, but the key is missing',
      's.yaml:7:8 factors.c.feild: unknown key: did you mean field?',
      's.yaml:8:55 factors.f.levels.u.family: expected uniform, power, beta, truncated-normal, truncated-exponential, truncated-lognormal, triangular, quantiles or empirical, got "unifrom": did you mean uniform?',
      's.yaml:9:1 desing: unknown key: did you mean design?',
      's.yaml:10:15 replications: expected a whole number between 1 and 1,000,000, got 0',
      's.yaml:12:6 outcomes.a: solve.interior has no expectedSurplas; did you mean expectedSurplus?',
      's.yaml:13:6 outcomes.b: expected solve, run, deviate or sample, got "rnu": did you mean run?',
      's.yaml:14:3 outcomes.seed: every table of results has a column seed: choose another name',
    ]);
  });

  test('with the faults of a scenario that stands in it, at their places', async () => {
    const text = `name: s\nscenario:\n  name: x\n  agents:\n    - { id: a, maxDemand: -1, endowment: 1, type: { family: uniform, min: 0, max: 1 } }\noutcomes: [run.efficiency]\n`;
    expect(await faultsOf(text)).toEqual(
      expect.arrayContaining(['s.yaml:5:27 scenario.agents[0].maxDemand: expected more than 0, got -1']),
    );
  });

  test('with the faults of the scenario that it names, in that file', async () => {
    writeFileSync(join(folder, 'broken.yaml'), BASE.replace('maxDemand: 1', 'maxDemand: -1'));
    const text = 'name: s\nscenario: broken.yaml\noutcomes: [run.efficiency]\n';
    expect(await faultsOf(text)).toEqual(['broken.yaml:3:38 agents[0].maxDemand: expected more than 0, got -1']);
    expect(await faultsOf('name: s\nscenario: none.yaml\noutcomes: [run.efficiency]\n')).toEqual([
      'none.yaml:1:1 cannot be read: there is no such file',
    ]);
  });

  test.each([
    ['  k: { field: cycles }', 's.yaml:4:6 factors.k: expected values, levels, or from and to, got none of them'],
    [
      '  k: { field: cycles, values: [1], from: 1, to: 2 }',
      's.yaml:4:6 factors.k: expected values, levels, or from and to, got several',
    ],
    ['  k: { field: cycles, from: 1 }', 's.yaml:4:6 factors.k: expected both ends of the range, the key to is missing'],
    [
      '  k: { field: cycles, from: 1, to: 2 }',
      's.yaml:4:6 factors.k: expected the key count: how many numbers of the range a grid takes',
    ],
    [
      '  k: { field: cycles, values: [1], scale: log }',
      's.yaml:4:36 factors.k.scale: scale is for a range of from and to',
    ],
    [
      '  k: { field: forward.margin, from: 0, to: 1, count: 2, scale: log }',
      's.yaml:4:37 factors.k.from: expected more than 0, got 0: equal ratios never reach 0',
    ],
    [
      '  k: { field: cycles, from: 0.5, to: 2, count: 2, whole: true }',
      's.yaml:4:29 factors.k.from: expected a whole number, as whole is true, got 0.5',
    ],
    ['  k: { field: name, from: 0, to: 2, count: 2 }', 's.yaml:4:15 factors.k.field: name is not a number'],
    ['  k: { field: cycles, values: [] }', 's.yaml:4:31 factors.k.values: expected values, got an empty list'],
    [
      '  k: { field: agents.all.maxDemand, values: [1, -1] }',
      's.yaml:4:49 factors.k.values[1]: expected more than 0, got -1',
    ],
    [
      '  k: { field: agents.a1.type, values: [{ family: empirical, file: x.csv, column: c, min: 0, max: 1 }] }',
      's.yaml:4:40 factors.k.values[0]: a level cannot name a file: write its values here',
    ],
    [
      '  k: { field: agents.a1.maxDemand, values: [1] }\n  l: { field: agents.all.maxDemand, values: [1] }',
      's.yaml:5:15 factors.l.field: factor k varies a part of this, or all of it, already',
    ],
    ['  k: { field: [cycles, cycles], values: [1] }', 's.yaml:4:15 factors.k.field: factor k varies this already'],
    [
      '  k: { field: cycles, values: [1] }\n  K: { field: discount, values: [1] }',
      's.yaml:5:3 factors.K: there is a column k already, and queries do not tell capitals apart: choose another name',
    ],
    [
      '  k: { field: agents.a1.forward, values: [./none.js] }',
      `s.yaml:4:6 factors.k: the agent's module ./none.js cannot be read: there is no file none.js`,
    ],
    [
      '  k: { field: cycles, from: 1, to: 2, count: 100000 }\n  m: { field: discount, from: 0, to: 1, count: 100000 }',
      's.yaml:4:3 factors: expected at most 1,000,000 cells, got 100,000 x 100,000 points: split the study or take a sample',
    ],
  ])('factors\n%s', async (factors, fault) => expect(await faultsOf(study(factors))).toEqual([fault]));

  test.each([
    ['design: sobol', 's.yaml:5:9 design: expected a number of points, too: write { kind: sobol, points: 100 }'],
    [
      'design: latin',
      's.yaml:5:9 design: expected grid, random, latin-hypercube or sobol, got "latin": did you mean latin-hypercube?',
    ],
    ['design: { kind: random }', 's.yaml:5:9 design: expected the key points: how many points random takes'],
    [
      'design: { kind: grid, points: 3 }',
      's.yaml:5:23 design.points: a grid takes every combination: leave this out, or take random, latin-hypercube or sobol',
    ],
    ['design: { kind: sobol, points: 3, sede: 1 }', 's.yaml:5:35 design.sede: unknown key: did you mean seed?'],
  ])('%s', async (design, fault) => {
    const text = study('  k: { field: discount, values: [1] }', `${design}\noutcomes: [run.efficiency]`);
    expect(await faultsOf(text)).toEqual([fault]);
  });

  test.each([
    [
      'outcomes: []',
      's.yaml:5:11 outcomes: expected what to find out: a list of paths such as solve.interior.expectedSurplus, or a mapping of columns to paths, got an empty list',
    ],
    ['outcomes: [7]', 's.yaml:5:12 outcomes[0]: expected the path of a figure, such as run.efficiency, got 7'],
    [
      'outcomes: [solve.interior]',
      's.yaml:5:12 outcomes[0]: expected a number, solve.interior has several parts: worstOffType, holdings, expectedSurplus, spotPayoffs',
    ],
    ['outcomes: [deviate.agents.a3.gain]', 's.yaml:5:12 outcomes[0]: deviate.agents has no a3; it has a1, a2'],
    [
      'outcomes: { x: run.efficiency, X: run.welfare }',
      's.yaml:5:32 outcomes.X: there is a column x already, and queries do not tell capitals apart: choose another name',
    ],
    [
      'outcomes: { r.a1: run.efficiency, r: solve.interior.holdings }',
      's.yaml:5:38 outcomes.r: two columns would be called r.a1',
    ],
    [
      'outcomes: { __proto__: run.efficiency }',
      's.yaml:5:13 outcomes.__proto__: expected a name of letters, digits, _, . and -, that begins with a letter, got "__proto__"',
    ],
  ])('%s', async (outcomes, fault) => {
    const found = await faultsOf(study('  k: { field: discount, values: [1] }', outcomes));
    expect(found).toEqual([fault]);
  });
});

test('the study in the docs is sound', async () => {
  const yaml = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/many-machines.md', 'utf8'))?.[1] ?? '';
  const written = yaml.replace('../scenarios/', `${resolve('scenarios')}/`);
  expect(written).toContain('outcomes:');
  expect(await faultsOf(written)).toEqual([]);
});

describe('a poisoned study', () => {
  test('that unfolds to billions of values is refused', async () => {
    const laughs = Array.from(
      { length: 12 },
      (_, i) => `  l${i + 1}: { values: &l${i + 1} [${new Array(10).fill(`*l${i}`).join(', ')}] }`,
    );
    const text = `name: s\nscenario: base.yaml\nfactors:\n  l0: { values: &l0 [lol] }\n${laughs.join('\n')}\noutcomes: [run.efficiency]\n`;
    const faults = await faultsOf(text);
    expect(faults.join('\n')).toContain('aliases unfold to more than 10,000,000 values here');
  });

  test('with prototype keys changes nothing but the study', async () => {
    const faults = await faultsOf(
      study(
        '  __proto__: { field: __proto__.polluted, values: [1] }\n  b: { field: constructor.prototype.polluted, values: [1] }',
      ),
    );
    expect(faults).toEqual([
      expect.stringContaining('s.yaml:4:3 factors.__proto__: expected a name of letters'),
      expect.stringContaining('s.yaml:5:15 factors.b.field: the top level has no constructor;'),
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('that leads to a file which is no scenario is refused, and shows no more of it than a fault needs', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'root:x:0:0:secret\n');
    expect(await faultsOf('name: s\nscenario: ../../../../../../etc\noutcomes: [run.efficiency]\n')).toEqual([
      expect.stringMatching(/etc:1:1 expected a file, got a directory$/),
    ]);
    expect((await faultsOf('name: s\nscenario: secret.txt\noutcomes: [run.efficiency]\n')).join('\n')).toMatch(
      /^secret\.txt:1:1 expected a scenario, a mapping with keys such as name and agents, got /,
    );
  });

  test('that is no mapping, or nests without end, is refused', async () => {
    expect(await faultsOf('')).toEqual(['s.yaml:1:1 expected a study, got an empty file']);
    expect(await faultsOf('[1, 2]')).toEqual([
      's.yaml:1:1 expected a study, a mapping with keys such as name, scenario, factors and outcomes, got a list of 2',
    ]);
    expect((await faultsOf(`name: ${'['.repeat(5000)}`)).join('\n')).toContain('nested too deeply to read');
  });
});
