import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['./test/tools/buildOnce.ts'],
    setupFiles: ['./test/tools/fixedSeed.ts'],
    reporters: ['default', './test/tools/countReporter.ts'],
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
