import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../../src/domain/events.ts';
import type { Scenario } from '../../../src/domain/scenario.ts';
import type { Detail } from '../../../src/engine/commands.ts';
import { runEvents } from '../../../src/engine/run.ts';
import { withMeasures } from '../../../src/studies/measures/withMeasures.ts';
import { agent, scenario, setupOf } from '../../support/setups.ts';
import { numbers } from '../arbitraries.ts';
import { linesFor, redactedLines, startOf } from '../fixtures.ts';
import { rowsOfEvents } from '../tables/rowsOfEvents.ts';
import { readTables } from './readTables.ts';

const folder = mkdtempSync(join(tmpdir(), 'forespot-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
const write = (contents: string | Uint8Array): string => {
  const path = join(folder, `${written++}.ndjson`);
  writeFileSync(path, contents);
  return path;
};

const play = (given: Scenario, detail: Detail): readonly MarketEvent[] => [
  ...withMeasures(runEvents(setupOf(given, { detail }))),
];

/** What stands in a line beside its frame. */
const payload = (line: unknown): unknown => {
  const { v: _v, seq: _seq, prev: _prev, hash: _hash, ...event } = line as Record<string, unknown>;
  return event;
};

const shaded = [
  agent('a1', { endowment: 1 / 2, group: 'sellers', forward: { strategy: 'shade', factor: 0.9 } }),
  agent('ß "2"', { endowment: 1 / 4, spot: { strategy: 'shade', factor: 0.7 } }),
  agent("a'3", { endowment: 1 / 4, maxDemand: 1 / 3 }),
];
const economies: Readonly<Record<string, Scenario>> = {
  'the paper’s market': scenario({ agents: shaded, cycles: 4 }),
  'no forward market, and a spot market that stays shut': scenario({ forward: { rule: 'none' }, cycles: 3 }),
  'agv, charges and states of demand': scenario({
    agents: shaded,
    cycles: 5,
    forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'linear' },
    spot: { mechanism: 'agv', claimant: 'equal', resale: false },
    states: {
      anticipated: true,
      outcomes: [
        { id: 'tight', probability: 0.5, demandScale: 1.25 },
        { id: 'slack', probability: 0.5, demandScale: 0.75 },
      ],
    },
  }),
  'demands of nonsense': scenario({
    agents: [
      agent('a1', { endowment: 1, forward: { strategy: 'fixed', demand: 2 }, spot: { strategy: 'fixed', report: 7 } }),
      agent('a2', {}),
    ],
    cycles: 3,
  }),
};

describe('the tables of a run hold what its events say, to the bit', () => {
  test.each(Object.keys(economies))('%s', async (name) => {
    const given = economies[name] as Scenario;
    const [full, compact] = (['full', 'compact'] as const).map((detail) => play(given, detail));
    const { loaded, tables } = await readTables(write(linesFor(full ?? []).join('')));
    expect(loaded).toMatchObject({
      fault: null,
      complete: true,
      redacted: false,
      cycle: given.cycles,
      events: full?.length,
    });
    const { runs, events, ...others } = tables;
    const { events: lines, ...expected } = rowsOfEvents(full ?? []);
    expect(others).toEqual(expected);
    expect(events?.map(({ event, ...row }) => ({ ...row, event: payload(event) }))).toEqual(lines);
    expect(runs).toHaveLength(1);
    expect(runs?.[0]).toMatchObject({
      scenario: given.name,
      seed: given.seed,
      version: 'test',
      agents: given.agents.length,
      supply: given.supply,
      quantity: 'permits',
      money: 'EUR',
      forward_rule: given.forward.rule,
      spot_mechanism: given.spot.mechanism,
      cycles_planned: given.cycles,
      cycles: given.cycles,
      events: full?.length,
      complete: true,
      parent: null,
      definition: given,
    });
    // A compact log says the same but for its own events.
    const {
      runs: _runs,
      events: _events,
      ...fromCompact
    } = (await readTables(write(linesFor(compact ?? []).join('')))).tables;
    expect(fromCompact).toEqual(others);
  });

  test('the economies have every kind of event in them', () => {
    const kinds = new Set(Object.values(economies).flatMap((given) => play(given, 'full').map(({ kind }) => kind)));
    for (const kind of ['spot-skipped', 'answer-refused', 'state-realized', 'spot-cleared', 'cycle-measured'])
      expect(kinds).toContain(kind);
  });
});

const RUN_LINES = linesFor(play(scenario({ agents: shaded, cycles: 2 }), 'full'));
const LOG = RUN_LINES.join('');

describe('a log that is not whole is loaded up to there, and said to end there', () => {
  const lines = RUN_LINES;
  const middle = 20;
  const without = (at: number): string => lines.filter((_, i) => i !== at).join('');
  const instead = (at: number, line: string): string => lines.map((own, i) => (i === at ? line : own)).join('');
  test.each<[string, string | Uint8Array, number, RegExp]>([
    ['a torn tail', LOG.slice(0, -40), lines.length - 1, /^the last line is torn \(\d+ bytes/],
    ['an end of line left out', LOG.slice(0, -1), lines.length - 1, /^the last line is torn/],
    ['a line left out', without(middle), middle, /^event 20 is missing or out of order: found seq 21 after 19$/],
    ['a line twice', instead(middle, `${lines[middle]}${lines[middle]}`), middle + 1, /^event 21 is missing/],
    ['a line of something else', instead(middle, 'hello\n'), middle, /^line 21 \(event 20\) is not JSON/],
    ['half a line', instead(middle, `${lines[middle]?.slice(0, 50)}\n`), middle, /^line 21 \(event 20\) is not JSON/],
    ['NUL bytes', instead(middle, '\0\0\0\n'), middle, /^line 21 \(event 20\) holds NUL bytes/],
    ['something behind its end', `${LOG}{}\n`, lines.length, /follows event \d+ \(run-completed/],
    ['nothing', '', 0, /^the file is empty$/],
    ['a text', 'Dear Sir,\n', 0, /^line 1 \(event 0\) is not JSON/],
    ['no text at all', Uint8Array.from({ length: 3000 }, (_, i) => (i * 37 + 200) % 256), 0, /./],
    ['a byte order mark', `\uFEFF${LOG}`, 0, /byte order mark/],
  ])('%s', async (_, contents, whole, reason) => {
    const path = write(contents);
    const { loaded, tables } = await readTables(path);
    expect(loaded).toMatchObject({
      events: whole,
      fault: { seq: whole, line: whole + 1, reason: expect.stringMatching(reason) },
    });
    expect(tables['events']).toHaveLength(whole);
    expect(tables['runs']).toHaveLength(whole === 0 ? 0 : 1);
  });

  test('a cycle that was cut off is there, with what happened in it', async () => {
    const cut = RUN_LINES.findLastIndex((line) => line.includes('"kind":"types-realized"')) + 1;
    const { loaded, tables } = await readTables(write(RUN_LINES.slice(0, cut).join('')));
    expect(loaded).toMatchObject({ events: cut, complete: false, cycle: 2, fault: null });
    expect(tables['cycles']?.map(({ closed, welfare }) => [closed, welfare === null])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(tables['runs']?.[0]).toMatchObject({ complete: false, cycles: 1, cycles_planned: 2, state_hash: null });
    expect(tables['types']).toHaveLength(6);
    expect(tables['reports']).toHaveLength(3);
  });

  test('a value that was changed is found when every hash is checked, and not before', async () => {
    const at = RUN_LINES.findIndex((line) => line.includes('"kind":"types-realized"'));
    const path = write(LOG.replace(/("types":\[)[\d.]+/, '$10.5'));
    expect((await readTables(path)).loaded).toMatchObject({ fault: null, events: RUN_LINES.length });
    expect((await readTables(path, { verify: true })).loaded).toMatchObject({
      events: at,
      fault: { line: at + 1, reason: expect.stringMatching(/ was edited: its hash is /) },
    });
    expect((await readTables(write(LOG), { verify: true })).loaded).toMatchObject({ fault: null });
  });

  test('so is a log that is shorter than run.json says', async () => {
    const directory = join(folder, 'a [run]*?');
    mkdirSync(directory);
    writeFileSync(join(directory, 'events.ndjson'), RUN_LINES.slice(0, -3).join(''));
    expect((await readTables(directory)).loaded.fault).toBeNull();
    const claim = { events: RUN_LINES.length, head: 'f'.repeat(64), complete: true };
    writeFileSync(join(directory, 'run.json'), JSON.stringify(claim));
    expect((await readTables(directory)).loaded).toMatchObject({
      events: RUN_LINES.length - 3,
      fault: { reason: expect.stringMatching(/but run\.json says that it was completed with event/) },
    });
  });
});

test('in a redacted log what is hidden is null, and what is open is as it was', async () => {
  const given = economies['demands of nonsense'] as Scenario;
  const events = play(given, 'full');
  const { tables: full } = await readTables(write(linesFor(events).join('')));
  const path = write(redactedLines(linesFor(events), [1]).join(''));
  const { loaded, tables } = await readTables(path, { verify: true });
  expect(loaded).toMatchObject({ fault: null, redacted: true, complete: true });
  const hide = (table: string, ...columns: readonly string[]): unknown =>
    full[table]?.map((row) =>
      row['agent'] === 'a1' ? { ...row, ...Object.fromEntries(columns.map((column) => [column, null])) } : row,
    );
  expect(tables['types']).toEqual(hide('types', 'type'));
  expect(tables['reports']).toEqual(hide('reports', 'report'));
  expect(tables['allocations']).toEqual(hide('allocations', 'payoff'));
  expect(tables['regrets']).toEqual(hide('regrets', 'forward_realized', 'spot_interim', 'spot_realized'));
  expect(tables['refusals']).toEqual(hide('refusals', 'reason'));
  for (const table of ['demands', 'holdings', 'payments', 'cycles']) expect(tables[table]).toEqual(full[table]);
  expect(tables['agents']?.map((row) => [row['forward_strategy'], row['spot_strategy']])).toEqual([
    [null, null],
    ['equilibrium', 'truthful'],
  ]);
  expect(tables['runs']?.[0]).toMatchObject({ seed: null, redacted: true });
});

test('every number and every name is read as it was written', async () => {
  const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
  const cells = fc.uniqueArray(fc.tuple(words, numbers), { minLength: 1, maxLength: 5, selector: ([id]) => id });
  await fc.assert(
    fc.asyncProperty(cells, async (each) => {
      const agents = each.map(([id]) => id);
      const types = each.map(([, type]) => type);
      const path = write(linesFor([startOf(agents), { kind: 'types-realized', cycle: 1, types }]).join(''));
      const { loaded, tables } = await readTables(path);
      expect(loaded.fault).toBeNull();
      expect(tables['types']).toEqual(each.map(([id, type]) => ({ cycle: 1, agent: id, type })));
    }),
    { numRuns: 20 },
  );
});

test('a fork is a run that names its parent and its edits', async () => {
  const fork = (digit: string, path: string): MarketEvent => ({
    kind: 'run-forked',
    cycle: 1,
    parent: digit.repeat(64),
    edits: [{ path, value: 0.25 }],
  });
  const events = [startOf(['a1', 'a2']), fork('a', 'demands.a1'), fork('b', 'discount')];
  const { tables, loaded } = await readTables(write(linesFor(events).join('')), { verify: true });
  expect(loaded.fault).toBeNull();
  expect(tables['runs']?.[0]).toMatchObject({
    parent: 'b'.repeat(64),
    forks: [
      { seq: 1, cycle: 1, parent: 'a'.repeat(64), edits: [{ path: 'demands.a1', value: 0.25 }] },
      { seq: 2, cycle: 1, parent: 'b'.repeat(64), edits: [{ path: 'discount', value: 0.25 }] },
    ],
  });
});

test('a path that cannot be read is refused', async () => {
  await expect(readTables(join(folder, 'nowhere'))).rejects.toThrow(/^cannot read .*nowhere: there is no such file/);
  await expect(readTables(folder)).rejects.toThrow(/holds no run: there is no events\.ndjson in it$/);
});
