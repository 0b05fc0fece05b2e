import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../src/log');
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/\bfrom '([^']+)'/g)].map(([, target]) => target ?? '');

test('what a browser needs of the log reaches no module of Node', () => {
  const reached = new Set(['createEncoder.ts', 'verifyLines.ts', 'commitments.ts', 'logLine.ts']);
  for (const file of reached) {
    for (const target of importsOf(file)) {
      expect(target, file).not.toMatch(/^node:/);
      if (target.startsWith('./')) reached.add(target.slice(2));
    }
  }
  expect([...reached].sort()).toEqual(
    readdirSync(folder)
      .filter((file) => !NODE_FILES.includes(file))
      .sort(),
  );
});

const NODE_FILES = [
  'LogError.ts',
  'createLineWriter.ts',
  'createRun.ts',
  'fileError.ts',
  'nodeSha256.ts',
  'readLines.ts',
  'readRun.ts',
  'runFiles.ts',
  'runSummary.ts',
  'verifyRun.ts',
];
