import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A process as a file names it: the start time tells it from a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  readonly startedAt: string;
}

/** What the system says of when a process started; undefined: there is no such process. */
export function startTimeOf(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name may hold spaces and brackets: fields count from behind the last one. A zombie has ended.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  const shown = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return shown.stdout.trim() || undefined;
}

/** Notes a running process in a file, for the next start to find. */
export function writeMark(file: string, pid: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid, startedAt: startTimeOf(pid) ?? '' } satisfies ProcessMark));
}

/** The process that a file names, if it still runs. */
export function readLivingMark(file: string): ProcessMark | undefined {
  try {
    const mark = JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
    return startTimeOf(mark.pid) === mark.startedAt ? mark : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Ends every process that was started with this argument, such as the path of our own data, politely, then by force.
 * Returns how many there were. A crash can leave one behind before any file could name it: the arguments tell.
 */
export async function endLeftovers(
  argument: string,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<number> {
  const marks = findByArgument(argument).flatMap((pid) => {
    const startedAt = startTimeOf(pid);
    return startedAt === undefined ? [] : [{ pid, startedAt }];
  });
  await Promise.all(marks.map((mark) => endProcess(mark, signal, graceMs)));
  return marks.length;
}

/** Numbers of the processes, but this one, that have an argument. */
function findByArgument(argument: string): number[] {
  if (!existsSync('/proc/self/cmdline')) {
    const shown = spawnSync('ps', ['-axo', 'pid=,args='], { encoding: 'utf8' }).stdout;
    const lines = shown.split('\n').filter((line) => line.includes(argument));
    return lines.map((line) => Number.parseInt(line, 10)).filter((pid) => pid > 0 && pid !== process.pid);
  }
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  return pids.filter((pid) => argumentsOf(pid).includes(argument));
}

function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** Ends a process and waits until it is gone; after the grace time by force. */
export async function endProcess(mark: ProcessMark, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const isAlive = () => startTimeOf(mark.pid) === mark.startedAt;
  send(mark.pid, signal);
  const forceAt = Date.now() + graceMs;
  while (isAlive()) {
    if (Date.now() > forceAt) send(mark.pid, 'SIGKILL');
    if (Date.now() > forceAt + 5_000) throw new Error(`Process ${mark.pid} cannot be ended`);
    await delay(20);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
