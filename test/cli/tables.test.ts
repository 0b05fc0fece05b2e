import { describe, expect, test } from 'vitest';
import { bundled, workplace } from './workplace.ts';

const { run, write } = workplace();
const agent = (id: string, more: string): string =>
  `  - { id: "${id}", type: { family: uniform, min: 0, max: 100 }, ${more} }\n`;
const page = (scenario: string, ...options: readonly string[]): string => {
  write('own.yaml', scenario);
  const { stdout, stderr, status } = run('run', 'own.yaml', '--out', 'out', '--force', ...options);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
};

describe('tables', () => {
  test('show an economy of more than 20 agents by group, with sums', () => {
    const text = page(
      'name: groups\nagents:\n' +
        agent('small', 'count: 30, group: households, maxDemand: 1, endowment: 1/2') +
        agent('large', 'count: 2, group: firms, maxDemand: 20, endowment: 10').replace('}\n', '}\n') +
        'supply: 35\n',
    );
    expect(text).toMatch(
      /\n group +agents +endowment +demand +holding +paid forward +mean type +allocation +paid spot +payoff\n/,
    );
    expect(text).toMatch(/\n households +30 +15\.0000 /);
    expect(text).toMatch(/\n firms +2 +20\.0000 /);
    expect(text).toContain('\nsums by group, types as means; forespot trace shows any agent\n');
  });

  test('show the first 20 of many agents that have no groups', () => {
    const text = page(`name: many\nsupply: 15\nagents:\n${agent('a', 'count: 30, maxDemand: 1, endowment: 1/2')}`);
    expect(text.match(/^ a-\d+ /gm)).toHaveLength(20);
    expect(text).toContain('\n... and 10 more agents; forespot trace shows any of them\n');
  });

  test('put neighbours with the same numbers on one row of a long solution', () => {
    const { stdout } = run('solve', bundled('forty-agents'));
    expect(stdout).toContain('\n peak-1 .. peak-10 (10) ');
    expect(stdout.match(/^ peak/gm)).toHaveLength(1);
  });

  test('keep to 140 columns, first closing up, then cutting names', () => {
    const wide = `name: wide
units: { quantity: barrels, money: CHF }
supply: 25000000
agents:
${agent('The very long name of an electricity company', 'maxDemand: 20000000, endowment: 25000000')}${agent('b', 'maxDemand: 20000000, endowment: 0')}forward: { rule: posted, margin: 1, charges: participation }
spot: { mechanism: agv, claimant: equal }
`;
    const text = page(wide);
    const rows = text.split('\n').filter((line) => /^ (agent|The very|b) /.test(line));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(140);
    expect(text).toContain('\n The very long name of a… ');
  });

  test('show a market that did not take place as dashes, and why', () => {
    const text = page(
      `name: shut\nagents:\n${agent('s', 'maxDemand: 1, endowment: 1')}${agent('b', 'maxDemand: 1, endowment: 0')}forward: { rule: none }\n`,
    );
    expect(text).toContain('\nforward market  none: everybody keeps the endowment\n');
    expect(text).toMatch(/\nspot market {5}vcg does not operate: it would run an expected deficit of 16\.6\d+ money\n/);
    expect(text).toMatch(/\n s .* - +[\d.]+\n/);
  });
});

test('what a run proposes to type next can be pasted into a shell, whatever the names', () => {
  const text = page(
    `name: names\nagents:\n${agent("the mayor's", 'maxDemand: 1, endowment: 1')}${agent('b', 'maxDemand: 1, endowment: 0')}`,
  );
  expect(text).toContain(`\n  npx forespot trace out --agent 'the mayor'\\''s'\n`);
});
