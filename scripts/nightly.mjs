import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/**
 * `npm run nightly`: the tests of `test/nightly`, which take minutes of real work, and then those whose workflows go
 * different ways once more with no workflow cache, so that every workflow task replays from its history, and the
 * properties with another seed than that of every run. `npm test` leaves all of it out. `npm run nightly -- NAME` gives
 * its arguments to the first of them alone.
 */
const asked = process.argv.slice(2);
const replayed = 'test/workflows/(approvals|complex|pause|research|review|simple|standard|told)\\.test';
const isNightlyPassed = run(['test/nightly', ...asked], { HOLDFAST_NIGHTLY: '1' });
const isReplayPassed = asked.length > 0 || run([replayed], { HOLDFAST_CACHED_WORKFLOWS: '0' });
const arePropertiesPassed = asked.length > 0 || runProperties();
process.exitCode = isNightlyPassed && isReplayPassed && arePropertiesPassed ? 0 : 1;

function runProperties() {
  const seed = String(Math.floor(Math.random() * 2 ** 31));
  const asking = ['--findRelatedTests', join(root, 'test', 'support', 'properties.ts')];
  return run(asking, { PROPERTY_SEED: seed });
}

function run(tests, env) {
  const args = [join(root, 'scripts', 'test.mjs'), ...tests];
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return done.status === 0;
}
