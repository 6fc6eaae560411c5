import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/**
 * `npm run fuzz -- --examples N --minutes N --seed N`: schemathesis over the whole API, with more examples of each route
 * and more ways of making them than `npm test` takes time for; prints its report.
 */
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
  },
});
const env = {
  ...process.env,
  FUZZ_EXAMPLES: values.examples,
  FUZZ_MINUTES: values.minutes,
  FUZZ_SEED: values.seed,
  FUZZ_PHASES: 'coverage,fuzzing,stateful',
};
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const done = spawnSync(process.execPath, [jest, 'test/fuzz'], { cwd: root, env, stdio: 'inherit' });
process.exitCode = done.status ?? 1;
