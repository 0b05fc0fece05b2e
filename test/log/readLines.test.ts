import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { LogError } from '../../src/log/LogError.ts';
import { type LogLine, linesOf } from '../../src/log/logLine.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { readLines } from '../../src/log/readLines.ts';
import { verifyLines } from '../../src/log/verifyLines.ts';
import { LINES } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'forespot-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: string | Uint8Array): string {
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, bytes);
  return path;
}

async function linesIn(bytes: string | Uint8Array, longestLine = 1000): Promise<readonly LogLine[]> {
  return collect(readLines(fileOf(bytes), { longestLine }));
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('a file is read line by line, and a missing last end of line is reported', async () => {
  expect(await linesIn('a\n\nä\r\n\uFEFFx')).toEqual([
    { text: 'a', bytes: 1, ended: true },
    { text: '', bytes: 0, ended: true },
    { text: 'ä\r', bytes: 3, ended: true },
    { text: '\uFEFFx', bytes: 4, ended: false },
  ]);
  expect(await linesIn('')).toEqual([]);
});

test('lines in a file and lines in memory are the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: fc.constantFrom('\n', 'a', 'ä', '\r', '\0', '💶', '\uFEFF') }), async (text) => {
      expect(await linesIn(text)).toEqual([...linesOf(text)]);
    }),
  );
});

test('lines that go across the pieces in which the file is read are whole', async () => {
  const text = `${'ä'.repeat(700_000)}\n${'b'.repeat(3_000_000)}\nc\n${'💶'.repeat(300_000)}`;
  expect(await linesIn(text, 1e7)).toEqual([...linesOf(text)]);
});

test('a line that is not UTF-8 is unreadable, and the next is read', async () => {
  expect(await linesIn(Buffer.from([97, 10, 0xff, 10, 97, 10]))).toEqual([
    { text: 'a', bytes: 1, ended: true },
    {
      text: '',
      bytes: 1,
      ended: true,
      unreadable: 'is not UTF-8: the file is damaged or another program has saved it',
    },
    { text: 'a', bytes: 1, ended: true },
  ]);
});

test('a torn line that ends inside a character is torn, not damaged', async () => {
  expect(await linesIn(Buffer.from('€').subarray(0, 2))).toMatchObject([{ bytes: 2, ended: false }]);
});

const tooLong = 'is longer than 1000 bytes: no event is; this is not an event log, or it lost its ends of lines';

test('a line over the limit is refused, with an end and without', async () => {
  expect(await linesIn(`${'a'.repeat(1000)}\n`)).toMatchObject([{ bytes: 1000, ended: true }]);
  expect(await linesIn(`${'a'.repeat(1001)}\nb\n`)).toEqual([
    { text: '', bytes: 1001, ended: true, unreadable: tooLong },
    { text: 'b', bytes: 1, ended: true },
  ]);
  expect(await linesIn('a'.repeat(1001))).toEqual([{ text: '', bytes: 1001, ended: false, unreadable: tooLong }]);
});

test('a line without end is given up before it fills the memory', async () => {
  const lines = await collect(readLines('/dev/zero', { longestLine: 5_000_000 }));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.bytes).toBeLessThan(5_000_000 + 1024 * 1024 + 1);
  expect(lines[0]?.unreadable).toMatch(/^is longer than 5000000 bytes/);
});

test('a path that cannot be read is a LogError with a sentence', async () => {
  const reading = (path: string) => collect(readLines(path));
  await expect(reading(join(folder, 'no'))).rejects.toThrow(
    new LogError(`cannot read ${join(folder, 'no')}: there is no such file or folder`, 'file'),
  );
  await expect(reading(folder)).rejects.toThrow(
    new LogError(`cannot read ${folder}: it is a folder, not a file`, 'file'),
  );
  const inside = join(fileOf(''), 'x');
  await expect(reading(inside)).rejects.toThrow(
    new LogError(`cannot read ${inside}: a file stands where the path needs a folder`, 'file'),
  );
});

test('any byte of a log changed to any other is found in the file', async () => {
  const log = Buffer.from(LINES.join(''));
  const change = fc.tuple(fc.nat({ max: log.length - 1 }), fc.integer({ min: 1, max: 255 }));
  await fc.assert(
    fc.asyncProperty(change, async ([at, mask]) => {
      const edited = Buffer.from(log);
      edited[at] = (edited[at] ?? 0) ^ mask;
      const verdict = await verifyLines(readLines(fileOf(edited)), { sha256: nodeSha256 });
      expect(verdict.holds).toBe(false);
    }),
    { numRuns: 250 },
  );
});
