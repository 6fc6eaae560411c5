import type { Logger } from 'pino';
import { ConfigError, loadConfig, type Config } from './config';
import { StartError } from './embedded/part';
import { createLog } from './logging';

/** Things to be stopped, last started first stopped. */
export class Lifecycle {
  private readonly stops: (() => Promise<void>)[] = [];
  private stopping: Promise<void> | undefined;

  /** Whether the stop has begun. */
  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  /** Adds what is to be called when the process ends. */
  onStop(stop: () => Promise<void>): void {
    this.stops.push(stop);
  }

  /** Stops everything, once; what fails to stop is logged and the rest goes on. */
  stop(log: Logger): Promise<void> {
    this.stopping ??= (async () => {
      for (const stop of this.stops.reverse()) {
        try {
          await stop();
        } catch (error) {
          log.error({ err: error }, 'a part did not stop cleanly');
        }
      }
    })();
    return this.stopping;
  }
}

/**
 * Runs a process: starts it, and stops it cleanly on SIGINT or SIGTERM, or when starting fails. A reason that the
 * user can mend is one sentence on stderr and exit code 1; anything else goes to the log besides.
 */
export async function runProcess(log: Logger, start: (life: Lifecycle) => Promise<void>): Promise<void> {
  const life = new Lifecycle();
  const stop = async (code: number) => {
    if (life.isStopping) return;
    await life.stop(log);
    flush(log);
    process.exit(code);
  };
  // A terminal, npm and a supervisor may each pass the same signal on: one stop answers them all.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  try {
    await start(life);
  } catch (error) {
    // A start that was broken off by a stop has nothing to complain about.
    if (life.isStopping) return;
    tellFailure(error, log);
    await stop(1);
  }
}

/** Runs a process that stands alone in production: reads the environment, logs to stderr, starts, and says why not. */
export function runAlone(start: (config: Config, log: Logger, life: Lifecycle) => Promise<void>): void {
  const main = async () => {
    const config = loadConfig();
    const log = createLog(config);
    await runProcess(log, (life) => start(config, log, life));
  };
  main().catch((error: unknown) => {
    tellFailure(error);
    process.exitCode = 1;
  });
}

/** Writes out what the log still holds; one whose file is not open yet holds nothing worth waiting for. */
function flush(log: Logger): void {
  try {
    log.flush();
  } catch {
    // Said above: the process ends before its log has begun.
  }
}

/** Says why a process cannot start: the sentence of what a user can mend, else a short one with the log's cause. */
export function tellFailure(error: unknown, log?: Logger): void {
  if (error instanceof ConfigError || error instanceof StartError) {
    process.stderr.write(`${error.message}\n`);
    return;
  }
  log?.fatal({ err: error }, 'the process could not start');
  const reason = error instanceof Error ? error.message || error.name : String(error);
  process.stderr.write(`Holdfast could not start: ${reason.slice(0, 500)}\n`);
}
