import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { replaceFolder } from '../../src/cli/replaceFolder.ts';

const folder = mkdtempSync(join(tmpdir(), 'forespot-replace-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder that cannot be replaced stays as it was, and nothing is left beside it', async () => {
  const place = join(folder, 'export');
  mkdirSync(place);
  writeFileSync(join(place, 'mark'), 'old');
  const question = { folder: place, mark: 'mark', force: true };
  // Another program has removed the draft.
  await expect(replaceFolder(question, async () => {})).rejects.toThrow(`cannot write ${place}`);
  expect(readFileSync(join(place, 'mark'), 'utf8')).toBe('old');
  await replaceFolder(question, async (draft) => mkdirSync(draft));
  expect(existsSync(join(place, 'mark'))).toBe(false);
  expect(readdirSync(folder)).toEqual(['export']);
});
