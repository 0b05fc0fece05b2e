import { defineConfig } from 'vitest/config';

/** Files that replace modules of the program, which nobody else may see. */
const replacing = ['test/log/createRun.test.ts', 'test/log/createLineWriter.test.ts', 'test/studies/audit.test.ts'];

export default defineConfig({
  // Figures are Preact's, which tsconfig.web.json tells the compiler.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    globalSetup: ['./test/tools/buildOnce.ts'],
    setupFiles: ['./test/tools/fixedSeed.ts'],
    reporters: ['default', './test/tools/countReporter.ts'],
    maxWorkers: '100%',
    testTimeout: 60_000,
    projects: [
      // A file starts in a fraction of the time where modules stay loaded from the one before.
      { extends: true, test: { name: 'tests', include: ['test/**/*.test.ts'], exclude: replacing, isolate: false } },
      { extends: true, test: { name: 'replacing', include: replacing } },
    ],
  },
});
