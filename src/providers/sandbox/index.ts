import { ToolError } from '../tools/tool-error';
import { Turns } from '../turns';
import { Host, type ProgramRun, type RunResult } from './run';

export { programBounds } from './run';
export type { ProgramRun, RunResult } from './run';

/** Runs programs of strangers, each in a process of its own that may do nothing but compute. */
export interface Sandbox {
  /** Throws the signal's reason, and `ToolError` where the program cannot be run now or the sandbox closes meanwhile. */
  run(program: ProgramRun, signal: AbortSignal): Promise<RunResult>;
  /** Ends all processes and returns when they are gone; later runs are refused. */
  close(): Promise<void>;
}

/** Programs at once: a process of Python holds some 200 MB. */
const mostAtOnce = 2;
const mostWaiting = 20;
/** Python that nobody wants for so long gives its memory back. */
const idleMs = 5 * 60 * 1_000;

/** Makes a sandbox. After the first Python program a process is kept loaded for the next one. */
export function createSandbox(): Sandbox {
  const living = new Set<Host>();
  const turns = new Turns(mostAtOnce, mostWaiting, 'Too many programs wait to be run.');
  let warm: { readonly host: Host; readonly timer: NodeJS.Timeout } | undefined;
  const closing = new AbortController();

  const start = (language: ProgramRun['language']): Host => {
    const host = new Host(language);
    living.add(host);
    void host.ended.then(() => {
      living.delete(host);
      if (warm?.host === host) cool();
    });
    return host;
  };
  const cool = () => {
    clearTimeout(warm?.timer);
    const host = warm?.host;
    warm = undefined;
    return host;
  };
  const heat = () => {
    if (closing.signal.aborted || warm) return;
    const timer = setTimeout(() => cool()?.kill(), idleMs);
    timer.unref();
    warm = { host: start('python'), timer };
  };
  return {
    async run(program, signal) {
      const either = AbortSignal.any([signal, closing.signal]);
      const leave = await turns.enter(either);
      try {
        either.throwIfAborted();
        const host = (program.language === 'python' ? cool() : undefined) ?? start(program.language);
        return await host.run(program, either);
      } finally {
        leave();
        if (program.language === 'python') heat();
      }
    },
    async close() {
      closing.abort(new ToolError('The server is stopping: no program can be run.', { isRetryable: true }));
      cool();
      for (const host of living) host.kill();
      await Promise.all([...living].map(({ ended }) => ended));
    },
  };
}
