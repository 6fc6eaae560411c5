import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/**
 * `npm run histories`: records the histories that are missing, for the replay tests to hold today's workflow code
 * against. `npm run histories -- standard complex-debate` records those anew whose names begin so: only for code that
 * no task alive can have begun with.
 */
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const args = ['--runInBand', '--testMatch', '**/test/replay/record-*.ts'];
const env = { ...process.env, HISTORIES_ANEW: process.argv.slice(2).join(',') };
process.exitCode =
  spawnSync(process.execPath, [jest, ...args], { cwd: root, env, stdio: 'inherit' }).status ?? 1;
