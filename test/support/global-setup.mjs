import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Variables of whoever runs the tests that the tests may see; no key, address or folder of theirs. */
const kept = [
  'TEMPORAL_CLI_PATH',
  'HOLDFAST_CACHE',
  'HOLDFAST_CACHED_WORKFLOWS',
  'HOLDFAST_TEST_RUN',
  'HOLDFAST_TEST_COUNTS',
];
const ours = /^(HOLDFAST|TEMPORAL|OPENAI|ANTHROPIC|GOOGLE)_|^(PORT|HOST|DATABASE_URL|LOG_LEVEL)$/;

/** One engine and one database for the whole run; tests find them through test/support/{database,temporal}.ts. */
export default async function startServices() {
  for (const name of Object.keys(process.env)) {
    if (ours.test(name) && !kept.includes(name)) delete process.env[name];
  }
  const services = spawn(process.execPath, [join(import.meta.dirname, 'services.mjs')], {
    // A group of its own: Ctrl-C is for us, and it ends when we do.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(services, 'exit').then(() => {
    throw new Error('The engine and the database of the tests did not start; the reason stands above.');
  });
  const [line] = await Promise.race([once(createInterface(services.stdout), 'line'), ended]);
  ended.catch(() => undefined);
  for (const handle of [services, services.stdin, services.stdout]) handle.unref();
  const { databaseUrl, engineAddress } = JSON.parse(line);
  process.env.HOLDFAST_TEST_DATABASE_URL = databaseUrl;
  process.env.HOLDFAST_TEST_ENGINE_ADDRESS = engineAddress;
  globalThis.holdfastTestServices = services;
}
