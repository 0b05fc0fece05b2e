import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { replay } from '../../src/engine/replay.ts';
import { createVerifier } from '../../src/log/createVerifier.ts';
import { encodeChecked, NO_HASH } from '../../src/log/encodeEvent.ts';
import { EVENT_SHAPES, scenarioShape } from '../../src/log/eventShapes.ts';
import { createFormat, FORMATS, type Formats, NEWEST } from '../../src/log/format.ts';
import { linesOf } from '../../src/log/logLine.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import type { Payload } from '../../src/log/payload.ts';
import { PRIVATE_FIELDS } from '../../src/log/privateFields.ts';
import { readRun, readVisibleRun } from '../../src/log/readRun.ts';
import { redactLine } from '../../src/log/redactLine.ts';
import { createRunContext } from '../../src/log/runContext.ts';
import { sealedLeaf } from '../../src/log/sealedLeaf.ts';
import * as is from '../../src/log/shapes.ts';
import { verifyRun } from '../../src/log/verifyRun.ts';
import { createMeasurer } from '../../src/studies/measures/createMeasurer.ts';
import { AGENTS, LINES, RUN, startOf } from './fixtures.ts';

const folder = join(import.meta.dirname, 'fixtures');
const versions = [...FORMATS.keys()];
/** Never changed: these are logs that somebody may have. */
const HEADS: Readonly<Record<string, string>> = {
  'v1/run': 'd9f3acca728645f8a109227976f150587fb3e739117f744b150d603cdfe5c08d',
  'v1/fork': 'cc97dc0e34842b6ba8f13e9d9ef5ce83c01c175ce8866f4d077627c8b7e990a5',
};

test('logs of every version that this program reads are kept', () => {
  expect(readdirSync(folder)).toEqual(versions.map((version) => `v${version}`));
  for (const name of versions.flatMap((v) => [`v${v}/run`, `v${v}/fork`])) {
    expect(HEADS).toHaveProperty([name]);
    for (const end of ['.ndjson', '-for-a2.ndjson']) expect(existsSync(join(folder, name + end))).toBe(true);
  }
});

test.each(Object.keys(HEADS))('%s, full and redacted, passes verify and replays to the last bit', async (name) => {
  const [full, redacted] = [`${name}.ndjson`, `${name}-for-a2.ndjson`].map((file) => join(folder, file)) as [
    string,
    string,
  ];
  const whole = { holds: true, complete: true, head: HEADS[name] };
  expect(await verifyRun(full)).toMatchObject({ ...whole, redactedFor: null });
  expect(await verifyRun(redacted)).toMatchObject({ ...whole, redactedFor: ['a2'] });
  const events: MarketEvent[] = [];
  for await (const { event } of readRun(full)) events.push(event);
  const marketsFor = ({ scenario }: { readonly scenario: Scenario }) => marketsOf(scenario).markets;
  const observerFor = ({ scenario }: { readonly scenario: Scenario }) => createMeasurer(scenario);
  const replayed = await replay({ events, marketsFor, observerFor, hash: nodeSha256 });
  expect(replayed).toMatchObject({ identical: true, firstDifference: null, events: events.length });
  let seen = 0;
  for await (const { event } of readVisibleRun(redacted)) {
    if (event.kind !== 'types-realized') continue;
    const drawn = events.find(({ kind, cycle }) => kind === event.kind && cycle === event.cycle);
    expect(event.types).toEqual([null, drawn?.kind === 'types-realized' ? drawn.types[1] : 0, null]);
    seen += 1;
  }
  expect(seen).toBeGreaterThan(2);
});

/** A version before the first: no account of the operator, money in cents, another name for a kind. */
const { 'spot-skipped': skipped, ...kinds } = EVENT_SHAPES;
const { operatorCash: _, ...closed } = EVENT_SHAPES['cycle-closed'];
const V0 = createFormat({
  version: 0,
  shapes: { ...kinds, 'spot-shut': skipped, 'cycle-closed': { ...closed, cents: is.count } },
  privateFields: { ...PRIVATE_FIELDS },
  sealedScenario: scenarioShape(sealedLeaf),
  upcast: (event) => {
    if (event.kind === 'spot-shut') return { ...event, kind: 'spot-skipped' };
    if (event.kind !== 'cycle-closed') return event;
    const { cents, ...rest } = event as Payload & { readonly cents: number };
    return { ...rest, operatorCash: cents / 100 };
  },
});
const BOTH: Formats = new Map([
  [0, V0],
  [1, NEWEST],
]);
/** The run of the other tests as the older program would have written it. */
const OLD: readonly Payload[] = RUN.map((event): Payload => {
  if (event.kind !== 'cycle-closed') return event;
  const { operatorCash, ...rest } = event;
  return { ...rest, cents: operatorCash * 100 };
});

function oldLines(events: readonly Payload[]): readonly string[] {
  const run = createRunContext(startOf(AGENTS), nodeSha256, V0);
  let prev = NO_HASH;
  return events.map((event, seq) => {
    const encoded = encodeChecked(event, seq, prev, run);
    prev = encoded.hash;
    return encoded.line;
  });
}

function take(lines: readonly string[], formats: Formats) {
  const verifier = createVerifier({ sha256: nodeSha256, formats });
  const events: unknown[] = [];
  const redacted: string[] = [];
  for (const line of linesOf(lines.join(''))) {
    const step = verifier.take(line);
    if (!step.holds) return { reason: step.reason, seq: step.seq, events, redacted };
    events.push(step.event);
    redacted.push(redactLine(step.line, new Set([1])).line);
  }
  return { reason: null, seq: -1, events, redacted };
}

test('a log of an older version is verified as it was written, and read in the words of the newest', () => {
  const lines = oldLines(OLD);
  expect(lines[0]?.startsWith('{"v":0,"seq":0,')).toBe(true);
  expect(take(lines, BOTH)).toMatchObject({ reason: null, events: RUN });
  expect(take(LINES, BOTH)).toMatchObject({ reason: null, events: RUN });
  const shut = { kind: 'spot-shut', cycle: 1, reason: 'deficit', allocation: [1, 0, 0], welfare: 0.25 };
  expect(take(oldLines([startOf(AGENTS), shut]), BOTH).events[1]).toEqual({ ...shut, kind: 'spot-skipped' });
});

test('an older log is redacted in its own version, and read in the newest', () => {
  const lines = oldLines(OLD);
  const { redacted } = take(lines, BOTH);
  expect(redacted[10]).toMatch(/^{"v":0,"seq":10,"kind":"cycle-closed",.*"cents":0,/);
  const seen = take(redacted, BOTH);
  expect(seen.reason).toBe(null);
  expect(seen.events[10]).toMatchObject({ payoffs: [null, 0.2, null], operatorCash: 0 });
});

test('an edit of an older log is found, and no line of another version stands among its own', () => {
  const lines = oldLines(OLD);
  expect(take(lines.with(10, (lines[10] as string).replace('"cents":0', '"cents":1')), BOTH).reason).toMatch(
    /^event 10 \(cycle-closed, cycle 1\) was edited: its hash is/,
  );
  expect(take(lines.with(10, LINES[10] as string), BOTH)).toMatchObject({
    seq: 10,
    reason: 'event 10 has version 1, unlike the lines before it, which have 0',
  });
});

test('a log from before the first version, or from after the last, is refused with what to do', () => {
  expect(take(oldLines(OLD), FORMATS).reason).toBe('this log has version 0; this program reads version 1');
  const newer = LINES.map((line) => line.replace('"v":1', '"v":3'));
  expect(take(newer, BOTH).reason).toBe(
    'this log has version 3, which a newer forespot wrote; this program reads version 1: install the newest forespot to read it',
  );
});
