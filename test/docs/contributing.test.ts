import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('CONTRIBUTING names the rooms whose imports are checked, and no others', () => {
  const checked = [...readFileSync('test/tools/checkImports.mjs', 'utf8').matchAll(/^ {2}\w+: '([\w/]+)\/',$/gm)];
  const named = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^\| `([\w/]+)` +\|/gm)];
  expect(checked.length).toBeGreaterThan(10);
  expect(named.map(([, room]) => room).sort()).toEqual(checked.map(([, room]) => room).sort());
});
