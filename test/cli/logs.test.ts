import { cpSync, readFileSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundled, refused, workplace } from './workplace.ts';

const { run, write, path } = workplace();
let lines: readonly string[] = [];
beforeAll(() => {
  expect(run('run', bundled('two-sided-2x3'), '--cycles', '2', '--out', 'good').status).toBe(0);
  lines = readFileSync(path('good/events.ndjson'), 'utf8').split(/(?<=\n)/);
});

/** The run with other lines in its log. */
const changed = (change: (lines: readonly string[]) => readonly string[]): void => {
  rmSync(path('bad'), { recursive: true, force: true });
  cpSync(path('good'), path('bad'), { recursive: true });
  write('bad/events.ndjson', change(lines).join(''));
};

describe('a log that is not as it was written: verify and replay say which event and why, with status 1', () => {
  const cases: [string, (lines: readonly string[]) => readonly string[], number, RegExp][] = [
    [
      'cut in a line',
      (all) => [...all.slice(0, 7), (all[7] as string).slice(0, 99)],
      8,
      /^the last line is torn \(\d+ bytes without an end of line\): the run was cut off; everything up to event 6 is whole$/,
    ],
    [
      'cut between lines',
      (all) => all.slice(0, 9),
      10,
      /^the log ends with event 8 and hash \w{12}…, but run\.json says that it was completed with event 35 and hash \w{12}…$/,
    ],
    [
      'edited',
      (all) => all.with(7, (all[7] as string).replace('"demand":', '"demand":1e-7,"was":')),
      8,
      /^event 7 \(demand-submitted\) is malformed: "was": this program knows no such field$/,
    ],
    [
      'edited in a number',
      (all) => all.with(2, (all[2] as string).replace('"priceAtZero":0.', '"priceAtZero":0.1')),
      3,
      /^event 2 \(forward-opened, cycle 1\) was edited: its hash is \w{12}… but its contents give \w{12}…$/,
    ],
    [
      'reordered',
      (all) => all.with(4, all[5] as string).with(5, all[4] as string),
      5,
      /^event 4 is missing or out of order: found seq 5 after 3$/,
    ],
    ['without a line', (all) => all.toSpliced(6, 1), 7, /^event 6 is missing or out of order: found seq 7 after 5$/],
    ['with a line more', (all) => all.toSpliced(6, 0, 'hello\n'), 7, /^line 7 \(event 6\) is not JSON: /],
    [
      'of another version',
      (all) => all.with(0, (all[0] as string).replace('"v":1', '"v":2')),
      1,
      /^this log has version 2, which a newer forespot wrote; this program reads version 1: install the newest/,
    ],
    [
      'followed by something',
      (all) => [...all, '{}\n'],
      37,
      /^line 37 follows event 35 \(run-completed, cycle 2\): nothing may follow run-completed$/,
    ],
    ['empty', () => [], 1, /^the file is empty$/],
  ];
  test.each(cases)('%s', (name, change, line, reason) => {
    changed(change);
    const verified = run('verify', 'bad');
    expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 1, stderr: '' });
    const place = `bad/events.ndjson:${line}: `;
    expect(verified.stdout.startsWith(place)).toBe(true);
    const sentence = verified.stdout.trimEnd().slice(place.length);
    expect(sentence).toMatch(reason);

    // A rerun reads as a replay does: two cases show it.
    const commands = [['replay', 'replayed'] as const, ['rerun', 'ran again'] as const];
    for (const [command, done] of name.startsWith('cut') ? commands : commands.slice(0, 1)) {
      const { stdout, stderr, status } = run(command, 'bad');
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
      const before = Math.min(line - 1, lines.length);
      const rest = before === 0 ? '' : `before that, ${before} events ${done}, identical to the last bit\n`;
      expect(stdout).toBe(`${place}${sentence}\n${rest}`);
    }
    const { stdout, stderr, status } = run('replay', 'bad/events.ndjson', '--json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      identical: false,
      firstDifference: null,
      broken: { seq: line - 1, line, reason: sentence },
    });
  });
});

test('a trace shows what is whole, on stdout, and why it ends, on stderr, with status 1', () => {
  changed((all) => all.slice(0, 9));
  const args = ['trace', 'bad', '--agent', 'buyer-1'];
  const shown = run(...args);
  expect(shown.stdout).toMatch(/^buyer-1, cycle 1\n {7}1 {2}owns 0\.00000 units\n/);
  expect(shown).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^bad\/events\.ndjson:10: the log ends with event 8 /),
  });
  const { stdout, stderr, status } = run(...args, '--json');
  expect({ stderr, status }).toEqual({ stderr: shown.stderr, status: 1 });
  expect(JSON.parse(stdout)).toHaveLength(shown.stdout.trimEnd().split('\n').length - 1);
});

test('a log whose numbers are not those of its markets differs from the replay, though its chain is whole', () => {
  // The log of another scenario under this one's name: same draws, other margin.
  const scenario = readFileSync(bundled('bilateral-trade'), 'utf8');
  write('a.mjs', 'export default { create: () => ({ demand: () => 0.25 }) };');
  write('own.yaml', scenario.replace(/type:/, 'forward: ./a.mjs\n    type:'));
  expect(run('run', 'own.yaml', '--out', 'own')).toMatchObject({ status: 0, stderr: '' });
  write('a.mjs', 'export default { create: () => ({ demand: () => 0.75 }) };');
  expect(run('replay', 'own')).toMatchObject({ status: 0 });
  const { stdout, status } = run('rerun', 'own');
  expect(status).toBe(1);
  expect(stdout).toBe('own/events.ndjson:4: event 3 differs in demand: the log has 0.25, computing again gives 0.75\n');
});

test('an agent or a cycle that is not in the log is named beside those that are', () => {
  const ids = 'seller-1, seller-2, buyer-1, buyer-2, buyer-3';
  expect(run('trace', 'good', '--agent', 'zzzzzz')).toEqual(
    refused(`--agent "zzzzzz": the run has no such agent: its agents are ${ids}`),
  );
  expect(run('trace', 'good', '--agent', 'byer-1')).toEqual(
    refused('--agent "byer-1": the run has no such agent: did you mean buyer-1?'),
  );
  expect(run('trace', 'good', '--agent', 'buyer-1', '--cycle', '9')).toEqual(
    refused('--cycle 9: the log has 2 cycles'),
  );
});
