import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/**
 * `npm run chaos -- --rounds N --seed S`: kills parts of a running Holdfast at random, and a worker at every event of
 * a task of each mode, and checks that nothing is lost.
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
const env = { ...process.env, CHAOS_ROUNDS: values.rounds, CHAOS_WALK: 'all', ...seed };
const done = spawnSync(process.execPath, [jest, '--runInBand', 'test/crash/chaos', 'test/crash/walk'], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exitCode = done.status ?? 1;
