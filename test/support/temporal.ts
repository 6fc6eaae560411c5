import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { engineSettings, type EngineSettings } from '../../src/temporal';

/** Where the run's engine is: one for all test files, which keep apart by their task queues. */
export function testEngine(): EngineSettings {
  const address = process.env['HOLDFAST_TEST_ENGINE_ADDRESS'];
  if (address === undefined) throw new Error('There is no engine for tests: run them with jest.config.js.');
  return engineSettings({ address, namespace: 'default' });
}

/** A queue that no other test listens to, named after the test file for whoever looks into the engine. */
export function uniqueTaskQueue(): string {
  const file = basename(expect.getState().testPath ?? 'test', '.test.ts');
  return `${file}-${randomBytes(6).toString('hex')}`;
}

/** Workflows that a worker keeps in memory: none in the second run of `npm run nightly`, where each task replays. */
export function cachedWorkflows(): number {
  return Number(process.env['HOLDFAST_CACHED_WORKFLOWS'] ?? 50);
}
