import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/**
 * `npm run nightly`: the tests of `test/nightly` and no others, as `npm test` runs tests. They take minutes of real
 * work, so `npm test` leaves them out.
 */
const env = { ...process.env, HOLDFAST_NIGHTLY: '1' };
const args = [join(root, 'scripts', 'test.mjs'), 'test/nightly', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
