import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/**
 * `npm run chaos -- --rounds N --seed S`: kills parts of a running Holdfast at random, and a worker at every event of
 * a task of each mode, does random things to tasks as people do, and checks that nothing is lost.
 */
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string' } },
});
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const seed = values.seed && { CHAOS_SEED: values.seed };
const env = {
  ...process.env,
  CHAOS_ROUNDS: values.rounds,
  CHAOS_WALK: 'all',
  CHAOS_SEQUENCES: '60',
  ...seed,
};
const done = spawnSync(process.execPath, [jest, '--runInBand', 'test/crash'], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exitCode = done.status ?? 1;
