import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/** `npm run histories`: records the histories that the replay tests hold today's workflow code against. */
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const args = ['--runInBand', '--testMatch', '**/test/replay/record-histories.ts'];
process.exitCode = spawnSync(process.execPath, [jest, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
