import { fork, type ChildProcess } from 'node:child_process';
import { extname, join } from 'node:path';
import { ToolError } from '../tool-error';
import { Reply, type Job } from './process/job';

/** Programs that work jobs out, by the name of their file. */
export type Program = 'calculator' | 'json-query';

/** Loading takes a second, and ten on a machine that is busy. */
const mostLoadMs = 15_000;
/** Processes keep times of their own, of some two seconds; one that cannot is killed. */
const mostJobMs = 3_000;
/** Memory is bounded, and no text becomes code, whatever an expression finds in its evaluator. */
const nodeFlags = ['--max-old-space-size=192', '--disallow-code-generation-from-strings'];

const broken =
  'The calculation was stopped: it broke a bound, of memory or of time. Ask for something smaller.';

/** One process that works jobs out, one at a time. */
export class Forked {
  /** When the process is gone. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private hear: (reply: Reply) => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(program: Program) {
    this.child = fork(fileOf(program), [], {
      execArgv: nodeFlags,
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('message', (message) => this.hear(Reply.parse(message)));
    this.ended = new Promise((resolve) => {
      this.child.once('error', () => resolve());
      this.child.once('exit', () => resolve());
    });
    this.ready = this.next(
      mostLoadMs,
      new ToolError('The calculator cannot be run at the moment.', { isRetryable: true }),
    ).then(() => undefined);
    // Whoever runs a job hears of it; until then nobody need.
    this.ready.catch(() => undefined);
  }

  /** Works a job out. Throws `ToolError` with a sentence, or the signal's reason; the process is gone after any but a refusal. */
  async run(job: Job, signal: AbortSignal): Promise<Exclude<Reply, { kind: 'ready' }>> {
    this.wake();
    const kill = () => this.kill();
    signal.addEventListener('abort', kill, { once: true });
    try {
      await this.ready;
      signal.throwIfAborted();
      const answer = this.next(mostJobMs, new ToolError(broken));
      this.child.send(job, (error) => {
        if (error) this.kill();
      });
      const reply = await answer;
      if (reply.kind === 'ready') throw new Error('a computing process answered out of turn');
      return reply;
    } catch (error) {
      this.kill();
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', kill);
    }
  }

  /** Lets the process wait for its next job; it holds nobody's process open, and ends after `idleMs`. */
  rest(idleMs: number): void {
    this.timer = setTimeout(() => this.kill(), idleMs);
    this.timer.unref();
    this.child.unref();
    this.child.channel?.unref();
  }

  /** Ends the process, whatever it does. */
  kill(): void {
    clearTimeout(this.timer);
    this.child.kill('SIGKILL');
  }

  private wake(): void {
    clearTimeout(this.timer);
    this.child.ref();
    this.child.channel?.ref();
  }

  /** What the process says next; throws `otherwise` when it ends or its time is up before. */
  private next(mostMs: number, otherwise: Error): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(otherwise);
        this.kill();
      }, mostMs);
      this.hear = (reply) => {
        clearTimeout(timer);
        resolve(reply);
      };
      void this.ended.then(() => {
        clearTimeout(timer);
        reject(otherwise);
      });
    });
  }
}

/** The built program; where there is no build beside us (tests), that of `dist`. */
function fileOf(program: Program): string {
  const file = join('process', `${program}-main.js`);
  if (extname(__filename) === '.js') return join(__dirname, file);
  const root = join(__dirname, '..', '..', '..', '..');
  return join(root, 'dist', 'providers', 'tools', 'compute', file);
}
