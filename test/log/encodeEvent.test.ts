import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { createEncoder } from '../../src/log/createEncoder.ts';
import { encodeEvent, NO_HASH } from '../../src/log/encodeEvent.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { createRunContext } from '../../src/log/runContext.ts';
import { runs } from './arbitraries.ts';
import { AGENTS, LINES, linesFor, OTHER_EVENTS, RUN, startOf } from './fixtures.ts';

const run = () => createRunContext(startOf(AGENTS), nodeSha256);
const encode = (event: MarketEvent, seq = 17) => encodeEvent({ event, seq, prev: NO_HASH, run: run() });

test('a line holds v, seq, kind, cycle, payload, prev and hash in this order', () => {
  const body = `{"v":1,"seq":17,"kind":"cycle-started","cycle":2,"endowments":[1,0.1,1e-7],"prev":"${NO_HASH}"`;
  const hash = createHash('sha256').update(`${body}}`).digest('hex');
  expect(encode({ kind: 'cycle-started', cycle: 2, endowments: [1, 0.1, 1e-7] })).toEqual({
    line: `${body},"hash":"${hash}"}\n`,
    hash,
  });
});

test('the first line follows 64 zeros and every other the hash of the line before', () => {
  const parsed = LINES.map((line) => JSON.parse(line) as { readonly prev: string; readonly hash: string });
  expect(parsed.map(({ prev }) => prev)).toEqual([NO_HASH, ...parsed.slice(0, -1).map(({ hash }) => hash)]);
});

test('the payload stands in the order of the format, however the event was put together', () => {
  for (const event of [...RUN, ...OTHER_EVENTS]) {
    const reversed = Object.fromEntries(Object.entries(event).reverse()) as unknown as MarketEvent;
    expect(encode(reversed)).toEqual(encode(event));
  }
});

test('a line depends on event, place, the line before and the seed alone', () => {
  fc.assert(
    fc.property(runs, (events) => {
      const lines = linesFor(events);
      const [started] = events;
      if (started?.kind !== 'run-started') throw new Error('a run starts with run-started');
      for (const [seq, event] of events.entries()) {
        const prev = seq === 0 ? NO_HASH : (JSON.parse(lines[seq - 1] ?? '') as { readonly hash: string }).hash;
        const fresh = createRunContext(started, nodeSha256);
        expect(encodeEvent({ event, seq, prev, run: fresh }).line).toBe(lines[seq]);
      }
    }),
  );
});

test('a negative zero is written as 0', () => {
  expect(encode({ kind: 'cycle-started', cycle: 2, endowments: [1, -0, 0] })).toEqual(
    encode({ kind: 'cycle-started', cycle: 2, endowments: [1, 0, 0] }),
  );
});

const bugs: readonly (readonly [string, MarketEvent, string])[] = [
  [
    'NaN in a list',
    { kind: 'cycle-started', cycle: 2, endowments: [1, 0, Number.NaN] },
    'event 17 (cycle-started, cycle 2) cannot be written: endowments[2]: expected a finite number, got NaN',
  ],
  [
    'an infinite field',
    { kind: 'demand-submitted', cycle: 2, agent: 'a1', demand: Number.NEGATIVE_INFINITY },
    'event 17 (demand-submitted, cycle 2) cannot be written: demand: expected a finite number, got -Infinity',
  ],
  [
    'NaN deep in a rule',
    {
      kind: 'forward-opened',
      cycle: 2,
      priceAtZero: 1,
      interiorHoldings: [0, 0, 1],
      rule: { rule: 'uniform', price: Number.NaN, charges: 'none' },
    },
    'event 17 (forward-opened, cycle 2) cannot be written: rule.price: expected a finite number, got NaN',
  ],
  [
    'a list that is too short',
    { kind: 'types-realized', cycle: 2, types: [1, 0] },
    'event 17 (types-realized, cycle 2) cannot be written: types: expected 3 numbers, one an agent, got a list of 2',
  ],
  [
    'a hole in a list',
    { kind: 'types-realized', cycle: 2, types: new Array<number>(3) },
    'event 17 (types-realized, cycle 2) cannot be written: types[0]: expected a finite number, got nothing',
  ],
  [
    'a typed array',
    { kind: 'types-realized', cycle: 2, types: new Float64Array(3) as unknown as readonly number[] },
    'event 17 (types-realized, cycle 2) cannot be written: types: expected 3 numbers, one an agent, got a Float64Array',
  ],
  [
    'an unknown agent',
    { kind: 'report-submitted', cycle: 2, agent: 'a4', report: 1 },
    'event 17 (report-submitted, cycle 2) cannot be written: agent: expected the id of an agent of this run, got "a4"',
  ],
  [
    'a cycle between cycles',
    { kind: 'state-realized', cycle: 1.5, state: 'tight' },
    'event 17 (state-realized, cycle 1.5) cannot be written: cycle: expected a whole number from 0, got 1.5',
  ],
  [
    'a field that the format has not',
    { kind: 'state-realized', cycle: 2, state: 'tight', mood: 'fine' } as MarketEvent,
    'event 17 (state-realized, cycle 2) cannot be written: "mood": this program knows no such field',
  ],
  [
    'an undefined deep in the scenario',
    {
      ...startOf(AGENTS),
      scenario: { ...startOf(AGENTS).scenario, extra: [{ group: undefined }] } as never,
    },
    'event 17 (run-started, cycle 0) cannot be written: ' +
      'scenario.extra[0].group: expected a text, number, list or object, got nothing',
  ],
  [
    'agents in another order than the scenario’s',
    { ...startOf(AGENTS), agents: ['a2', 'a1', 'a3'] },
    'event 17 (run-started, cycle 0) cannot be written: ' +
      'agents: expected the ids of the scenario’s agents, in their order',
  ],
  [
    'an agent twice',
    { ...startOf(AGENTS), agents: ['a1', 'a1', 'a3'] },
    'event 17 (run-started, cycle 0) cannot be written: agents[1]: "a1" stands twice',
  ],
];

test.each(bugs)('%s throws with its path', (_, event, message) => {
  expect(() => encode(event)).toThrow(new Error(message));
});

test('a log begins with run-started', () => {
  const encoder = createEncoder({ sha256: nodeSha256 });
  expect(() => encoder.encode({ kind: 'state-realized', cycle: 1, state: 'tight' })).toThrow(
    new Error('event 0 (state-realized, cycle 1) cannot be written: a log begins with run-started'),
  );
});

test('a run starts once and ends with run-completed', () => {
  const encoder = createEncoder({ sha256: nodeSha256 });
  encoder.encode(startOf(AGENTS));
  expect(() => encoder.encode(startOf(AGENTS))).toThrow(
    new Error('event 1 (run-started, cycle 0) cannot be written: the run has started'),
  );
  encoder.encode({ kind: 'run-completed', cycle: 0, cycles: 0, stateHash: '' });
  expect(() => encoder.encode({ kind: 'state-realized', cycle: 1, state: 'x' })).toThrow(
    new Error('event 2 (state-realized, cycle 1) cannot be written: run-completed was the last event'),
  );
});

test('a refused event leaves the encoder where it was', () => {
  const encoder = createEncoder({ sha256: nodeSha256 });
  encoder.encode(startOf(AGENTS));
  const before = [encoder.events(), encoder.head()];
  expect(() => encoder.encode({ kind: 'cycle-started', cycle: 1, endowments: [] })).toThrow('cannot be written');
  expect([encoder.events(), encoder.head()]).toEqual(before);
});
