import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

/** `npm run --silent keys -- …`: on stdout stands only what the command prints. */
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
createRequire(import.meta.url)(join(root, 'dist', 'keys.js'));
