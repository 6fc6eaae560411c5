import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * The engine and the database of one test run, in a process of their own that lives as long as its stdin is open:
 * whatever ends the run, even SIGKILL, closes that, and this process then stops both and takes their data away.
 * When both serve it writes their addresses to stdout, one line of JSON.
 */
const require = createRequire(import.meta.url);
const built = (path) => require(join(import.meta.dirname, '../../dist', path));
const parts = [];
const home = realpathSync(mkdtempSync(join(process.env.HOLDFAST_TEST_RUN ?? tmpdir(), 'holdfast-services-')));

const asked = askedToStop();
const starting = start();
try {
  const addresses = await Promise.race([starting, asked]);
  if (addresses) process.stdout.write(`${JSON.stringify(addresses)}\n`);
  await asked;
} catch (error) {
  process.stderr.write(`${error.name === 'StartError' ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
await starting.catch(() => undefined);
await stop();
// Nothing holds us now but servers that have ended and are not yet taken note of: left to the system they may stay zombies.
process.stdin.destroy();
setTimeout(() => process.exit(), 2_000).unref();

/** Starts both at once; migrates the database that each test file gets a copy of. */
async function start() {
  const [postgres, engine] = await Promise.allSettled([startPostgres(), startEngine()]);
  for (const part of [postgres, engine]) if (part.status === 'rejected') throw part.reason;
  return { databaseUrl: postgres.value.url, engineAddress: engine.value.address };
}

async function startPostgres() {
  const { cache } = config();
  const postgres = await built('embedded/postgres').startPostgres({ home, cache, report });
  parts.push(async () => {
    await postgres.stop();
    rmSync(postgres.data, { recursive: true, force: true });
    // For root the data lies outside, in a folder made for this data folder alone.
    if (!postgres.data.startsWith(home)) rmdirSync(dirname(postgres.data));
  });
  const database = built('store/database').openDatabase({ url: postgres.url, connections: 1 });
  try {
    await built('store/migrate').migrate(database.kysely);
  } finally {
    await database.close();
  }
  return postgres;
}

async function startEngine() {
  const binary = await built('embedded/engine-binary').findEngineBinary(config(), report);
  const port = await built('embedded/ports').findFreePort();
  const options = { binary, home, port, namespace: 'default', retentionDays: 1, report };
  const engine = await built('embedded/engine').startEngine(options);
  parts.push(() => engine.stop());
  return engine;
}

async function stop() {
  for (const end of parts) {
    try {
      await end();
    } catch (error) {
      report(`Not stopped cleanly: ${error.stack}`);
      process.exitCode = 1;
    }
  }
  rmSync(home, { recursive: true, force: true });
}

function config() {
  return built('config').loadConfig(process.env);
}

function report(line) {
  process.stderr.write(`${line}\n`);
}

function askedToStop() {
  // The run may be gone, and with it whoever reads what we say.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.stdin.resume();
  return Promise.race([
    once(process.stdin, 'close'),
    ...['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)),
  ]).then(() => undefined);
}
