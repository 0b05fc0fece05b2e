import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run on the one line that continuous integration reads: `N passed, N failed` (and `, N skipped`). */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      const results = [...module.children.allTests()].map((test) => test.result().state);
      for (const state of results) if (state !== 'pending') count[state] += 1;
      // A file that does not even load has no tests to count: it fails as one.
      if (module.state() === 'failed' && !results.includes('failed')) count.failed += 1;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`);
  }
}
