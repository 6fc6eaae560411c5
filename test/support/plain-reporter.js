'use strict';

const { writeFileSync } = require('node:fs');
const { relative } = require('node:path');

/**
 * One line a test file, the whole message of what failed, at once and again at the end, where it is found
 * however long the run was, and as the very last line `N passed, N failed` (`, N skipped` where some were). A file that
 * cannot even be loaded counts as one failure.
 * With HOLDFAST_TEST_COUNTS the counts also go to that file, for `scripts/test.mjs` to add up.
 */
module.exports = class PlainReporter {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir;
    this.slowMs = 10_000;
    this.failures = [];
  }

  onTestResult(test, result) {
    const failed = result.numFailingTests > 0 || result.testExecError;
    const tookMs = result.perfStats.end - result.perfStats.start;
    const slow = tookMs > this.slowMs ? ' (slow)' : '';
    const name = relative(this.rootDir, test.path);
    print(`${failed ? 'FAIL' : 'pass'} ${name}, ${(tookMs / 1000).toFixed(1)} s${slow}`);
    if (!failed) return;
    for (const entry of result.console ?? []) print(`  console.${entry.type}: ${entry.message}`);
    const message = result.failureMessage ?? result.testExecError?.message ?? 'failed without a message';
    print(message);
    this.failures.push(`FAIL ${name}\n${message}`);
  }

  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    const { HOLDFAST_TEST_COUNTS: countsFile } = process.env;
    if (countsFile) writeFileSync(countsFile, JSON.stringify(counts));
    if (this.failures.length > 0) print(`\nWhat failed:\n${this.failures.join('\n')}`);
    print(
      `${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`,
    );
  }
};

function print(line) {
  process.stdout.write(`${line}\n`);
}
