import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readLivingMark, startTimeOf, type ProcessMark } from './process-file';
import { StartError, type RunningPart } from './part';

const leastFreeBytes = 500 * 1024 * 1024;

/**
 * Makes the data folder, for its owner alone, and takes it: one instance at a time. The lock dies with its process,
 * however that ends. Throws `StartError` when the folder is in use, cannot be written, or its disk is full.
 */
export function takeHome(home: string): RunningPart {
  makeFolder(home);
  ensureSpace(home);
  const file = join(home, 'lock.json');
  if (!tryLock(file)) {
    const holder = readLivingMark(file);
    if (holder && holder.pid !== process.pid) {
      throw new StartError(
        `The data folder ${home} is in use by process ${holder.pid}: stop that one, or set HOLDFAST_HOME to another folder.`,
      );
    }
    rmSync(file, { force: true });
    if (!tryLock(file))
      throw new StartError(`The data folder ${home} is being taken by another start: try again.`);
  }
  return {
    stop: () => {
      if (readMark(file)?.pid === process.pid) rmSync(file, { force: true });
      return Promise.resolve();
    },
  };
}

function makeFolder(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    chmodSync(home, 0o700);
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const why = code === 'ENOSPC' ? 'its disk is full' : `it cannot be written (${code})`;
    throw new StartError(
      `The data folder ${home} cannot be used, ${why}: set HOLDFAST_HOME to a folder of yours.`,
    );
  }
}

function ensureSpace(home: string): void {
  const { bavail, bsize } = statfsSync(home);
  const free = bavail * bsize;
  if (free >= leastFreeBytes) return;
  throw new StartError(
    `The disk of ${home} has ${Math.floor(free / 1024 / 1024)} MB left and Holdfast needs 500 MB: ` +
      'free some space, or set HOLDFAST_HOME to a folder on another disk.',
  );
}

function tryLock(file: string): boolean {
  const mark: ProcessMark = { pid: process.pid, startedAt: startTimeOf(process.pid) ?? '' };
  try {
    writeFileSync(file, JSON.stringify(mark), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readMark(file: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  } catch {
    return undefined;
  }
}
