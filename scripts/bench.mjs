import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/**
 * `npm run bench -- [row…]`: builds the program and the bench, then measures the rows named, or all of them.
 * `npm run profile -- LOAD` (which gives `profile` first): shows where the program's CPU time goes under a load.
 */
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const built = spawnSync(process.execPath, [tsc, '-p', join(root, 'bench')], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
const program = process.argv[2] === 'profile' ? process.argv.splice(2, 1)[0] : 'main';
createRequire(import.meta.url)(join(root, 'dist.bench', 'bench', `${program}.js`));
