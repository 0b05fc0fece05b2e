import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tableFromIPC } from 'apache-arrow';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { withDuckDB } from '../../src/log/duckdb/withDuckDB.ts';
import { LOG_TABLES } from '../../src/log/tables/tables.ts';
import { type Rows, rowsOfEvents } from '../log/tables/rowsOfEvents.ts';
import { bundled, refused, workplace } from './workplace.ts';

const hasPython = (modules: string): boolean => spawnSync('python3', ['-c', `import ${modules}`]).status === 0;

const { run, path, write, folder } = workplace();
beforeAll(() => {
  const play = (...args: readonly string[]) => expect(run('run', ...args).status).toBe(0);
  play(bundled('uncertain-demand'), '--cycles', '3', '--measure', '--out', 'runs/states');
  play(bundled('best-reply-posted'), '--cycles', '4', '--out', 'runs/a b=c');
});

const expectedOf = (name: string): Rows => {
  const lines = readFileSync(path(`${name}/events.ndjson`), 'utf8')
    .trimEnd()
    .split('\n');
  const tables = rowsOfEvents(lines.map((line) => JSON.parse(line) as MarketEvent));
  return { regrets: [], ...tables };
};
const TIDY = LOG_TABLES.filter(({ name }) => name !== 'events' && name !== 'runs');

/** What a script prints, as JSON. */
const python = (script: string) =>
  JSON.parse(spawnSync('python3', ['-c', script], { cwd: folder, encoding: 'utf8' }).stdout);

const exported = (format: string, ...words: readonly string[]) => {
  const { stdout, stderr, status } = run('export', ...words, '--format', format, '--out', format, '--force', '--json');
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return JSON.parse(stdout);
};

describe('forespot export', () => {
  test('writes Parquet that DuckDB reads back to the bit, the run in the path', async () => {
    const { tables, runs } = exported('parquet', 'runs/*');
    expect(runs.map(({ run }: { run: string }) => run)).toEqual(['a b=c', 'states']);
    await withDuckDB(async ({ connection }) => {
      for (const table of TIDY) {
        const files = path(`parquet/${table.name}/*/*.parquet`);
        const read = await connection.runAndReadAll(`from read_parquet('${files}', hive_partitioning = true)`);
        const rows = read.getRowObjectsJS();
        const json = new Set(table.columns.filter(({ type }) => type === 'JSON').map(({ name }) => name));
        for (const name of ['a b=c', 'states']) {
          const own = rows.flatMap(({ run, ...row }) => (run === name ? [plain(row, json)] : []));
          expect(own).toEqual(expectedOf(`runs/${name}`)[table.name]);
        }
        expect(tables.find(({ name }: { name: string }) => name === table.name).rows).toBe(rows.length);
      }
    });
  });

  test.skipIf(!hasPython('csv'))('writes CSV that Python’s csv reads back to the bit', () => {
    exported('csv', 'runs/states');
    const expected = expectedOf('runs/states');
    const read = python(`
import csv, json
rows = lambda table: csv.DictReader(open(f'csv/{table}/run=states/data.csv', newline=''))
money = lambda text: float(text) if text else None
print(json.dumps({
  'payments': [{c: v if c == 'agent' else int(v) if c == 'cycle' else money(v) for c, v in row.items()} for row in rows('payments')],
  'definitions': [json.loads(row['definition']) for row in rows('agents')]}))`);
    expect(read.payments).toEqual(expected['payments']);
    expect(read.definitions).toEqual(expected['agents']?.map(({ definition }) => definition));
  });

  test('writes Arrow that apache-arrow reads back to the bit, comments in the metadata', () => {
    exported('arrow', 'runs/states');
    const expected = expectedOf('runs/states');
    for (const table of TIDY) {
      const read = tableFromIPC(readFileSync(path(`arrow/${table.name}/run=states/data.arrow`)));
      const json = new Set(table.columns.filter(({ type }) => type === 'JSON').map(({ name }) => name));
      expect(read.toArray().map((row) => plain(row.toJSON(), json))).toEqual(expected[table.name]);
      expect(read.schema.fields.map(({ metadata }) => metadata.get('comment'))).toEqual(
        table.columns.map(({ comment }) => comment),
      );
    }
  });

  test.skipIf(!hasPython('pandas, pyarrow'))('is read by pandas where that is, the run as a column', () => {
    exported('parquet', 'runs/*');
    const read = python(`
import json, pandas
frame = pandas.read_parquet('parquet/allocations')
print(json.dumps({'runs': sorted(frame['run'].unique()), 'payoffs': frame[frame['run'] == 'states']['payoff'].tolist()}))`);
    const payoffs = expectedOf('runs/states')['allocations']?.map(({ payoff }) => payoff);
    expect(read).toEqual({ runs: ['a b=c', 'states'], payoffs });
  });

  test('says in schema.json and in the metadata of Parquet what columns are', async () => {
    exported('parquet', 'runs/states');
    const schema = JSON.parse(readFileSync(path('parquet/schema.json'), 'utf8'));
    expect(schema).toMatchObject({ format: 'parquet', runs: [{ run: 'states', complete: true, fault: null }] });
    const payments = schema.tables.find(({ name }: { name: string }) => name === 'payments');
    expect(payments.key).toEqual(['run', 'cycle', 'agent']);
    const described = LOG_TABLES.find(({ name }) => name === 'payments')?.columns;
    expect(payments.columns).toEqual(described?.map(({ name, type, comment }) => ({ name, type, comment })));
    await withDuckDB(async ({ connection }) => {
      const file = path('parquet/payments/run=states/data.parquet');
      const read = await connection.runAndReadAll(
        `select decode(value) from parquet_kv_metadata('${file}') where decode(key) = 'columns'`,
      );
      expect(JSON.parse(String(read.getRowsJS()[0]?.[0]))[2]).toMatchObject({
        name: 'forward_payment',
        comment: expect.stringMatching(/^money /),
      });
    });
  });

  test('writes the tables that are asked for, lines of the log among them', () => {
    const { stdout } = run('export', 'runs/states', '--tables', 'events,runs', '--out', 'some', '--json');
    expect(JSON.parse(stdout).tables).toEqual([
      { name: 'runs', rows: 1 },
      { name: 'events', rows: readFileSync(path('runs/states/events.ndjson'), 'utf8').trimEnd().split('\n').length },
    ]);
    expect(readdirSync(path('some')).sort()).toEqual(['events', 'runs', 'schema.json']);
    expect(run('export', 'runs/states', '--tables', 'demand')).toEqual(
      refused('forespot: --tables: there is no table "demand": did you mean demands?'),
    );
  });

  test('goes to a folder in the run unless told otherwise', () => {
    const { stdout, status } = run('export', 'runs/states');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^1 run in runs\/states\/parquet, a folder for each table and run\n table +rows\n runs +1\n/,
    );
    expect(run('export', 'runs/*')).toEqual(
      refused('forespot: for several runs, name the folder of the export: --out DIR'),
    );
    expect(run('query', 'runs/states', 'select 1 as x').status).toBe(0);
  });
});

describe('what stands in the place of an export', () => {
  test('is refused without --force, and replaced whole with it', () => {
    exported('csv', 'runs/states');
    expect(run('export', 'runs/states', '--out', 'csv')).toEqual(
      refused('forespot: csv is there already: choose another folder by --out, or replace it with --force'),
    );
    write('csv/left', 'over');
    expect(run('export', 'runs/a b=c', '--out', 'csv', '--force', '--tables', 'runs').status).toBe(0);
    expect(readdirSync(path('csv'))).toEqual(['runs', 'schema.json']);
  });

  test('is never replaced if it is no export', () => {
    write('mine/thesis.tex', 'x');
    for (const out of ['mine', 'mine/thesis.tex', '.', 'runs/states']) {
      const { status, stderr } = run('export', 'runs/states', '--out', out, '--force');
      expect({ out, status }).toEqual({ out, status: 2 });
      expect(stderr).toMatch(/ holds something else, which --force does not replace|^forespot: cannot replace /);
    }
    expect(readFileSync(path('mine/thesis.tex'), 'utf8')).toBe('x');
  });

  test('stays where the export fails, and nothing half-written beside it', () => {
    exported('csv', 'runs/states');
    const before = readdirSync(folder).sort();
    expect(run('export', 'runs/states', 'nowhere', '--out', 'csv', '--force').status).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(existsSync(path('csv/schema.json'))).toBe(true);
  });
});

test('a log that was cut off is exported up to there, with status 1', () => {
  expect(run('run', bundled('bilateral-trade'), '--out', 'torn').status).toBe(0);
  truncateSync(path('torn/events.ndjson'), readFileSync(path('torn/events.ndjson')).length - 30);
  const { status, stdout, stderr } = run('export', 'torn', '--out', 'cut', '--json');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^torn\/events\.ndjson:13: the last line is torn/);
  expect(JSON.parse(stdout).runs).toMatchObject([
    { events: 12, complete: false, fault: expect.stringMatching(/torn/) },
  ]);
});

test.skipIf(process.platform === 'win32')('an export that is stopped leaves nothing', async () => {
  mkdirSync(path('stopped'));
  const many = Array.from({ length: 400 }, () => 'runs/states/events.ndjson');
  many.forEach((_, i) => {
    write(`many/${i}/events.ndjson`, readFileSync(path('runs/states/events.ndjson')));
  });
  const child = spawn(process.execPath, [resolve('dist/src/cli/main.js'), 'export', '../many/*', '--out', 'out'], {
    cwd: path('stopped'),
  });
  const ended = new Promise((done) => child.on('close', done));
  while (readdirSync(path('stopped')).length === 0) await setTimeout(20);
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(readdirSync(path('stopped'))).toEqual([]);
});

/** A row with whole numbers as numbers and JSON as what it holds. */
const plain = (row: Readonly<Record<string, unknown>>, json: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? Number(value) : json.has(name) ? JSON.parse(String(value)) : value,
    ]),
  );
