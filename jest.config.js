'use strict';

/** What a run leaves out: the nightly tests take minutes of real work each, and `npm run nightly` runs them alone. */
const left = process.env.HOLDFAST_NIGHTLY ? [] : ['<rootDir>/test/nightly/'];

/**
 * Tests are TypeScript, compiled file by file by swc; types are checked by `npm run types`.
 * One engine and one database serve the whole run (test/support/global-setup.mjs).
 * `npm run nightly` repeats some of the tests with HOLDFAST_CACHED_WORKFLOWS=0, so that every workflow task replays.
 * @type {import('jest').Config}
 */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/fixtures/', ...left],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.holdfast/'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 60_000,
  maxWorkers: 2,
  reporters: ['<rootDir>/test/support/plain-reporter.js'],
};
