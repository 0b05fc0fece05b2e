import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AuditRow } from '../../src/studies/audit/audit.ts';
import { statements } from '../../src/studies/audit/statements.ts';
import { workplace } from './workplace.ts';

const { run } = workplace();

test('the page of findings is what the program finds', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, ...args] = String(scripts.findings).match(/main\.js (.*) > (.*)$/) as RegExpMatchArray;
  const [command, page] = args as [string, string];
  const { stdout, stderr, status } = run(...command.split(' '));
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toBe(readFileSync(page, 'utf8'));
  for (const { name } of statements) expect(stdout).toContain(`| ${name}`);
});

describe('an audit', () => {
  const { stdout, status } = run('audit', '--economies', '1', '--out', 'found', '--json');
  const rows: readonly AuditRow[] = JSON.parse(stdout);

  test('has a row for every statement, and no failure of ours', () => {
    expect(status).toBe(0);
    expect(rows.map(({ statement }) => statement)).toEqual(statements.map(({ name }) => name));
    for (const row of rows) expect(row).toHaveProperty('witness');
  });

  test('saves witnesses that solve and deviate confirm', () => {
    const row = rows.find(({ statement }) => statement === 'Proposition 4 (budget balance)');
    expect(row?.verdict).toBe('fails');
    const file = `found/${row?.witness?.name}.yaml`;
    const solved = JSON.parse(run('solve', file, '--json').stdout);
    expect(solved.forward.supremumBudget).toBeLessThan(0);
    const deviations = JSON.parse(run('deviate', file, '--reading', 'paper', '--json').stdout);
    expect(deviations.nashConv).toBeLessThan(1e-9);
    expect(basename(file)).toBe('proposition-4-budget-balance.yaml');
  });
});

test.each([
  [['--economies', '0'], "option '--economies <number>' argument '0' is invalid"],
  [['--economies', 'many'], "option '--economies <number>' argument 'many' is invalid"],
  [['--json', '--markdown'], "option '--markdown' cannot be used with option '--json'"],
])('audit %j is refused', (options, sentence) => {
  const { stdout, stderr, status } = run('audit', ...options);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toContain(sentence);
});
