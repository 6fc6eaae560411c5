import { createContext, Script } from 'node:vm';
import { JobError } from './job';

const script = new Script('work()');

/**
 * Runs synchronous work and breaks it off when its time is up, also in the middle of a loop, which nothing but the
 * engine itself can. Throws `JobError` with `sentence` then, else what the work threw. This limits time and nothing else.
 */
export function timed<T>(work: () => T, mostMs: number, sentence: string): T {
  try {
    return script.runInContext(createContext({ work }), { timeout: mostMs }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new TimeUp(sentence, { cause: error });
    throw error;
  }
}

/** The time of some work was up before it was done. */
export class TimeUp extends JobError {
  override name = 'TimeUp';
}
