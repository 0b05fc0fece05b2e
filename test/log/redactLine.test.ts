import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { createVerifier } from '../../src/log/createVerifier.ts';
import { leavesOf } from '../../src/log/leavesOf.ts';
import { linesOf } from '../../src/log/logLine.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import type { VisibleEvent } from '../../src/log/visibleEvent.ts';
import { runs } from './arbitraries.ts';
import { LINES, linesFor, OTHER_EVENTS, RUN, reasonFor, redactedLines, verdictOn } from './fixtures.ts';

const MORE: readonly MarketEvent[] = [...RUN.slice(0, 11), ...OTHER_EVENTS, RUN[11] as MarketEvent];
const hashes = (lines: readonly string[]) => lines.map((line) => (JSON.parse(line) as { readonly hash: string }).hash);

/** What the lines of a log show. */
function shown(lines: readonly string[]): readonly VisibleEvent[] {
  const verifier = createVerifier({ sha256: nodeSha256 });
  return [...linesOf(lines.join(''))].map((line) => {
    const step = verifier.take(line);
    if (!step.holds) throw new Error(step.reason);
    return step.event;
  });
}

test('a redacted log holds, with every hash of the full one, and says for whom it is', () => {
  const lines = linesFor(MORE);
  const { bytes: _, ...whole } = verdictOn(lines.join('')) as { readonly bytes: number };
  for (const [audience, ids] of [
    [[], []],
    [[0], ['a1']],
    [
      [2, 0],
      ['a1', 'a3'],
    ],
    [
      [0, 1, 2],
      ['a1', 'a2', 'a3'],
    ],
  ] as const) {
    const redacted = redactedLines(lines, audience);
    expect(verdictOn(redacted.join(''))).toMatchObject({ ...whole, redactedFor: ids });
    expect(hashes(redacted)).toEqual(hashes(lines));
  }
});

test('an agent sees its own type, report, payoff and strategies in a log redacted for it, and null for those of others', () => {
  const seen = shown(redactedLines(linesFor(MORE), [1]));
  expect(seen[0]).toMatchObject({
    seed: null,
    scenario: { seed: null, agents: [{ forward: null, spot: null }, {}, {}] },
  });
  expect(seen[0]?.kind === 'run-started' && seen[0].scenario.agents[1]).toMatchObject({
    forward: { strategy: 'shade', factor: 0.9 },
    spot: { strategy: 'truthful' },
  });
  expect(seen[6]).toEqual({ kind: 'types-realized', cycle: 1, types: [null, 0.7218427, null] });
  expect(seen[8]).toMatchObject({ agent: 'a2', report: 0.7218427 });
  expect(seen[9]).toMatchObject({ reports: [null, 0.7218427, null], allocation: [0.5, 0.5, 0] });
  expect(seen[10]).toMatchObject({ payoffs: [null, 0.2, null], cash: [0.315, -0.16, -0.155] });
  expect(seen[12]).toMatchObject({ kind: 'answer-refused', agent: 'a3', reason: null });
  expect(shown(redactedLines(linesFor(MORE), [2]))[12]).toMatchObject({ kind: 'answer-refused', reason: 'no number' });
});

const audienceOf = (chosen: readonly boolean[], agents: number) => [...Array(agents).keys()].filter((i) => chosen[i]);

test('every log can be redacted for anybody, and again for some of them, as if at once; what is open is as it was', () => {
  const chosen = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(runs, chosen, chosen, (events, first, second) => {
      const lines = linesFor(events);
      const [started] = events;
      if (started?.kind !== 'run-started') throw new Error('a run starts with run-started');
      const some = audienceOf(first, started.agents.length);
      const fewer = some.filter((i) => second[i]);
      const redacted = redactedLines(lines, some);
      expect(hashes(redacted)).toEqual(hashes(lines));
      expect(redactedLines(redacted, fewer)).toEqual(redactedLines(lines, fewer));
      for (const [seq, event] of shown(redacted).entries()) expectPartOf(event, events[seq]);
    }),
  );
});

/** Everything in `part` that is not null stands in `whole`. */
function expectPartOf(part: unknown, whole: unknown): void {
  if (part === null) return;
  if (typeof part !== 'object') {
    expect(part).toBe(whole);
    return;
  }
  for (const [key, value] of Object.entries(part)) expectPartOf(value, (whole as Record<string, unknown>)[key]);
}

test('what is hidden cannot be shown again', () => {
  expect(() => redactedLines(redactedLines(LINES, [0]), [0, 1])).toThrow(/is hidden and cannot be shown$/);
});

test('two runs that differ in secrets alone differ in nothing but commitments and hashes when they are redacted', () => {
  const secrets = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  const strategies = fc.array(fc.constantFrom('truthful', 'shade', './mine.mjs'), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(secrets, secrets, strategies, fc.string(), (types, payoffs, names, seed) => {
      const other = MORE.map((event): MarketEvent => {
        switch (event.kind) {
          case 'run-started': {
            const agents = event.scenario.agents.map((agent, i) => ({
              ...agent,
              forward: { strategy: names[i] as string, x: types[i] as number },
              spot: { strategy: names[2 - i] as string },
            }));
            return { ...event, seed, scenario: { ...event.scenario, seed, agents } };
          }
          case 'types-realized':
            return { ...event, types };
          case 'report-submitted':
            return { ...event, report: types[0] as number };
          case 'spot-cleared':
            return { ...event, reports: types };
          case 'cycle-closed':
            return { ...event, payoffs };
          case 'answer-refused':
            return { ...event, reason: `I know ${types[0]}` };
          case 'cycle-measured':
            return { ...event, forwardRegretRealized: types, spotRegretInterim: payoffs, spotRegretRealized: types };
          default:
            return event;
        }
      });
      const blank = (lines: readonly string[]) =>
        redactedLines(lines, []).map((line) => line.replace(/"(commitment|prev|hash)":"[0-9a-f]{64}"/g, '"$1":"…"'));
      expect(blank(linesFor(other))).toEqual(blank(linesFor(MORE)));
    }),
  );
});

test('what opens a leaf in a full log matches its commitment in the redacted one, in either place of a report', () => {
  const [full, redacted] = [LINES, redactedLines(LINES, [])].map((lines) => {
    const verifier = createVerifier({ sha256: nodeSha256 });
    return [...linesOf(lines.join(''))].map((line) => {
      const step = verifier.take(line);
      if (!step.holds) throw new Error(step.reason);
      return leavesOf(step.line);
    });
  });
  const report = full?.[8]?.[0];
  expect(report).toMatchObject({ field: 'report', owner: 1, opening: { value: 0.7218427 } });
  expect(redacted?.[8]?.[0]).toEqual({ ...report, opening: null });
  expect(redacted?.[9]?.[1]).toEqual({ ...report, field: 'reports[1]', opening: null });
  expect(full?.[0]?.map(({ field, owner }) => [field, owner])).toEqual([
    ['scenario.seed', null],
    ...[0, 1, 2].flatMap((i) => [
      [`scenario.agents[${i}].forward`, i],
      [`scenario.agents[${i}].spot`, i],
    ]),
    ['seed', null],
  ]);
});

test('a redacted log is refused, with the place, where a value stands open that it should hide, or without its salt', () => {
  const [forA1, forA2, full] = [redactedLines(LINES, [0]), redactedLines(LINES, [1]), LINES];
  const mixed = (seq: number, line: string | undefined) => reasonFor(forA1.with(seq, line ?? '').join(''));
  expect(mixed(6, forA2[6])).toBe(
    'event 6 (types-realized, cycle 1) was edited: types[0] is hidden, unlike the rest of what this redacted log shows',
  );
  expect(mixed(8, forA2[8])).toBe(
    'event 8 (report-submitted, cycle 1) was edited: report is open, unlike the rest of what this redacted log shows',
  );
  expect(mixed(6, full[6])).toBe(
    'event 6 (types-realized) is malformed: types[0]: expected a commitment, or a value and its salt, got 0.25',
  );
  expect(reasonFor(full.with(6, forA1[6] ?? '').join(''))).toBe(
    'event 6 (types-realized) is malformed: types[0]: expected a finite number, got an object',
  );
  expect(mixed(6, forA1[6]?.replace('"value":0.25', '"value":0.24'))).toMatch(
    /^event 6 \(types-realized, cycle 1\) was edited: its hash is \w{12}… but its contents give/,
  );
  expect(mixed(6, forA1[6]?.replace('"value":0.25', '"value":"0.25"'))).toBe(
    'event 6 (types-realized) is malformed: types[0].value: expected a finite number, got "0.25"',
  );
  expect(mixed(6, forA1[6]?.replace(/"salt":"[0-9a-f]{32}"/, '"salt":"x"'))).toBe(
    'event 6 (types-realized) is malformed: types[0].salt: expected 32 hexadecimal digits',
  );
  expect(mixed(6, forA1[6]?.replace(/"commitment":"[0-9a-f]{64}"/, '"commitment":null'))).toBe(
    'event 6 (types-realized) is malformed: types[1].commitment: expected 64 hexadecimal digits',
  );
  expect(mixed(6, forA1[6]?.replace(/{"commitment"/, '{"note":1,"commitment"'))).toBe(
    'event 6 (types-realized) is malformed: types[1]: "note" has no place in a commitment',
  );
  expect(mixed(6, forA1[6]?.replace(/{("value":0.25),("salt":"\w+")}/, '{$2,$1}'))).toMatch(
    /^event 6 \(types-realized, cycle 1\) was edited: column \d+ has .* though it means the same$/,
  );
});
