import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockRun } from '../../src/log/lockRun.ts';
import { redactRun } from '../../src/log/redactRun.ts';
import { LINES } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'forespot-redact-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a redacted log takes no folder in which somebody writes a run, and leaves no mark of its own', async () => {
  const path = join(folder, 'full.ndjson');
  writeFileSync(path, LINES.join(''));
  const out = join(folder, 'out');
  mkdirSync(out);
  const redact = () => redactRun({ path, redactFor: [], out, force: true });
  const unlock = lockRun(out);
  await expect(redact()).rejects.toThrow(`${out} is being written by process ${process.pid}`);
  unlock();
  expect(readdirSync(out)).toEqual([]);
  await redact();
  expect(readdirSync(out).sort()).toEqual(['events.ndjson', 'run.json']);
});
