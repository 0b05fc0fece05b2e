import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { median, peersTable } from '../bench/peers/peersTable.ts';

const page = readFileSync('docs/performance.md', 'utf8');
const made = /<!-- made by npm run bench:peers -->([\s\S]*)<!-- end -->/.exec(page)?.[1] ?? '';
const rows = made
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.slice(2, -2).split(' | '));

describe('the page of performance', () => {
  test('has a row for every task and peer, in the columns of the command', () => {
    expect(rows[0]).toEqual(peersTable([]).split('\n')[0]?.slice(2, -2).split(' | '));
    const compared = rows.slice(2).map(([task, , peer]) => `${task}: ${peer}`);
    for (const n of ['10', '1,000', '10,000']) {
      for (const peer of ['C', 'numpy']) {
        expect(compared).toContain(`spot round, ${n} agents: ${peer}`);
        expect(compared).toContain(`spot round, ${n} agents, types given: ${peer}`);
      }
    }
    for (const peer of ['C', 'numpy'])
      expect(compared).toContain(`interim allocations of 1,000 agents at 64 types: ${peer}`);
    expect(compared).toContain('cycle of 1,000 agents, log off: flocc');
    expect(new Set(compared).size).toBe(compared.length);
  });

  test('gives times with units, a ratio within its spread, and lines of code', () => {
    for (const [, ours = '', , theirs = '', ratio = '', lines = ''] of rows.slice(2)) {
      expect(ours).toMatch(/^\d[\d.]* (ns|us|ms)$/);
      expect(theirs).toMatch(/^\d[\d.]* (ns|us|ms)$/);
      const [middle, least, greatest] = (/^(\S+) \((\S+) to (\S+)\)$/.exec(ratio) ?? []).slice(1).map(Number);
      expect(least).toBeLessThanOrEqual(middle as number);
      expect(greatest).toBeGreaterThanOrEqual(middle as number);
      expect(lines).toMatch(/^[1-9]\d*, [1-9]\d*$/);
    }
  });

  test('names the machine by its processor, and no folder of it', () => {
    expect(made).toMatch(/Measured on .+, \d+ cores, node v\d+/);
    expect(page).not.toMatch(/\/(home|work|tmp|root|Users)\//);
  });
});

describe('the table', () => {
  test('shows medians, and ratios turn by turn', () => {
    const table = peersTable([
      { task: 'a task', peer: 'C', ours: [100, 200, 400], theirs: [50, 2000, 800], lines: { ours: 3, theirs: 4 } },
    ]);
    expect(table.split('\n').at(-1)).toBe('| a task | 200 ns | C | 800 ns | 2.00 (0.50 to 10) | 3, 4 |');
  });

  test('the median of an even number is between the middle two', () => expect(median([4, 1, 3, 2])).toBe(2.5));
});
