import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { forespot } from '../support/forespot.ts';
import { bundled, refused, workplace } from './workplace.ts';

const { run, path, folder } = workplace();
const play = (name: string, ...options: readonly string[]): void =>
  expect(run('run', bundled('best-reply-posted'), '--cycles', '6', '--out', name, '--json', ...options).status).toBe(
    0,
  ) as never;
beforeAll(() => {
  play('runs/one');
  play('runs/two', '--seed', 'another', '--measure');
});
const eventsOf = (name: string) =>
  readFileSync(path(`${name}/events.ndjson`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** What a call prints that succeeds and says nothing else. */
const said = (...args: readonly string[]): string => {
  const { stdout, stderr, status } = run('query', ...args);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
};

describe('forespot query', () => {
  test('answers one statement and says so where there are more', () => {
    expect(run('query', 'runs/one', 'select 1 as a; select 2 as b')).toEqual(
      refused('forespot: expected one statement of SQL, got 2: ask them one by one'),
    );
    expect(JSON.parse(said('runs/one', 'select 1 as a;', '--json'))).toEqual([{ a: 1 }]);
  });

  test('answers SQL at full precision, as JSON, CSV and a table', () => {
    const [closed] = eventsOf('runs/one').filter(({ kind }) => kind === 'cycle-closed');
    const sql = 'select cycle, welfare, state, operates from cycles where cycle <= 2 order by cycle';
    const rows = JSON.parse(said('runs/one', sql, '--json'));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({ cycle: 1, welfare: closed.welfare, state: null, operates: true });
    expect(said('runs/one', sql, '--format', 'csv').split('\n')[1]).toBe(`1,${closed.welfare},,true`);
    expect(said('runs/one', sql)).toMatch(
      new RegExp(
        `^ cycle +welfare +state +operates\n 1 +${String(closed.welfare).replace('.', '\\.')} +null +true\n 2 `,
      ),
    );
  });

  test.each([
    ['folders', ['runs/one', 'runs/two']],
    ['a pattern', ['runs/*']],
    ['files', ['runs/one/events.ndjson', 'runs/two/events.ndjson']],
    ['a folder twice', ['runs/one', './runs/two', 'runs/*']],
  ])('takes several runs, as %s, and every row says which', (_, words) => {
    const rows = JSON.parse(
      said(...words, 'select run, count(*)::int as n from allocations group by run order by run', '--json'),
    );
    const agents = eventsOf('runs/one')[0].agents.length;
    expect(rows).toEqual([
      { run: 'one', n: 6 * agents },
      { run: 'two', n: 6 * agents },
    ]);
  });

  test('names runs by as much of their paths as tells them apart', () => {
    play('others/one');
    const rows = JSON.parse(said('runs/one', 'others/one', 'select run from runs', '--json'));
    expect(rows).toEqual([{ run: 'runs/one' }, { run: 'others/one' }]);
  });

  test('shows JSON columns as what they hold, and text that is wide a line a value', () => {
    const [row] = JSON.parse(said('runs/one', 'select definition from agents limit 1', '--json'));
    expect(row.definition).toEqual(eventsOf('runs/one')[0].scenario.agents[0]);
    expect(said('runs/one', 'from runs')).toMatch(/^run +one\nscenario +best-reply-posted\n/);
  });

  test('shows 1,000 rows at most and says how many there are; CSV has all', () => {
    const sql = 'select i from range(2500) t(i)';
    expect(said('runs/one', sql).trimEnd().split('\n').slice(-2)).toEqual([
      ' 999',
      '... and 1500 more rows; --format csv prints all',
    ]);
    expect(said('runs/one', sql, '--format', 'csv').trimEnd().split('\n')).toHaveLength(2501);
  });

  test('says that there are no rows', () => {
    const sql = 'select cycle, agent from demands where cycle > 99';
    expect(said('runs/one', sql)).toBe('no rows; the columns are cycle, agent\n');
    expect(said('runs/one', sql, '--json')).toBe('[]\n');
    expect(said('runs/one', sql, '--format', 'csv')).toBe('cycle,agent\n');
  });

  test('without SQL lists the tables with columns and comments', () => {
    for (const words of [[], ['runs/one'], ['runs/*']]) {
      const text = said(...words);
      expect(text).toMatch(/\n\ndemands: demands in the forward market; no rows where it was refused\n/);
      expect(text).toMatch(/\n {2}payoff +DOUBLE +money: value of what is consumed at the true type, /);
    }
    const tables = JSON.parse(said('runs/one', '--json'));
    expect(tables.map(({ name }: { name: string }) => name)).toContain('payments');
    expect(tables[0].columns[0]).toMatchObject({ name: 'run', type: 'VARCHAR' });
    expect(said('runs/one', "select comment from duckdb_columns() where column_name = 'payoff'", '--json')).toContain(
      'true type',
    );
  });

  test('says of regrets that were not measured how to get them', () => {
    const regrets = (name: string) => run('query', name, 'select count(*)::int as n from regrets', '--json');
    expect(regrets('runs/one').stderr).toBe(
      'regrets: the run holds no measures: forespot run --measure writes them, forespot measure computes them from a log\n',
    );
    expect(regrets('runs/two')).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(regrets('runs/two').stdout)[0].n).toBeGreaterThan(0);
    expect(regrets('runs/*').stderr).toMatch(/^regrets: 1 of 2 runs hold no measures: /);
  });
});

describe('what is asked wrongly is answered with status 2 and no stack trace', () => {
  test('SQL with DuckDB’s words, the place, and the tables with their columns', () => {
    const { status, stdout, stderr } = run('query', 'runs/one', 'select efficency from cycles');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^forespot: the SQL fails: Binder Error: Referenced column "efficency" not found in FROM clause!\nCandidate bindings: .*"efficiency"/,
    );
    expect(stderr).toContain('\nLINE 1: select efficency from cycles\n               ^\n');
    expect(stderr).toContain('\n  demands(run, cycle, agent, demand, refused)\n');
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test.each([
    ['selec 1', /^forespot: the SQL fails: Parser Error: syntax error at or near "selec"\n\nLINE 1: selec 1\n {8}\^\n/],
    [
      'from cycle',
      /^forespot: the SQL fails: Catalog Error: Table with name cycle does not exist!\nDid you mean "cycles"\?\n/,
    ],
    ["select 'x'::int", /^forespot: the SQL fails: Conversion Error: /],
    [' ; ', /^forespot: the SQL holds no statement\n$/],
    ["from read_text('/etc/passwd')", /^forespot: the SQL fails: Permission Error: /],
    ["copy cycles to 'stolen.csv'", /^forespot: the SQL fails: Permission Error: /],
    ["attach 'x.db'", /^forespot: the SQL fails: Permission Error: /],
    ['set enable_external_access = true', /^forespot: the SQL fails: Invalid Input Error: /],
    ['install httpfs', /^forespot: the SQL fails: /],
  ])('%s', (sql, sentence) => {
    const { status, stdout, stderr } = run('query', 'runs/one', sql);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  test('runs that are not there', () => {
    expect(run('query', 'nowhere', 'select 1')).toEqual(
      refused('forespot: cannot read nowhere: there is no such file or folder'),
    );
    expect(run('query', 'nowhere')).toEqual(refused('forespot: cannot read nowhere: there is no such file or folder'));
    expect(run('query', 'none-*', 'select 1')).toEqual(refused("forespot: no run matches 'none-*'"));
    expect(run('query', 'runs', 'select 1')).toEqual(
      refused("forespot: runs holds no run, but 2 of its folders do: name them all by 'runs/*'"),
    );
    expect(run('query', 'select 1')).toEqual(
      refused('forespot: expected the folder of a run before the SQL: forespot query DIR "select ..."'),
    );
    mkdirSync(path('bare'), { recursive: true });
    expect(run('query', 'bare', 'select 1')).toEqual(
      refused('forespot: bare holds no run: there is no events.ndjson in it'),
    );
  });

  test('--json with another format', () =>
    expect(run('query', 'runs/one', 'select 1', '--json', '--format', 'csv').status).toBe(2));
});

describe('a log that is not whole', () => {
  test('is answered up to there; stderr says where, the status is 1', () => {
    play('torn');
    const log = path('torn/events.ndjson');
    truncateSync(log, readFileSync(log).length - 30);
    const { status, stdout, stderr } = run('query', 'torn', 'select events, complete from runs', '--json');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^torn\/events\.ndjson:\d+: the last line is torn \(\d+ bytes without an end of line\): the run was cut off; /,
    );
    expect(JSON.parse(stdout)).toEqual([{ events: eventsOf('runs/one').length - 1, complete: false }]);
  });

  test('is no fault where the run is still going on', () => {
    play('going');
    const log = path('going/events.ndjson');
    const text = readFileSync(log, 'utf8');
    truncateSync(log, text.lastIndexOf('\n', text.length - 2) + 1);
    truncateSync(path('going/run.json'), 0);
    appendFileSync(path('going/run.json'), JSON.stringify({ events: 0, head: '0'.repeat(64), complete: false }));
    const { status, stderr } = run('query', 'going', 'select 1');
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'going: the log stops in cycle 6, before run-completed: the run was cut off or is still going on\n',
    });
  });

  test('is found with --verify even where only a value was changed', () => {
    play('edited');
    const log = path('edited/events.ndjson');
    const text = readFileSync(log, 'utf8');
    truncateSync(log, 0);
    appendFileSync(log, text.replace(/"firstBest":0\.\d/, '"firstBest":0.0'));
    expect(run('query', 'edited', 'select 1 as x').status).toBe(0);
    const { status, stderr } = run('query', 'edited', 'select 1 as x', '--verify');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^edited\/events\.ndjson:\d+: event \d+ \(cycle-closed, cycle 1\) was edited: /);
  });
});

test('where DuckDB is missing a sentence says which package to install', () => {
  const hook = `export const resolve = (name, context, next) => { if (name.startsWith('@duckdb')) throw new Error('gone'); return next(name, context); }`;
  const register = `import { register } from 'node:module'; register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(register)}`;
  const answer = forespot(['query', 'runs/one', 'select 1'], { cwd: folder, env: { NODE_OPTIONS } });
  const here = `${process.platform}-${process.arch}`;
  expect(answer).toEqual(
    refused(
      `forespot: this needs DuckDB, which cannot be loaded on ${here}: install the package @duckdb/node-bindings-${here}`,
    ),
  );
  expect(forespot(['query', 'runs/one'], { cwd: folder, env: { NODE_OPTIONS } }).status).toBe(0);
});

test.skipIf(process.platform === 'win32')(
  'a query that takes too long is stopped by Ctrl-C with status 130',
  async () => {
    const endless = 'select count(*) from range(1000000000000) a, range(1000) b';
    /** Its status, or the signal where it came before the program could hear it. */
    const endedAfter = async (milliseconds: number) => {
      const command = [resolve('dist/src/cli/main.js'), 'query', 'runs/one', endless];
      const child = spawn(process.execPath, command, { cwd: folder });
      let stderr = '';
      child.stderr.on('data', (text) => {
        stderr += text;
      });
      const ended = new Promise((done) => child.on('close', (status, signal) => done(status ?? signal)));
      await setTimeout(milliseconds);
      child.kill('SIGINT');
      return { status: await ended, stderr };
    };
    let end = await endedAfter(1500);
    if (end.status === 'SIGINT') end = await endedAfter(15_000);
    expect(end).toEqual({ status: 130, stderr: '' });
  },
);
