import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A program that a measurement needs. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  /** The first line that it has said, or says, with this text; throws when it ends before, or takes too long. */
  says(text: string, mostMs?: number): Promise<string>;
  /** Asks it to end, and makes it when it does not within forty seconds. */
  stop(): Promise<void>;
}

/** Variables that a program may have of ours: nobody's keys, addresses or data folders. */
const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'HOLDFAST_CACHE', 'TEMPORAL_CLI_PATH', 'XDG_CACHE_HOME'];

/** Starts a program with only the given variables besides what it needs to run at all. */
export function startProgram(command: string, args: readonly string[], env: Record<string, string>): Program {
  const basics = Object.fromEntries(kept.flatMap((name) => [[name, process.env[name]]]));
  const child = spawn(command, args, {
    env: { ...basics, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C is for the bench, which stops what it has started.
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said += data.toString();
      child.emit('said');
    });
  }
  const says = async (text: string, mostMs = 120_000): Promise<string> => {
    const deadline = AbortSignal.timeout(mostMs);
    for (;;) {
      const line = said.split('\n').find((one) => one.includes(text));
      if (line !== undefined) return line;
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`${args.join(' ')} ended:\n${said.slice(-2_000)}`);
      const ended = new AbortController();
      const signal = AbortSignal.any([deadline, ended.signal]);
      try {
        await Promise.race([once(child, 'said', { signal }), once(child, 'close', { signal })]);
      } finally {
        ended.abort();
      }
    }
  };
  return { child, pid: child.pid ?? 0, says, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 40_000);
  await closed;
  clearTimeout(timer);
}
