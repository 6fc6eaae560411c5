import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/** `npm run eval -- [section…]`: builds the evaluation and runs the sections named, or all of them (docs/evaluation.md). */
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const built = spawnSync(process.execPath, [tsc, '-p', join(root, 'eval')], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
createRequire(import.meta.url)(join(root, 'dist.eval', 'eval', 'index.js'));
