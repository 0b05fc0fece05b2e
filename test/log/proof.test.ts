import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import seedrandom from 'seedrandom';
import { afterAll, expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { verifyRun } from '../../src/log/verifyRun.ts';
import { withMeasures } from '../../src/studies/measures/withMeasures.ts';
import { agent, forksOf, play, scenario } from '../support/setups.ts';
import { linesFor, redactedLines } from './fixtures.ts';

/** Logs as they lie on a disk, beside their run.json, changed in every way that chance finds, and what `verify` says of them. */

const world = scenario({
  agents: [
    agent('a1', { maxDemand: 1 / 2, endowment: 1, forward: { strategy: 'best-reply' } }),
    agent('a2', { maxDemand: 3 / 4, spot: { strategy: 'shade', factor: 0.9 } }),
    agent('ä3', { maxDemand: 3 / 4, forward: { strategy: 'random' } }),
  ],
  cycles: 2,
});
const measured = (events: readonly MarketEvent[]): readonly string[] =>
  linesFor([...withMeasures(events[Symbol.iterator]())]);
const FULL = measured(play(world));
const REDACTED = redactedLines(FULL, [1]);
/** Forks of the same seed: their first lines are those of FULL. */
const FORKS = [9, 16].map((at) =>
  linesFor(play(world, { forks: forksOf(world, [{ at, edits: [{ path: 'cycles', value: 3 }] }]) })),
);

const folder = mkdtempSync(join(tmpdir(), 'forespot-proof-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const chance = seedrandom('proof');
const below = (n: number): number => Math.floor(chance() * n);
const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;

interface Frame {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}
const frameOf = (line: string): Frame => JSON.parse(line) as Frame;

/** What `verify` says of these bytes in the place of the log of these lines. */
async function verdictOn(bytes: Buffer | string, lines: readonly string[]) {
  writeFileSync(join(folder, 'events.ndjson'), bytes);
  const { hash: head } = frameOf(lines.at(-1) as string);
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ events: lines.length, head, complete: true }));
  return verifyRun(folder);
}

const bothForms = [
  ['full', FULL],
  ['redacted', REDACTED],
] as const;

test.each(bothForms)('the %s log of these tests holds', async (_, lines) => {
  expect(await verdictOn(lines.join(''), lines)).toMatchObject({ holds: true, events: lines.length, complete: true });
});

const MANY = 1000;

test.each(bothForms)(
  '1000 of 1000 random edits of one byte are detected in a %s log, each in its own event',
  async (_, lines) => {
    const log = Buffer.from(lines.join(''));
    let [detected, named] = [0, 0];
    for (let i = 0; i < MANY; i++) {
      const edited = Buffer.from(log);
      const at = below(log.length);
      edited[at] = ((log[at] as number) + 1 + below(255)) % 256;
      const verdict = await verdictOn(edited, lines);
      if (verdict.holds) continue;
      detected += 1;
      // The line in which the byte stands, its end included.
      const event = log.subarray(0, at).toString('latin1').split('\n').length - 1;
      if (verdict.seq === event) named += 1;
    }
    expect({ detected, named }).toEqual({ detected: MANY, named: MANY });
  },
);

test('1000 of 1000 random cuts, of full and redacted logs, are detected: torn, or shorter than run.json says', async () => {
  const found = { torn: 0, shorter: 0 };
  for (let i = 0; i < MANY; i++) {
    const [, lines] = pick(bothForms);
    const log = Buffer.from(lines.join(''));
    const ends = lines.map((_line, k) => Buffer.byteLength(lines.slice(0, k).join('')));
    // Every other one between two lines, where nothing but run.json can tell.
    const length = i % 2 === 0 ? below(log.length) : pick(ends);
    const verdict = await verdictOn(log.subarray(0, length), lines);
    if (verdict.holds) continue;
    expect(verdict.seq).toBe(length === 0 ? 0 : ends.filter((end) => end <= length).length - 1);
    if (!ends.includes(length)) {
      // Fewer than five bytes are the beginning of anything.
      found.torn += verdict.tornTail === true || length < 5 ? 1 : 0;
    } else if (length === 0) found.shorter += verdict.reason === 'the file is empty' ? 1 : 0;
    else found.shorter += verdict.reason.includes('but run.json says that it was completed') ? 1 : 0;
  }
  expect(found.torn + found.shorter).toBe(MANY);
  expect(found.shorter).toBeGreaterThan(MANY / 3);
});

/** One way to put a log together anew, from its own lines and those of another of the same seed. */
const reworkings: readonly ((own: readonly string[], other: readonly string[]) => readonly string[])[] = [
  (own) => {
    const [i, j] = [below(own.length), below(own.length)];
    return own.with(i, own[j] as string).with(j, own[i] as string);
  },
  (own) => own.toSpliced(below(own.length), 0, pick(own)),
  (own) => own.toSpliced(below(own.length), 1 + below(5)),
  (own, other) => own.with(below(own.length), pick(other)),
  (own, other) => own.toSpliced(below(own.length), 0, pick(other)),
  (own, other) => {
    const at = below(Math.min(own.length, other.length));
    return [...own.slice(0, at), ...other.slice(at)];
  },
  (own, other) => {
    const [from, to] = [below(own.length), below(own.length)].sort((a, b) => a - b) as [number, number];
    return own.toSpliced(from, to - from, ...other.slice(from, to));
  },
  (own, other) => [...own, ...other],
];

/** Where the chain of hashes breaks, by their own words; the number of lines if nowhere. */
function firstBreak(lines: readonly string[]): number {
  const frames = lines.map(frameOf);
  const completed = lines.findIndex((line) => line.includes('"kind":"run-completed"'));
  const broken = frames.findIndex(
    ({ seq, prev }, i) =>
      seq !== i || prev !== (frames[i - 1]?.hash ?? '0'.repeat(64)) || (completed !== -1 && i > completed),
  );
  return broken === -1 ? lines.length : broken;
}

test('400 of 400 logs put together anew, from their own lines and those of forks, are detected where the chain breaks', async () => {
  const forms = [
    { own: FULL, others: [FULL, ...FORKS] },
    { own: REDACTED, others: [REDACTED, ...FORKS.map((lines) => redactedLines(lines, [1]))] },
  ];
  let [tried, detected, named] = [0, 0, 0];
  while (tried < 400) {
    const { own, others } = forms[tried % 2] as (typeof forms)[number];
    const anew = pick(reworkings)(own, pick(others));
    // What chance left as it was is no change.
    if (anew.join('') === own.join('')) continue;
    tried += 1;
    const verdict = await verdictOn(anew.join(''), own);
    if (verdict.holds) continue;
    detected += 1;
    if (verdict.seq === firstBreak(anew) || anew.length === 0) named += 1;
  }
  expect({ tried, detected, named }).toEqual({ tried: 400, detected: 400, named: 400 });
});

test('a full line among redacted ones, and a redacted one among full ones, are detected, though hashes agree: 1 line each of all', async () => {
  for (const [own, other] of [
    [FULL, REDACTED],
    [REDACTED, FULL],
    [REDACTED, redactedLines(FULL, [0])],
    [REDACTED, redactedLines(FULL, [])],
  ] as const) {
    for (const [at, line] of other.entries()) {
      if (line === own[at]) continue;
      const verdict = await verdictOn(own.with(at, line).join(''), own);
      // The first line says what the others must be.
      const seq = at === 0 ? own.findIndex((each, i) => i > 0 && each !== other[i]) : at;
      expect(verdict).toMatchObject({ holds: false, seq });
    }
  }
});
