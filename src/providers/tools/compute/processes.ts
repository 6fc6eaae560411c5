import { Turns } from '../../turns';
import { ToolError } from '../tool-error';
import { Forked, type Program } from './forked';
import type { Done, Job } from './process/job';

/** Processes at once of one program, and jobs that may wait for them. */
const [mostAtOnce, mostWaiting] = [2, 100];
/** A process that nobody wants for so long gives its memory back. */
const idleMs = 5 * 60 * 1_000;
const stopping = 'The server is stopping: nothing can be calculated.';

/**
 * Runs jobs in processes of their own: a calculation can neither hold this process up, nor take its memory, nor see
 * its environment. A process is kept for the next job, and killed when a job breaks a bound.
 */
export class Processes {
  private readonly turns = new Turns(mostAtOnce, mostWaiting, 'Too many calculations wait for their turn.');
  private readonly living = new Set<Forked>();
  private readonly idle = new Set<Forked>();
  private isClosed = false;

  constructor(private readonly program: Program) {}

  /** Works a job out. Throws `ToolError` with a sentence, or the signal's reason. */
  async run(job: Job, signal: AbortSignal): Promise<Done> {
    const leave = await this.turns.enter(signal);
    try {
      if (this.isClosed) throw new ToolError(stopping, { isRetryable: true });
      const process = this.take();
      const reply = await process.run(job, signal);
      this.keep(process);
      if (reply.kind === 'failed') throw new ToolError(reply.sentence);
      return reply;
    } finally {
      leave();
    }
  }

  /** Ends all processes, and returns when they are gone; later jobs are refused. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const process of this.living) process.kill();
    await Promise.all([...this.living].map(({ ended }) => ended));
  }

  private take(): Forked {
    const [kept] = this.idle;
    if (kept) {
      this.idle.delete(kept);
      return kept;
    }
    const process = new Forked(this.program);
    this.living.add(process);
    void process.ended.then(() => {
      this.living.delete(process);
      this.idle.delete(process);
    });
    return process;
  }

  private keep(process: Forked): void {
    if (!this.living.has(process)) return;
    this.idle.add(process);
    process.rest(idleMs);
  }
}
