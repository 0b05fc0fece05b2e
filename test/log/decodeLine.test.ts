import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeLine } from '../../src/log/decodeLine.ts';
import { encodeEvent, NO_HASH } from '../../src/log/encodeEvent.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { createRunContext, type LineContext, type RunContext } from '../../src/log/runContext.ts';
import { runs } from './arbitraries.ts';
import { AGENTS, LINES, linesFor, OTHER_EVENTS, RUN, startOf } from './fixtures.ts';

const context = createRunContext(startOf(AGENTS), nodeSha256);

function reasonFor(text: string, expected = 17, run: RunContext | null = context): string {
  const decoding = decodeLine({ text, expected, run, sha256: nodeSha256 });
  return decoding.holds ? 'holds' : decoding.reason;
}

test('what was encoded is decoded to the same event', () => {
  fc.assert(
    fc.property(runs, (events) => {
      let run: LineContext | null = null;
      for (const [expected, line] of linesFor(events).entries()) {
        const decoding = decodeLine({ text: line.slice(0, -1), expected, run, sha256: nodeSha256 });
        if (!decoding.holds) throw new Error(decoding.reason);
        expect(decoding.line.seq).toBe(expected);
        expect(decoding.line.event).toEqual(events[expected]);
        run = decoding.line.run;
      }
    }),
  );
});

test('every kind of event is read back with its fields in the order of the format', () => {
  for (const event of [...RUN, ...OTHER_EVENTS]) {
    const { line } = encodeEvent({ event, seq: 3, prev: NO_HASH, run: context });
    const decoding = decodeLine({ text: line.slice(0, -1), expected: 3, run: context, sha256: nodeSha256 });
    if (!decoding.holds) throw new Error(decoding.reason);
    expect(JSON.stringify(decoding.line.event)).toBe(JSON.stringify(event));
  }
});

const event = encodeEvent({
  event: { kind: 'demand-submitted', cycle: 2, agent: 'a1', demand: 1 },
  seq: 17,
  prev: NO_HASH,
  run: context,
});
const good = event.line.slice(0, -1);
const edit = (from: string, to: string): string => good.replace(from, to);

test('the line of these examples holds', () => {
  expect(reasonFor(good)).toBe('holds');
});

const same = 'event 17 (demand-submitted, cycle 2) was edited: column';
const bad: readonly (readonly [string, string, string])[] = [
  ['an empty line', '', 'line 18 (event 17) is empty'],
  [
    'a byte order mark',
    `\uFEFF${good}`,
    'line 18 (event 17) begins with a byte order mark: another program has saved this file; take the original',
  ],
  ['NUL bytes', '\0\0\0', 'line 18 (event 17) holds NUL bytes: the file is damaged, as after a power cut'],
  [
    'CR LF',
    `${good}\r`,
    'line 18 (event 17) ends in CR LF: another program has changed the ends of lines; restore them to LF alone',
  ],
  ['a list', '[1]', 'line 18 (event 17) is not a JSON object, so no event'],
  ['another version', edit('"v":1', '"v":2'), 'event 17 has version 2, unlike the lines before it, which have 1'],
  ['no version', '{}', 'event 17 has no version: this is not a forespot log, or it was edited'],
  ['no kind', '{"v":1}', 'event 17 is malformed: it has no kind'],
  [
    'an unknown kind',
    edit('demand-submitted', 'demand-withdrawn'),
    'event 17 is of a kind unknown to this program: "demand-withdrawn"',
  ],
  [
    'a negative seq',
    edit('"seq":17', '"seq":-1'),
    'event 17 (demand-submitted) is malformed: seq: expected a whole number from 0, got -1',
  ],
  [
    'a hash in capitals',
    edit(`"hash":"${event.hash}"`, `"hash":"${event.hash.toUpperCase()}"`),
    `event 17 (demand-submitted) is malformed: hash: expected 64 hexadecimal digits, got "${event.hash.toUpperCase().slice(0, 60)}…"`,
  ],
  [
    'a missing field',
    edit('"demand":1,', ''),
    'event 17 (demand-submitted) is malformed: demand: expected a finite number, got nothing',
  ],
  [
    'a text for a number',
    edit('"demand":1', '"demand":"1"'),
    'event 17 (demand-submitted) is malformed: demand: expected a finite number, got "1"',
  ],
  [
    'a number beyond all doubles',
    edit('"demand":1', '"demand":1e999'),
    'event 17 (demand-submitted) is malformed: demand: expected a finite number, got Infinity',
  ],
  [
    'a null for a number',
    edit('"demand":1', '"demand":null'),
    'event 17 (demand-submitted) is malformed: demand: expected a finite number, got null',
  ],
  [
    'an unknown field',
    edit('"demand":1', '"demand":1,"note":"x"'),
    'event 17 (demand-submitted) is malformed: "note": this program knows no such field',
  ],
  [
    'another number',
    edit('"demand":1', '"demand":2'),
    `event 17 (demand-submitted, cycle 2) was edited: its hash is ${event.hash.slice(0, 12)}… but its contents give ` +
      `${encodeEvent({ event: { kind: 'demand-submitted', cycle: 2, agent: 'a1', demand: 2 }, seq: 17, prev: NO_HASH, run: context }).hash.slice(0, 12)}…`,
  ],
  [
    'a space',
    edit('"demand":1', '"demand": 1'),
    `${same} 75 has " 1,\\"prev\\":\\"0" where this program writes "1,\\"prev\\":\\"00", though it means the same`,
  ],
  [
    '1.0 for 1',
    edit('"demand":1', '"demand":1.0'),
    `${same} 76 has ".0,\\"prev\\":\\"0" where this program writes ",\\"prev\\":\\"000", though it means the same`,
  ],
  [
    'more digits than a double has',
    edit('"demand":1', '"demand":1.00000000000000000001'),
    `${same} 76 has ".00000000000" where this program writes ",\\"prev\\":\\"000", though it means the same`,
  ],
  [
    'a key twice',
    edit('"demand":1', '"demand":3,"demand":1'),
    `${same} 75 has "3,\\"demand\\":1" where this program writes "1,\\"prev\\":\\"00", though it means the same`,
  ],
  [
    'an escape',
    edit('"a1"', '"\\u00611"'),
    `${same} 62 has "\\\\u00611\\",\\"de" where this program writes "a1\\",\\"demand\\"", though it means the same`,
  ],
  [
    'a space at the end',
    `${good} `,
    `${same} ${good.length + 1} has " " where this program writes the end, though it means the same`,
  ],
];

test.each(bad)('%s is refused in a sentence', (_, text, reason) => {
  expect(reasonFor(text)).toBe(reason);
});

test('half a line is refused in a sentence that ends in the words of the JSON parser', () => {
  expect(reasonFor('{"v":1,')).toMatch(/^line 18 \(event 17\) is not JSON: \w+/);
});

test('a log of another version is refused in a sentence', () => {
  const text = (LINES[0] ?? '').trimEnd().replace('"v":1', '"v":2');
  expect(reasonFor(text, 0, null)).toBe(
    'this log has version 2, which a newer forespot wrote; this program reads version 1: install the newest forespot to read it',
  );
  expect(reasonFor(text.replace('"v":2', '"v":"1"'), 0, null)).toBe(
    'this log has version "1"; this program reads version 1',
  );
});

test('a log that begins in the middle is refused', () => {
  expect(reasonFor(good, 0, null)).toBe('event 0 is missing or out of order: found seq 17 at the beginning');
  expect(reasonFor(edit('"seq":17', '"seq":0'), 0, null)).toBe(
    'event 0 is demand-submitted: a log begins with run-started',
  );
});

test('a line of 10 MB and one of a million brackets are refused at once', () => {
  expect(reasonFor(edit('a1', 'a'.repeat(1e7)))).toBe(
    'event 17 (demand-submitted) is malformed: agent: expected the id of an agent of this run, got ' +
      `"${'a'.repeat(60)}…"`,
  );
  const deep = '['.repeat(1e6) + ']'.repeat(1e6);
  expect(reasonFor(`{"v":${deep}}`)).toBe('event 17 has version a list of 1, unlike the lines before it, which have 1');
  expect(reasonFor((LINES[0] ?? '').trimEnd().replace('"about":', `"x":${deep},"about":`), 0)).toMatch(
    /^event 0 \(run-started\) is malformed: scenario\.x(\[0\])+: expected no more than 32 levels, got a list of 1$/,
  );
});
