import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../scenarios/parseScenario.ts';
import { agentsOf } from '../../src/assembly/agentsOf.ts';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { evolve } from '../../src/engine/evolve.ts';
import { runEvents } from '../../src/engine/run.ts';
import { initialState } from '../../src/engine/state.ts';
import { dialGroups } from '../../src/lab/dials.ts';
import { differences, onlyDifferent } from '../../src/lab/differences.ts';
import { packText, unpackText } from '../../src/lab/link.ts';
import { keysAt, valuesAt } from '../../src/lab/open/schemaCompletions.ts';
import { schemaPath } from '../../src/lab/open/schemaPath.ts';
import { createTimeline } from '../../src/lab/timeline.ts';
import { browserSha256 } from '../../src/lab/worker/browserSha256.ts';
import { linesIn } from '../../src/lab/worker/linesIn.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';

const scenarioOf = (name: string, changes: Partial<Scenario> = {}): Scenario => {
  const parsed = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), {
    file: name,
    readColumn: () => ({ error: 'none' }),
  });
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return { ...parsed.scenario, ...changes };
};

const eventsOf = (scenario: Scenario): readonly MarketEvent[] => {
  const { economy, markets } = marketsOf(scenario);
  return [
    ...runEvents({
      scenario,
      seed: scenario.seed,
      version: 't',
      detail: 'full',
      economy,
      markets,
      ...agentsOf(scenario),
      hash: nodeSha256,
    }),
  ];
};

describe('a timeline', () => {
  const events = eventsOf(scenarioOf('best-reply-paper', { cycles: 60 }));
  const timeline = createTimeline();
  timeline.append(events.slice(0, 100));
  timeline.append(events.slice(100));

  test('has at every event the state that the fold of all events before gives', () => {
    let state = initialState;
    events.forEach((event, seq) => {
      state = evolve(state, event);
      const moment = timeline.momentAt(seq);
      expect(moment.state).toEqual(state);
      expect(moment.event).toBe(event);
    });
  });
  test('knows what the markets of the cycle have done so far, and nothing of the cycle before', () => {
    const opening = events.findIndex(({ kind, cycle }) => kind === 'forward-opened' && cycle === 2);
    expect(timeline.momentAt(opening)).toMatchObject({ cleared: null, closed: null, opened: events[opening] });
    expect(timeline.momentAt(timeline.endOf(2)).closed).toMatchObject({ kind: 'cycle-closed', cycle: 2 });
  });
  test('ends cycles where they end, and a run after the last', () => {
    expect(timeline.cycles()).toBe(60);
    expect(events[timeline.endOf(60)]?.kind).toBe('cycle-closed');
    expect(timeline.length()).toBe(events.length);
  });
  test('refuses places outside the run', () => expect(() => timeline.momentAt(events.length)).toThrow(RangeError));
});

test('differences are those of the figures, and none where nothing differs', () => {
  const [a, b] = [createTimeline(), createTimeline()];
  a.append(eventsOf(scenarioOf('bilateral-trade')));
  b.append(eventsOf(scenarioOf('bilateral-trade', { seed: 'another' })));
  const [one, other] = [a.momentAt(a.endOf(1)), b.momentAt(b.endOf(1))];
  expect(onlyDifferent(differences(one, one))).toEqual([]);
  const types = onlyDifferent(differences(one, other)).find(({ name }) => name === 'seller: type');
  expect(types).toEqual({
    name: 'seller: type',
    kind: 'price',
    before: one.state.types[0],
    after: other.state.types[0],
  });
});

describe('dials', () => {
  test.each(readdirSync('scenarios').filter((name) => name.endsWith('.yaml')))(
    'of %s stand within their ends, and each turned a little is a scenario',
    (file) => {
      const scenario = scenarioOf(file.replace('.yaml', ''));
      const refused: string[] = [];
      for (const { name, dials } of dialGroups(scenario).slice(0, 4)) {
        for (const { label, value, min, max, whole, turned } of dials) {
          expect([label, value >= min && value <= max]).toEqual([label, true]);
          const to =
            whole === true ? Math.min(max, value + 1) : value + (value < (min + max) / 2 ? 0.02 : -0.02) * (max - min);
          const parsed = parseScenario(JSON.stringify(turned(scenario, to)), {
            file,
            readColumn: () => ({ error: 'none' }),
          });
          if ('faults' in parsed) refused.push(`${name} ${label} ${to}: ${parsed.faults[0]?.message}`);
        }
      }
      expect(refused).toEqual([]);
    },
  );
  test('an endowment that is turned leaves the others their shares of the rest, and all add up to the supply', () => {
    const scenario = scenarioOf('best-reply-paper');
    const turned = dialGroups(scenario)[1]
      ?.dials.find(({ label }) => label === 'endowment')
      ?.turned(scenario, 0.2) as Scenario;
    const [a, b, c] = turned.agents.map(({ endowment }) => endowment) as [number, number, number];
    expect(a).toBe(0.2);
    expect(b / c).toBeCloseTo(0.3 / 0.2, 12);
    expect(a + b + c).toBe(1);
  });
});

describe('links', () => {
  test('hold a text and give it back', async () => {
    const text = `name: über\n${'agents: []\n'.repeat(500)}`;
    const packed = await packText(text);
    expect(packed).toMatch(/^[\w-]+$/);
    expect(packed.length).toBeLessThan(300);
    expect(await unpackText(packed)).toBe(text);
  });
  test.each(['', '***', 'AAAA', 'bm90IGRlZmxhdGVk'])('%j holds none', async (packed) =>
    expect(await unpackText(packed)).toBeNull(),
  );
  test('a small link that unpacks to more than a page should take is refused', async () => {
    expect(await unpackText(await packText(' '.repeat(6 * 2 ** 20)))).toBeNull();
  });
});

describe('the editor knows what may come', () => {
  test.each([
    ['', [], null],
    ['agents:\n  - id: a\n    ', ['agents'], null],
    ['agents:\n  - id: a\n    type: { family: uniform, ', ['agents', 'type'], null],
    ['agents:\n  - id: a\n    type: { family: ', ['agents', 'type'], 'family'],
    ['forward: { rule: ', ['forward'], 'rule'],
    ['agents:\n  - id: a\n    type:\n      family: beta\n      ', ['agents', 'type'], null],
    ['agents:\n  - id: a\nspot:\n  ', ['spot'], null],
    ['agents:\n  - id: a\n', [], null],
    ['carry: ', [], 'carry'],
  ])('%j', (text, path, key) => expect(schemaPath(text)).toMatchObject({ path, key }));

  test('keys and values are the schema’s', () => {
    expect(keysAt([]).map(({ label }) => label)).toContain('agents');
    expect(keysAt(['agents']).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['id', 'maxDemand', 'endowment', 'type']),
    );
    expect(valuesAt(['agents', 'type', 'family']).map(({ label }) => label)).toContain('truncated-normal');
    expect(valuesAt(['forward', 'rule']).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['discriminatory', 'posted', 'uniform', 'none']),
    );
    expect(valuesAt(['agents', 'forward']).map(({ label }) => label)).toContain('best-reply');
  });
});

test.each(['', 'abc', 'ü€😀', 'x'.repeat(1000)])('the browser’s SHA-256 of %j is Node’s', (text) =>
  expect(browserSha256(text)).toBe(nodeSha256(text)),
);

describe('lines of a file in a browser', () => {
  const linesOfChunks = async (...chunks: readonly Uint8Array[]) => {
    const stream = new ReadableStream<Uint8Array>({
      start: (control) => {
        for (const chunk of chunks) control.enqueue(chunk);
        control.close();
      },
    });
    const lines = [];
    for await (const line of linesIn(stream)) lines.push(line);
    return lines;
  };
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test('are whole wherever chunks are cut, also within a character', async () => {
    const all = bytes('{"a":"ü"}\nsecond\nrest');
    for (let cut = 0; cut <= all.length; cut++) {
      const lines = await linesOfChunks(all.slice(0, cut), all.slice(cut));
      expect(lines).toEqual([
        { text: '{"a":"ü"}', bytes: 10, ended: true },
        { text: 'second', bytes: 6, ended: true },
        { text: 'rest', bytes: 4, ended: false },
      ]);
    }
  });
  test('that are not UTF-8 say so and are the last', async () => {
    const lines = await linesOfChunks(new Uint8Array([0xff, 0xfe, 10]), bytes('more\n'));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.unreadable).toContain('not UTF-8');
  });
  test('keep a byte order mark, which is a fault of its own', async () => {
    expect((await linesOfChunks(bytes('\uFEFF{}\n')))[0]?.text.startsWith('\uFEFF')).toBe(true);
  });
});
