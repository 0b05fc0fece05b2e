import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { bundled, refused, workplace } from './workplace.ts';

const { run, write, path } = workplace();
const SEED = '9f86d081884c7d659a2feaa0c55ad015';
const read = (name: string): string => readFileSync(path(name), 'utf8');
const linesOf = (name: string): readonly string[] => read(name).split(/(?<=\n)/);
const PRIVATE_LISTS = [
  'types',
  'reports',
  'payoffs',
  'forwardRegretRealized',
  'spotRegretInterim',
  'spotRegretRealized',
];
let head = '';

beforeAll(() => {
  const scenario = readFileSync(bundled('two-sided-2x3'), 'utf8');
  // What a module says when it fails may hold what it knew.
  write(
    'a.mjs',
    'export default { create: () => ({ report: ({ type }) => { throw new Error("not at " + type); } }) };',
  );
  write(
    'own.yaml',
    scenario.replace(/type:/, 'forward: { strategy: shade, factor: 0.8125 }\n    spot: ./a.mjs\n    type:'),
  );
  const played = run('run', 'own.yaml', '--seed', SEED, '--cycles', '3', '--measure', '--out', 'full', '--json');
  expect(played).toMatchObject({ status: 0 });
  head = (JSON.parse(played.stdout) as { readonly head: string }).head;
  expect(run('redact', 'full', '--for', 'seller-1', '--for', 'buyer-2', '--out', 'two')).toMatchObject({ status: 0 });
});

test('a redacted log passes verify under the head of the full one, which says for whom it is', () => {
  expect(run('verify', 'two')).toEqual({
    status: 0,
    stdout: `two: 56 events, chain whole, head ${head}\nredacted for seller-1 and buyer-2\n`,
    stderr: '',
  });
  const { stdout } = run('verify', 'two/events.ndjson', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ holds: true, head, redactedFor: ['seller-1', 'buyer-2'], complete: true });
});

test('what redact says, and as JSON', () => {
  const { stdout, stderr, status } = run('redact', 'full', '--public', '--out', 'nobody.ndjson', '--json');
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(JSON.parse(stdout)).toEqual({
    log: 'nobody.ndjson',
    redactedFor: [],
    events: 56,
    head,
    complete: true,
    hidden: expect.any(Number),
    open: 0,
    warnings: [],
  });
  expect(run('redact', 'two', '--public', '--out', 'again').stdout).toMatch(
    /^again\/events\.ndjson: 56 events, redacted for the public; \d+ private values hidden, 0 open\nhead /,
  );
  expect(read('again/events.ndjson')).toBe(read('nobody.ndjson'));
});

test('neither the redacted log nor its run.json holds a private value, the seed, or a word of a strategy', () => {
  expect(run('redact', 'full', '--public', '--out', 'bare')).toMatchObject({ status: 0, stderr: '' });
  const numbers = new Set<string>();
  let allocation: readonly number[] = [];
  for (const line of linesOf('full/events.ndjson')) {
    const event = JSON.parse(line) as Readonly<Record<string, readonly number[] | undefined>>;
    allocation = event['allocation'] ?? allocation;
    for (const name of PRIVATE_LISTS) {
      for (const [i, value] of (event[name] ?? []).entries()) {
        // Who gets nothing consumes nothing: its payoff is what it was paid, which everybody may know. And 0 stands everywhere.
        if ((name === 'payoffs' && allocation[i] === 0) || value === 0) continue;
        numbers.add(String(value));
      }
    }
  }
  expect(numbers.size).toBeGreaterThan(30);
  const secrets = [...numbers, SEED, 'truthful', 'equilibrium', 'shade', '0.8125', 'a.mjs', 'not at'];
  const foundIn = (name: string) => secrets.filter((secret) => read(name).includes(secret));
  expect(foundIn('bare/events.ndjson')).toEqual([]);
  expect(foundIn('bare/run.json')).toEqual([]);
  expect(foundIn('full/events.ndjson')).toEqual(secrets);
});

test('an agent traces its own part of a redacted log as in the full one', () => {
  const args = ['--agent', 'buyer-2', '--json'];
  expect(run('trace', 'two', ...args)).toEqual(run('trace', 'full', ...args));
  const other = run('trace', 'two', '--agent', 'buyer-1', '--cycle', '1');
  expect(other.stderr).toBe(
    'forespot: the log is redacted for seller-1 and buyer-2: what buyer-1 kept to itself is hidden\n',
  );
  expect(other.stdout).toMatch(/learns its type: \(hidden\)\n/);
  expect(other.stdout).toMatch(/reports \(hidden\), gets [\d.]+ units and/);
});

test('what needs the full log refuses a redacted one in a sentence', () => {
  const sentence =
    'two is redacted for seller-1 and buyer-2: the seed and the others’ types, reports, strategies and payoffs are hidden, ' +
    'and this needs them; ask its owner for the full log (verify, trace and query read this one)';
  for (const command of ['replay', 'rerun', 'measure']) {
    expect(run(command, 'two')).toEqual(refused(`forespot: ${sentence}`));
    expect(run(command, 'two', '--json')).toEqual(refused(`forespot: ${sentence}`));
  }
});

test('a query reads what is open', () => {
  const { stdout, status } = run(
    'query',
    'two',
    'select agent, type is null as hidden from types where cycle = 1',
    '--json',
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    { agent: 'seller-1', hidden: false },
    { agent: 'seller-2', hidden: true },
    { agent: 'buyer-1', hidden: true },
    { agent: 'buyer-2', hidden: false },
    { agent: 'buyer-3', hidden: true },
  ]);
});

test('an auditor who is given one report checks it against the published log, and sees a false one', () => {
  const opened = run('open', 'full', '--event', '14', '--json');
  expect(opened).toMatchObject({ status: 0, stderr: '' });
  const { leaves, ...event } = JSON.parse(opened.stdout) as {
    readonly leaves: readonly { readonly field: string; readonly agent: string; readonly value: number }[];
  };
  expect(event).toMatchObject({ seq: 14, kind: 'report-submitted' });
  const [{ agent, value } = { agent: '', value: 0 }] = leaves;
  write('opened.json', opened.stdout);
  const good = run('verify', 'bare', '--opened', 'opened.json');
  expect(good).toMatchObject({ status: 0, stderr: '' });
  expect(good.stdout).toContain(`\nevent 14, report of ${agent}: ${value}, as committed\n`);

  write('false.json', opened.stdout.replace(String(value), '0.5'));
  const bad = run('verify', 'bare', '--opened', 'false.json');
  expect(bad).toMatchObject({ status: 1, stderr: '' });
  expect(bad.stdout).toContain(
    `event 14, report of ${agent}: 0.5 was not committed: value and salt do not give the commitment in the log: another value was written\n`,
  );
  write('moved.json', opened.stdout.replace('"seq": 14', '"seq": 13'));
  expect(run('verify', 'bare', '--opened', 'moved.json').stdout).toMatch(/was not committed: the value is that of /);
  write('late.json', opened.stdout.replace('"seq": 14', '"seq": 99'));
  expect(run('verify', 'bare', '--opened', 'late.json')).toEqual(
    refused('late.json: opens event 99, but the log ends with event 55'),
  );
  write('none.json', '{ "seq": 14 }');
  expect(run('verify', 'bare', '--opened', 'none.json').stderr).toMatch(
    /^none\.json holds no opened values, as forespot open --json prints them:\n {2}leaves: /,
  );
});

test('the seed is not opened, and what a redacted log hides cannot be', () => {
  const first = run('open', 'full', '--event', '0').stdout;
  expect(first).toContain('scenario.agents[0].forward of seller-1: {"strategy":"shade","factor":0.8125}');
  expect(first).not.toContain(SEED);
  expect(run('open', 'bare', '--event', '0')).toEqual(
    refused('event 0 (run-started, cycle 0) holds no private value of agents that this redacted log shows'),
  );
  expect(run('open', 'full', '--event', '1').stderr).toBe(
    'event 1 (cycle-started, cycle 1) holds no private value of agents\n',
  );
  expect(run('open', 'full', '--event', '99').stderr).toBe('--event 99: the log has the events 0 to 55\n');
});

test('redact refuses what it cannot do, and leaves nothing behind', () => {
  expect(run('redact', 'full', '--out', 'x')).toEqual(
    refused('redact: say who is to keep seeing its own secrets: --for a1 (again for more), or --public'),
  );
  expect(run('redact', 'full', '--for', 'byer-1', '--out', 'x')).toEqual(
    refused('--for "byer-1": the run has no such agent: did you mean buyer-1?'),
  );
  expect(run('redact', 'two', '--for', 'buyer-1', '--out', 'x')).toEqual(
    refused(
      'forespot: two is redacted for seller-1 and buyer-2: it hides what buyer-1 knew; redact the full log for buyer-1',
    ),
  );
  expect(run('redact', 'full', '--public', '--out', 'full', '--force')).toEqual(
    refused(
      'forespot: full/events.ndjson is the log that is to be redacted: choose another place for what comes of it',
    ),
  );
  expect(run('redact', 'full', '--public', '--out', 'two')).toEqual(
    refused('forespot: two/events.ndjson is already there: choose another place, or replace it with --force'),
  );
  write('bad/run.json', read('full/run.json'));
  write('bad/events.ndjson', linesOf('full/events.ndjson').toSpliced(20, 1).join(''));
  expect(run('redact', 'bad', '--public', '--out', 'x')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'forespot: bad/events.ndjson: event 20 is missing or out of order: found seq 21 after 19; a log that is not whole is not redacted\n',
  });
  write('bad/events.ndjson', linesOf('full/events.ndjson').slice(0, 20).join(''));
  expect(run('redact', 'bad', '--public', '--out', 'x').stderr).toMatch(
    /the log ends with event 19 and hash .* but run\.json says/,
  );
  expect(existsSync(path('x'))).toBe(false);
});

test('of a log that was cut off, what is whole is redacted, and the torn line is left out', () => {
  const lines = linesOf('full/events.ndjson');
  write('torn.ndjson', lines.slice(0, 20).join('') + (lines[20] as string).slice(0, 60));
  const { status, stderr } = run('redact', 'torn.ndjson', '--public', '--out', 'rest');
  expect(status).toBe(0);
  expect(stderr).toBe(
    'forespot: warning: torn.ndjson:21: the last line is torn (60 bytes without an end of line): the run was cut off; ' +
      'everything up to event 19 is whole; that line was left out\n',
  );
  expect(run('verify', 'rest').stdout).toMatch(
    /^rest: 20 events, .*\nredacted for the public\nthe log stops before run-completed/,
  );
  expect(run('resume', 'rest')).toEqual(
    refused('forespot: rest holds a redacted log: its run can be gone on with from the full log only'),
  );
});

test('a seed that can be guessed is warned of, since it opens every commitment', () => {
  expect(run('run', bundled('bilateral-trade'), '--out', 'known', '--json')).toMatchObject({ status: 0 });
  expect(run('redact', 'known', '--public', '--out', 'known-public').stderr).toMatch(
    /^forespot: warning: the seed can be read in the public part of the scenario \(name, about, ids \.\.\.\): whoever guesses it /,
  );
  expect(run('run', bundled('bilateral-trade'), '--seed', 'zq7', '--out', 'short', '--json')).toMatchObject({
    status: 0,
  });
  expect(run('redact', 'short', '--public', '--out', 'short-public').stderr).toMatch(
    /^forespot: warning: the seed has 3 characters, 3 different ones: whoever guesses it opens every commitment/,
  );
});

test('a log is redacted for the public or for somebody, not for both', () =>
  expect(run('redact', 'full', '--public', '--for', 'a1', '--out', 'both')).toEqual(
    refused(
      "forespot: option '--public' cannot be used with option '--for <id>'\n(forespot --help lists the commands, forespot COMMAND --help its options)",
    ),
  ));
