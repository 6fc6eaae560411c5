import { execFile, type ExecFileOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../store/database';
import { preparePlace, type PostgresPlace } from './postgres-files';
import { findFreePort, isPortFree } from './ports';
import { StartError, type Report, type RunningPart } from './part';
import { endLeftovers } from './process-file';
import { supervise } from './supervised';

/** The embedded Postgres, serving. */
export interface RunningPostgres extends RunningPart {
  readonly url: string;
  /** Folder of its data: below the data folder, but for root. */
  readonly data: string;
}

const databaseName = 'holdfast';
const startMs = 60_000;
const Access = { file: 'postgres.json' } as const;

interface Access {
  /** Names the database's own folder where that lies outside the data folder. */
  readonly id: string;
  readonly port: number;
  readonly password: string;
}

/** Starts the embedded Postgres of a data folder, made at the first start, and again when it dies. Throws `StartError`. */
export async function startPostgres(options: {
  readonly home: string;
  readonly cache: string;
  readonly report: Report;
}): Promise<RunningPostgres> {
  const { home, cache, report } = options;
  const known = readKnownAccess(home);
  const id = known?.id ?? randomBytes(8).toString('hex');
  const place = preparePlace(home, cache, id);
  await endLeftovers(place.data, 'SIGINT', 10_000);
  const access = await keepAccess(home, id, known);
  if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(place, access.password, report);
  const adminUrl = urlOf(access, 'postgres');
  const part = await supervise({
    name: 'Postgres',
    command: join(place.programs, 'bin', 'postgres'),
    args: () => serverArguments(place, access),
    options: { cwd: place.data, ...place.user },
    logFile: join(home, 'log', 'postgres.log'),
    markFile: join(home, 'run', 'postgres.json'),
    ownArgument: place.data,
    stopSignal: 'SIGINT',
    probe: () => query(adminUrl, 'select 1'),
    startMs,
    report,
  });
  try {
    await query(adminUrl, `create database ${databaseName}`).catch(ignoreDuplicate);
  } catch (error) {
    await part.stop();
    throw error;
  }
  return { url: urlOf(access, databaseName), data: place.data, stop: part.stop };
}

/** URL of a data folder's embedded Postgres while it runs. Throws `StartError` when it has none that runs. */
export async function embeddedDatabaseUrl({ home }: { readonly home: string }): Promise<string> {
  const file = join(home, Access.file);
  if (existsSync(file)) {
    const url = urlOf(JSON.parse(readFileSync(file, 'utf8')) as Access, databaseName);
    try {
      await query(url, 'select 1');
      return url;
    } catch {
      // Said below: whatever is wrong with it, it is not there.
    }
  }
  throw new StartError(
    'The embedded database does not run: start Holdfast first (npm start), or set DATABASE_URL.',
  );
}

function readKnownAccess(home: string): Access | undefined {
  const file = join(home, Access.file);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Access) : undefined;
}

/** Keeps port and password of the folder's database; another port is taken where the last one is in use by others. */
async function keepAccess(home: string, id: string, known: Access | undefined): Promise<Access> {
  const port = known && (await isPortFree(known.port)) ? known.port : await findFreePort();
  const access = { id, port, password: known?.password ?? randomBytes(18).toString('base64url') };
  writeFileSync(join(home, Access.file), JSON.stringify(access), { mode: 0o600 });
  return access;
}

async function initialise(place: PostgresPlace, password: string, report: Report): Promise<void> {
  report('Making the database…');
  mkdirSync(place.data, { recursive: true, mode: 0o700 });
  // Read by the database's user, and gone before anybody else could look for it.
  const secrets = mkdtempSync(join(place.data, '..', 'init-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.user) for (const path of [secrets, passwordFile]) chownSync(path, place.user.uid, place.user.gid);
  const settings = [
    '--username=holdfast',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  try {
    // The engine starts meanwhile.
    const reason = await failureOf(
      join(place.programs, 'bin', 'initdb'),
      [...['-D', place.data, `--pwfile=${passwordFile}`], ...settings],
      { cwd: place.data, ...place.user },
    );
    if (reason === undefined) return;
    rmSync(place.data, { recursive: true, force: true });
    throw new StartError(
      `The database could not be made (${reason.slice(0, 300)}): free disk space, or set DATABASE_URL.`,
    );
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
}

/** Runs a program to its end; the last line of why it failed, or undefined. */
function failureOf(program: string, args: string[], options: ExecFileOptions): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { ...options, encoding: 'utf8' }, (error, _stdout, stderr) => {
      resolve(error ? ((stderr || error.message).trim().split('\n').at(-1) ?? '') : undefined);
    });
  });
}

function serverArguments({ data }: PostgresPlace, { port }: Access): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '64MB',
    synchronous_commit: 'on',
    fsync: 'on',
    log_min_messages: 'warning',
  };
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function urlOf({ port, password }: Access, database: string): string {
  return `postgres://holdfast:${password}@127.0.0.1:${port}/${database}`;
}

async function query(url: string, text: string): Promise<void> {
  const database = openDatabase({ url, connections: 1 });
  try {
    await database.pool.query(text);
  } finally {
    await database.close();
  }
}

function ignoreDuplicate(error: unknown): void {
  if ((error as { code?: string }).code !== '42P04') throw error;
}
