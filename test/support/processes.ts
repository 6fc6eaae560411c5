import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../src/embedded/ports';

/** A program of the build that runs. */
export interface Started {
  readonly child: ChildProcess;
  /** What it has said so far, both outputs. */
  readonly said: () => string;
  /** Resolves when it has said something; throws when it ends before, or takes too long. */
  readonly says: (text: string, mostMs?: number) => Promise<void>;
  /** Sends a signal and waits for the end; returns the exit code, or the signal that ended it. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | NodeJS.Signals>;
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Starts `dist/<program>` with only the given variables besides what a program needs to run at all. */
export function startProgram(program: string, env: Record<string, string>, args: string[] = []): Started {
  return startScript(join(__dirname, '..', '..', 'dist', program), env, args);
}

/** Starts a script, absolute, in the same way. */
export function startScript(script: string, env: Record<string, string>, args: string[] = []): Started {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...basics(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  const ended = once(child, 'close').then(
    ([code, signal]) => (code ?? signal ?? 0) as number | NodeJS.Signals,
  );
  return {
    child,
    said: () => said,
    ended,
    says: (text, mostMs = 60_000) =>
      waitFor(
        () => said.includes(text),
        child,
        () => said,
        mostMs,
      ),
    end: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

/** A data folder of one test, and free ports for all that listens. */
export async function freshHome(): Promise<{
  env: Record<string, string>;
  home: string;
  remove: () => void;
}> {
  const home = mkdtempSync(join(tmpdir(), 'holdfast-home-'));
  const [port, engine, ui] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const env = {
    HOLDFAST_HOME: home,
    PORT: String(port),
    TEMPORAL_PORT: String(engine),
    TEMPORAL_UI_PORT: String(ui),
  };
  // For root the database lies outside the data folder, in one that its user may enter.
  const remove = () => {
    const file = join(home, 'postgres.json');
    const { id } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as { id?: string };
    if (id !== undefined) rmSync(join('/var/lib/holdfast', id), { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  };
  return { env, home, remove };
}

function basics(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'HOLDFAST_CACHE', 'TEMPORAL_CLI_PATH', 'XDG_CACHE_HOME'];
  const entries = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  );
}

async function waitFor(
  isThere: () => boolean,
  child: ChildProcess,
  said: () => string,
  mostMs: number,
): Promise<void> {
  const giveUpAt = Date.now() + mostMs;
  while (!isThere()) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended:\n${said()}`);
    if (Date.now() > giveUpAt) throw new Error(`It did not come in ${mostMs} ms:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
