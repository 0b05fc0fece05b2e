import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { statements } from '../../src/studies/audit/statements.ts';

test('every statement that the audit checks is tested in this folder', () => {
  const folder = new URL('./', import.meta.url);
  const tests = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join();
  expect(statements.map(({ name }) => name).filter((name) => !tests.includes(`'${name}'`))).toEqual([]);
});
