import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/** `npm start`: installs and builds what is missing or out of date, then runs everything in this process. */
try {
  const say = (line) => process.stdout.write(`${line}\n`);
  await ensureInstalled(say);
  await ensureBuilt(say);
} catch (error) {
  fail(error);
}
createRequire(import.meta.url)(join(root, 'dist', 'main.js'));
