import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundled, refused, workplace } from './workplace.ts';

const { run, write } = workplace();
const bilateral = bundled('bilateral-trade');
const figure1 = bundled('figure-1-k1-0.333');

test('a user reads that r* is a saddle under the paper’s rule, that posted prices make it stable, and where demands end', () => {
  const { stdout, stderr, status } = run('stability', bilateral);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toMatch(/^bilateral-trade: do demands that leave r\* = 0\.50000, 0\.50000 come back/);
  expect(stdout).toMatch(/\n discriminatory +saddle +1 of 2 +1\.00, -1\.50 +1\.00, -1\.50 +0 of 39\n/);
  expect(stdout).toMatch(/\n posted +stable maximum +0 of 2 +-0\.250, -0\.250 +-0\.250, -0\.250 +45 of 45\n/);
  expect(stdout).toMatch(/\n uniform +minimum +2 of 2 /);
  expect(stdout).toMatch(/\n {3}0\.00000, 1\.00000 +5 +4 +7 +0\.00000 +-0\.16667 +is shut\n/);
  expect(stdout).toMatch(/\n {3}r\* +15 +15 +15 +0\.00000 +0\.08333 +operates\n/);
  expect(stdout).toContain(
    '\ndiscriminatory: r* is a saddle, which demands leave; none of 39 paths end at r*, 39 where the spot market is shut\n' +
      'posted: r* is stable; all of 45 paths end at r*, none where the spot market is shut\n' +
      'uniform: r* is unstable in every direction; none of 45 paths end at r*, 43 where the spot market is shut\n',
  );
  expect(stdout).toMatch(
    /payoffs of eq\. \(3\) change as one potential does, to \S+ money; its own values confirm the curvatures\n$/,
  );
});

test('of three agents it shows the share of the divisions of the supply that lead to each end', () => {
  const { stdout } = run('stability', figure1, '--starts', '1', '--grid', '4');
  expect(stdout).toMatch(/\n where paths end +replies in turn +at once +gradient +grid, in turn +grid, gradient /);
  expect(stdout).toMatch(/\n {3}r\* +8 +8 +8 +100\.0% +100\.0% /);
});

test('of many agents it counts who asks for nothing and who for all', () => {
  const { stdout } = run('stability', bundled('eu-ets-2025'), '--starts', '1');
  expect(stdout).toMatch(/\n discriminatory +saddle +7 of 8 +4\.95, 3\.29, \.\.\., 0\.913, -51\.1 /);
  expect(stdout).toMatch(/\n {3}\d at zero, \d at maximum, 1 between /);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(140);
});

test('--json is one value with every path, end and point of the grid, the same every time', () => {
  const first = run('stability', figure1, '--starts', '2', '--grid', '3', '--json');
  expect({ stderr: first.stderr, status: first.status }).toEqual({ stderr: '', status: 0 });
  const { rules, ...head } = JSON.parse(first.stdout);
  expect(head).toMatchObject({ name: 'figure-1-k1-0.333', agents: ['a1', 'a2', 'a3'], supply: 1, reading: 'paper' });
  expect(rules.map(({ rule, own }: { rule: { rule: string }; own: boolean }) => [rule.rule, own])).toEqual([
    ['discriminatory', true],
    ['posted', false],
    ['uniform', false],
  ]);
  for (const { basins, paths, ends } of rules) {
    expect(basins).toHaveLength(10);
    for (const { end } of paths) expect(ends[end].points[0].demands).toHaveLength(3);
  }
  expect(run('stability', figure1, '--starts', '2', '--grid', '3', '--json')).toEqual(first);
});

test('the scenario’s own rule comes first', () => {
  write(
    'posted.yaml',
    `${readFileSync(bilateral, 'utf8').replace(/\nforward:.*/, '')}\nforward: { rule: posted, margin: 1 }\n`,
  );
  const { rules } = JSON.parse(run('stability', 'posted.yaml', '--starts', '1', '--json').stdout);
  expect(rules.map(({ rule }: { rule: { rule: string } }) => rule.rule)).toEqual([
    'posted',
    'discriminatory',
    'uniform',
  ]);
  // A price of slope 2 on agents' own curves of slope 1.
  expect(rules[0].curvature.sides[0].directions[0].curvature).toBeCloseTo(-1, 9);
});

describe('what cannot be studied is refused with a sentence and status 2', () => {
  const crowd = `name: crowd\nsupply: 60\nagents:\n  - { id: a, count: 120, maxDemand: 1, endowment: 1/2, type: { family: uniform, min: 0, max: 1 } }\n`;

  test('a scenario without a forward market', () => {
    write('none.yaml', `${readFileSync(bilateral, 'utf8').replace(/\nforward:.*/, '')}\nforward: { rule: none }\n`);
    expect(run('stability', 'none.yaml')).toEqual(
      refused('none.yaml: forward rule none asks for no demands to follow; expected discriminatory, posted or uniform'),
    );
  });

  test('a crowd', () => {
    write('crowd.yaml', crowd);
    expect(run('stability', 'crowd.yaml')).toEqual(
      refused('crowd.yaml: expected at most 100 agents to follow, got 120'),
    );
  });

  test('a file that is not there', () => {
    const { status, stdout, stderr } = run('stability', 'nowhere.yaml');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('nowhere.yaml');
  });

  test.each([
    ['--grid', '-3'],
    ['--grid', '0'],
    ['--starts', 'many'],
    ['--starts', '2.5'],
  ])('%s %s', (option, value) => {
    const { status, stdout, stderr } = run('stability', figure1, option, value);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(
      `option '${option} <number>' argument '${value}' is invalid. Expected a whole number between 1 and 1,000,000,000.`,
    );
  });

  test.each([
    [figure1, '--grid', '201', '--grid: expected at most 200 steps, got 201'],
    [bilateral, '--grid', '4', `--grid: basins are drawn for three agents, ${bilateral} has 2; leave the option out`],
    [bilateral, '--starts', '1001', '--starts: expected at most 1000 starting points, got 1001'],
  ])('%s %s %s', (file, option, value, sentence) =>
    expect(run('stability', file, option, value)).toEqual(refused(sentence)),
  );
});
