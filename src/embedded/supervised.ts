import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endLeftovers, endProcess, startTimeOf, writeMark } from './process-file';
import { StartError, type Report, type RunningPart } from './part';

/** A server that is to run as long as we do. */
export interface Supervised {
  /** What people call it. */
  readonly name: string;
  readonly command: string;
  readonly args: () => readonly string[];
  readonly options?: SpawnOptions;
  /** Where its output goes; cut when it has grown large. */
  readonly logFile: string;
  /** Names its process, for those who look. */
  readonly markFile: string;
  /** One of its arguments that no other process has: a crash's leftover is known by it. */
  readonly ownArgument: string;
  /** Asks it to end cleanly. */
  readonly stopSignal: NodeJS.Signals;
  /** Resolves once it serves; rejects while it does not. Called again and again. */
  readonly probe: () => Promise<void>;
  readonly startMs: number;
  readonly report: Report;
}

const stopGraceMs = 10_000;
const longestRestartMs = 5_000;
const logBytes = 10 * 1024 * 1024;
const probeEveryMs = 20;
const startTries = 4;

/**
 * Starts a server in a process group of its own, so that Ctrl-C reaches it only through us, and starts it again when
 * it dies. One that a crash left behind is ended first. Throws `StartError` when it does not come to serve.
 */
export async function supervise(server: Supervised): Promise<RunningPart> {
  if (await endLeftovers(server.ownArgument, server.stopSignal, stopGraceMs)) {
    server.report(`Ended a ${server.name} that an earlier run had left behind.`);
  }
  mkdirSync(dirname(server.logFile), { recursive: true });
  cutLog(server.logFile);
  let isStopping = false;
  let child = launch(server);
  const watch = (watched: ChildProcess) => {
    watched.once('exit', () => {
      if (!isStopping) void restart();
    });
  };
  const restart = async () => {
    server.report(`${server.name} ended unexpectedly; starting it again.`);
    for (let waitMs = 100; !isStopping; waitMs = Math.min(waitMs * 2, longestRestartMs)) {
      child = launch(server);
      if (await comesUp(server, child)) {
        watch(child);
        return;
      }
      await end(child, server.stopSignal);
      await delay(waitMs);
    }
  };
  // What a killed server left behind may hold its data for a moment longer.
  const comesUpLater = async () => {
    for (let tries = 0; tries < startTries && child.exitCode !== null && !isStopping; tries += 1) {
      await delay(500);
      child = launch(server);
      if (await comesUp(server, child)) return true;
    }
    return false;
  };
  const stop = async () => {
    isStopping = true;
    await end(child, server.stopSignal);
    rmSync(server.markFile, { force: true });
  };
  if (!(await comesUp(server, child)) && !(await comesUpLater())) {
    await stop();
    throw new StartError(
      `${server.name} did not start: ${lastLines(server.logFile)} (see ${server.logFile}).`,
    );
  }
  watch(child);
  return { stop };
}

function launch(server: Supervised): ChildProcess {
  const output = openSync(server.logFile, 'a', 0o600);
  try {
    const child = spawn(server.command, server.args(), {
      ...server.options,
      detached: true,
      stdio: ['ignore', output, output],
    });
    child.on('error', () => undefined);
    if (child.pid !== undefined) writeMark(server.markFile, child.pid);
    return child;
  } finally {
    closeSync(output);
  }
}

/** Waits until the server answers; false when it dies or takes too long. */
async function comesUp(server: Supervised, child: ChildProcess): Promise<boolean> {
  const giveUpAt = Date.now() + server.startMs;
  while (Date.now() < giveUpAt) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return false;
    try {
      await server.probe();
      return true;
    } catch {
      await delay(probeEveryMs);
    }
  }
  return false;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const startedAt = startTimeOf(child.pid);
  if (startedAt !== undefined) await endProcess({ pid: child.pid, startedAt }, signal, stopGraceMs);
}

function cutLog(file: string): void {
  try {
    if (statSync(file).size > logBytes) truncateSync(file);
  } catch {
    // There is none yet.
  }
}

function lastLines(file: string): string {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n').slice(-3);
    return lines.join(' ').slice(-400) || 'it said nothing';
  } catch {
    return 'it said nothing';
  }
}
