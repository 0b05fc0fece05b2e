import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { encodeEvent } from '../../src/log/encodeEvent.ts';
import { linesOf } from '../../src/log/logLine.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { createRunContext } from '../../src/log/runContext.ts';
import { verifyLines } from '../../src/log/verifyLines.ts';
import { runs } from './arbitraries.ts';
import { AGENTS, LINES, linesFor, OTHER_EVENTS, RUN, reasonFor, startOf, verdictOn } from './fixtures.ts';

const LOG = LINES.join('');
const lineOf = (i: number): string => LINES[i] ?? '';
const hashOf = (line: string): string => (JSON.parse(line) as { readonly hash: string }).hash;
const whole = (text: string) => verifyLines(linesOf(text), { sha256: nodeSha256 });

test('a log as it was written holds, with its length and its last hash', async () => {
  const bytes = Buffer.byteLength(LOG);
  expect(await whole(LOG)).toEqual({
    holds: true,
    events: 12,
    head: hashOf(lineOf(11)),
    bytes,
    complete: true,
    redactedFor: null,
  });
});

test('every log that can be written holds', () => {
  fc.assert(
    fc.property(runs, (events) => {
      const lines = linesFor(events);
      const complete = events.at(-1)?.kind === 'run-completed';
      expect(verdictOn(lines.join(''))).toMatchObject({ holds: true, events: events.length, complete });
    }),
  );
});

test('an empty file is no log', async () => {
  expect(await whole('')).toMatchObject({ holds: false, seq: 0, line: 1, reason: 'the file is empty' });
});

test('a file of another kind is no log', () => {
  expect(reasonFor('Hello')).toBe('this is not an event log: it does not begin with {"v":');
  expect(reasonFor('name: figure-1\n')).toMatch(/^line 1 \(event 0\) is not JSON: /);
});

test('every change of one byte is found, in the event where it was made or the next', () => {
  const starts = lineStarts();
  for (let at = 0; at < LOG.length; at++) {
    const old = LOG[at] ?? '';
    const flipped = String.fromCharCode(old.charCodeAt(0) ^ 1);
    for (const byte of new Set([flipped, ' ', '0', '1', '"', '\n', '\0'])) {
      if (byte === old) continue;
      const verdict = verdictOn(LOG.slice(0, at) + byte + LOG.slice(at + 1));
      if (verdict.holds)
        throw new Error(`column ${at}: ${JSON.stringify(old)} -> ${JSON.stringify(byte)} was not found`);
      expect(verdict.seq).toBe(starts.filter((start) => start <= at).length - 1);
    }
  }
});

test('every byte that is taken out is missed', () => {
  for (let at = 0; at < LOG.length; at++) {
    const verdict = verdictOn(LOG.slice(0, at) + LOG.slice(at + 1));
    if (verdict.holds) throw new Error(`the byte at ${at} was not missed`);
  }
});

test('every text put in somewhere is found', () => {
  fc.assert(
    fc.property(fc.nat({ max: LOG.length }), fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }), (at, more) => {
      expect(verdictOn(LOG.slice(0, at) + more + LOG.slice(at)).holds).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a log cut off anywhere is torn, or whole and incomplete', () => {
  const starts = new Set(lineStarts());
  for (let length = 1; length < LOG.length; length++) {
    const verdict = verdictOn(LOG.slice(0, length));
    if (starts.has(length)) expect(verdict).toMatchObject({ holds: true, complete: false });
    else if (length >= 5) expect(verdict).toMatchObject({ holds: false, tornTail: true });
    else expect(verdict.holds).toBe(false);
  }
});

test('a torn last line is told from an edit, and says how far the log is whole', async () => {
  const text = LINES.slice(0, 5).join('') + lineOf(5).slice(0, 113);
  expect(await whole(text)).toEqual({
    holds: false,
    seq: 5,
    line: 6,
    reason:
      'the last line is torn (113 bytes without an end of line): the run was cut off; everything up to event 4 is whole',
    tornTail: true,
    whole: {
      events: 5,
      head: hashOf(lineOf(4)),
      bytes: Buffer.byteLength(LINES.slice(0, 5).join('')),
      complete: false,
      redactedFor: null,
    },
  });
  expect(reasonFor(lineOf(0).slice(0, 60))).toBe(
    'the first line is torn (60 bytes without an end of line): the run was cut off before its first event was whole',
  );
  expect(reasonFor(`${LOG}x`)).toBe(
    'something follows run-completed (1 byte without an end of line); everything up to event 11 is whole',
  );
});

test('an edited event is named, with its hash and the one that its contents give', () => {
  const text = LOG.replace('"payments":[-0.325', '"payments":[-0.326');
  expect(reasonFor(text)).toMatch(
    new RegExp(
      `^event 4 \\(forward-cleared, cycle 1\\) was edited: its hash is ${hashOf(lineOf(4)).slice(0, 12)}… but its contents give [0-9a-f]{12}…$`,
    ),
  );
});

test('an edited event whose hash was mended is found by the line after it', () => {
  const other = linesFor(
    RUN.map((event) => (event.kind === 'forward-cleared' ? { ...event, payments: [0, 0, 0] } : event)),
  );
  const mended = other[4] ?? '';
  const text = [...LINES.slice(0, 4), mended, ...LINES.slice(5)].join('');
  expect(reasonFor(text)).toBe(
    `event 5 (state-realized, cycle 1) does not follow event 4: its prev is ${hashOf(lineOf(4)).slice(0, 12)}… ` +
      `but that line’s hash is ${hashOf(mended).slice(0, 12)}…`,
  );
});

test('the tail of a fork does not follow the head of another', () => {
  const fork = linesFor(RUN.map((event) => (event.kind === 'state-realized' ? { ...event, state: 'slack' } : event)));
  for (let at = 6; at < 12; at++) {
    const verdict = verdictOn([...LINES.slice(0, at), ...fork.slice(at)].join(''));
    expect(verdict).toMatchObject({ holds: false, seq: at, line: at + 1 });
    expect(verdict.holds ? '' : verdict.reason).toContain(`does not follow event ${at - 1}: its prev is`);
  }
});

test('private values from a run of another seed do not fit', () => {
  const events = RUN.map((event) => (event.kind === 'run-started' ? startOf(AGENTS, 'figure-2') : event));
  const other = linesFor(events);
  expect(reasonFor([...LINES.slice(0, 6), ...other.slice(6)].join(''))).toMatch(
    /^event 6 \(types-realized, cycle 1\) was edited: /,
  );
});

test('every line that is taken out is named', () => {
  for (let at = 0; at < 11; at++) {
    const place = at === 0 ? 'at the beginning' : `after ${at - 1}`;
    expect(reasonFor(LINES.toSpliced(at, 1).join(''))).toBe(
      `event ${at} is missing or out of order: found seq ${at + 1} ${place}`,
    );
  }
  expect(verdictOn(LINES.slice(0, 11).join(''))).toMatchObject({ holds: true, events: 11, complete: false });
});

test('every two lines that change places are found at the first', () => {
  for (let i = 0; i < 12; i++) {
    for (let j = i + 1; j < 12; j++) {
      const swapped = LINES.with(i, lineOf(j)).with(j, lineOf(i));
      const place = i === 0 ? 'at the beginning' : `after ${i - 1}`;
      expect(reasonFor(swapped.join(''))).toBe(`event ${i} is missing or out of order: found seq ${j} ${place}`);
    }
  }
});

test('every line that stands twice is found at the second', () => {
  for (let at = 0; at < 11; at++) {
    expect(reasonFor(LINES.toSpliced(at, 0, lineOf(at)).join(''))).toBe(
      `event ${at + 1} is missing or out of order: found seq ${at} after ${at}`,
    );
  }
});

test('a line with another place than its seq was edited', () => {
  const text = LINES.with(3, lineOf(3).replace('"seq":3', '"seq":4')).join('');
  expect(reasonFor(text)).toMatch(/^event 3 \(demand-submitted, cycle 1\) was edited: /);
});

test('nothing follows run-completed', () => {
  expect(reasonFor(LOG + lineOf(11))).toBe(
    'line 13 follows event 11 (run-completed, cycle 1): nothing may follow run-completed',
  );
  expect(reasonFor(`${LOG}\n`)).toBe(
    'line 13 follows event 11 (run-completed, cycle 1): nothing may follow run-completed',
  );
});

test('a run does not start twice, nor in the middle of a chain', () => {
  const run = createRunContext(startOf(AGENTS), nodeSha256);
  const again = encodeEvent({ event: startOf(AGENTS), seq: 3, prev: hashOf(lineOf(2)), run }).line;
  expect(reasonFor(LINES.with(3, again).join(''))).toBe('event 3 (run-started, cycle 0) starts a run inside a run');
  const late = encodeEvent({ event: startOf(AGENTS), seq: 0, prev: 'ab'.repeat(32), run }).line;
  expect(reasonFor(late)).toBe(
    'event 0 (run-started, cycle 0) does not begin a log: its prev is abababababab…, not 64 zeros',
  );
});

test('an unreadable line ends the log', async () => {
  const lines = [...linesOf(lineOf(0)), { text: '', bytes: 9, ended: true, unreadable: 'is not UTF-8' }];
  expect(await verifyLines(lines, { sha256: nodeSha256 })).toMatchObject({
    holds: false,
    seq: 1,
    reason: 'line 2 (event 1) is not UTF-8',
  });
});

test('random edits of random logs are found', () => {
  const more: readonly MarketEvent[] = [...RUN.slice(0, 11), ...OTHER_EVENTS];
  const log = linesFor(more).join('');
  fc.assert(
    fc.property(
      fc.nat({ max: log.length - 1 }),
      fc.nat({ max: 40 }),
      fc.string({ maxLength: 40 }),
      (at, length, text) => {
        const edited = log.slice(0, at) + text + log.slice(at + length);
        fc.pre(edited !== log && !log.startsWith(edited));
        expect(verdictOn(edited).holds).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});

function lineStarts(): readonly number[] {
  let at = 0;
  return LINES.map((line) => {
    const start = at;
    at += line.length;
    return start;
  });
}
