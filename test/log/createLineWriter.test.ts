import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { createLineWriter } from '../../src/log/createLineWriter.ts';
import { LogError } from '../../src/log/LogError.ts';

/** Bytes that the disk still takes; then it is full. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }));

vi.mock('node:fs', async (importActual) => {
  const fs = await importActual<typeof import('node:fs')>();
  const writeSync = (file: number, bytes: Uint8Array, offset: number): number => {
    if (disk.room === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const taken = fs.writeSync(file, bytes, offset, Math.min(disk.room, bytes.length - offset));
    disk.room -= taken;
    return taken;
  };
  return { ...fs, writeSync };
});

const folder = mkdtempSync(join(tmpdir(), 'forespot-writer-'));
const path = join(folder, 'events.ndjson');
const content = (): string => readFileSync(path, 'utf8');
const full = `cannot write ${path}: the disk is full`;
afterEach(() => {
  disk.room = Number.POSITIVE_INFINITY;
});
afterAll(() => rmSync(folder, { recursive: true }));

test('lines are on disk after flush and not before', () => {
  const writer = createLineWriter({ file: openSync(path, 'w'), path });
  writer.write('ä\n');
  expect(content()).toBe('');
  writer.flush();
  expect(content()).toBe('ä\n');
  writer.write('b\n');
  writer.finish();
  expect(content()).toBe('ä\nb\n');
  expect(() => writer.flush()).not.toThrow(LogError);
});

test('many lines are written before anybody flushes', () => {
  const writer = createLineWriter({ file: openSync(path, 'w'), path });
  for (let i = 0; i < 400; i++) writer.write(`${'x'.repeat(999)}\n`);
  expect(content().length).toBeGreaterThan(200_000);
  writer.close();
});

test('on a full disk the whole lines are kept, the torn one is cut off, and nothing more is written', () => {
  const writer = createLineWriter({ file: openSync(path, 'w'), path });
  writer.write('first\n');
  writer.flush();
  disk.room = 10;
  writer.write('second\n');
  writer.write('third\n');
  expect(() => writer.flush()).toThrow(new LogError(full, 'file'));
  expect(content()).toBe('first\nsecond\n');
  disk.room = Number.POSITIVE_INFINITY;
  expect(() => writer.write('fourth\n')).toThrow(new LogError(full, 'file'));
  expect(() => writer.finish()).toThrow(new LogError(full, 'file'));
  writer.close();
  expect(content()).toBe('first\nsecond\n');
});

test.skipIf(!existsSync('/dev/full'))('a device that is always full is a LogError', () => {
  const writer = createLineWriter({ file: openSync('/dev/full', 'w'), path: '/dev/full' });
  writer.write('line\n');
  expect(() => writer.flush()).toThrow(new LogError('cannot write /dev/full: the disk is full', 'file'));
});
