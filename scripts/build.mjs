import { ensureBuilt, ensureInstalled, fail } from './prepare.mjs';

/** `npm run build`: what `npm start` does before it starts. */
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
