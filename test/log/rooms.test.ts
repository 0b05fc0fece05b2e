import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../src/log');
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/\bfrom '([^']+)'/g)].map(([, target]) => target ?? '');

test('what a browser needs of the log reaches no module of Node', () => {
  const reached = new Set([
    'createEncoder.ts',
    'verifyLines.ts',
    'commitments.ts',
    'logLine.ts',
    'redactLine.ts',
    'describeRedaction.ts',
    'checkOpening.ts',
    'optionsSeen.ts',
    'tables/tables.ts',
    'tables/sealedFields.ts',
    'tables/tablesPage.ts',
  ]);
  for (const file of reached) {
    for (const target of importsOf(file)) {
      expect(target, file).not.toMatch(/^node:|^@duckdb/);
      if (target.startsWith('.')) reached.add(join(dirname(file), target));
    }
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect([...reached].filter((file) => !file.startsWith('..')).sort()).toEqual(
    files.filter((file) => !NODE_FILES.includes(file) && !file.startsWith('duckdb/')).sort(),
  );
});

const NODE_FILES = [
  'LogError.ts',
  'createBell.ts',
  'createLineMatcher.ts',
  'createLineWriter.ts',
  'createRun.ts',
  'createRunWriter.ts',
  'fileError.ts',
  'fileSource.ts',
  'followLines.ts',
  'followRun.ts',
  'lockRun.ts',
  'makeFolder.ts',
  'nodeSha256.ts',
  'processMark.ts',
  'readLines.ts',
  'readRun.ts',
  'redactRun.ts',
  'rebuiltClaim.ts',
  'resumeRun.ts',
  'runFiles.ts',
  'runSummary.ts',
  'verifyRun.ts',
  'writeAtOnce.ts',
];
