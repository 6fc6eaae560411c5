import { Worker } from 'node:worker_threads';
import { program } from './program';

/** A document could not be read; `isSlow` where its time was up. */
export class ReadingFailed extends Error {
  override name = 'ReadingFailed';
  readonly isSlow: boolean;

  constructor(message: string, isSlow = false) {
    super(message);
    this.isSlow = isSlow;
  }
}

/** What a thread is asked for. */
export type ReadingJob =
  | { readonly kind: 'html'; readonly html: string; readonly isWholeWanted: boolean }
  | {
      readonly kind: 'pdf';
      readonly bytes: Uint8Array;
      readonly mostPages: number;
      readonly mostCharacters: number;
    };

/** As many read at once; the others wait. */
const mostThreads = 2;
/** A thread that is kept loaded holds some 50 MB; to load one takes longer than to read a page. */
const idleMs = 60_000;
const memoryMb = 512;

/** What is known of one thread. */
interface Thread {
  readonly worker: Worker;
  ending?: NodeJS.Timeout;
}

/** Of the whole process, as the cores are: kept threads, and who waits for one. */
const idle: Thread[] = [];
const waiting: (() => void)[] = [];
let running = 0;

/**
 * Reads a document in a thread of its own, which is ended when its time is up: what strangers wrote can be made to take
 * for ever, and would hold up everything else. The time counts from when the thread begins. Throws `ReadingFailed`, or the
 * signal's reason.
 */
export async function readInThread(
  job: ReadingJob,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<unknown> {
  await turn(signal);
  const thread = idle.pop() ?? start();
  clearTimeout(thread.ending);
  try {
    const value = await answerOf(thread.worker, job, timeoutMs, signal);
    keep(thread);
    return value;
  } catch (error) {
    await thread.worker.terminate();
    throw error;
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function turn(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  while (running >= mostThreads) {
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (!signal?.aborted) continue;
    waiting.shift()?.();
    signal.throwIfAborted();
  }
  running += 1;
}

function start(): Thread {
  const workerData = {
    linkedom: require.resolve('linkedom'),
    readability: require.resolve('@mozilla/readability'),
    turndown: require.resolve('turndown'),
    unpdf: require.resolve('unpdf'),
  };
  const options = { eval: true, env: {}, workerData };
  const worker = new Worker(program, { ...options, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  const thread: Thread = { worker };
  // Whoever waits for it listens too; also one that dies while it is idle must not end the process.
  worker.on('error', () => undefined);
  worker.on('exit', () => drop(thread));
  return thread;
}

function keep(thread: Thread): void {
  thread.worker.unref();
  thread.ending = setTimeout(() => {
    drop(thread);
    void thread.worker.terminate();
  }, idleMs).unref();
  idle.push(thread);
}

function drop(thread: Thread): void {
  const at = idle.indexOf(thread);
  if (at >= 0) idle.splice(at, 1);
}

async function answerOf(
  worker: Worker,
  job: ReadingJob,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  worker.ref();
  const end = new AbortController();
  try {
    return await new Promise<unknown>((resolve, reject) => {
      const broke = () => reject(new ReadingFailed('it takes too much memory'));
      const aborted = () => reject(signal?.reason as Error);
      const timer = setTimeout(
        () => reject(new ReadingFailed(`it takes longer than ${timeoutMs / 1_000} s`, true)),
        timeoutMs,
      );
      const once = (answer: { value?: unknown; failure?: string }) => {
        if (answer.failure === undefined) resolve(answer.value);
        else reject(new ReadingFailed(answer.failure));
      };
      worker.once('message', once).once('error', broke).once('exit', broke);
      signal?.addEventListener('abort', aborted);
      end.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        worker.off('message', once).off('error', broke).off('exit', broke);
      });
      worker.postMessage(job);
    });
  } finally {
    end.abort();
  }
}
