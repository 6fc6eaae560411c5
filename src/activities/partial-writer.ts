import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { Log } from './deps';
import { persist } from './persist';
import type { EventStore } from '../store';

/** Nothing may be written any more: the task has ended, or a newer attempt of the step has begun. */
export class LogClosed extends Error {
  override name = 'LogClosed';
}

/** Where a running answer's text goes, and under which attempt. */
export interface PartialTarget {
  readonly events: EventStore;
  readonly log: Log;
  readonly taskId: string;
  readonly step: string;
  /** Attempt of the step, which the store fences by. */
  readonly attempt: number;
  /** Attempt as the reader counts it, over all steps. */
  readonly shownAttempt: number;
  readonly agent: string;
  readonly provider: string;
  readonly model: string;
}

/**
 * Writes a running answer's text to the log: what has come together in some milliseconds, one write at a time. `stale` aborts when the log takes no more: the task has ended, or a newer
 * attempt has begun.
 */
export class PartialWriter {
  private waiting = '';
  private written = 0;
  private lastWriteAt = 0;
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isDraining = false;
  private readonly staleness = new AbortController();

  constructor(private readonly target: PartialTarget) {}

  /** Aborts when nothing may be written any more, with the reason. */
  get stale(): AbortSignal {
    return this.staleness.signal;
  }

  /** Takes a piece of text; what cannot be stored (NUL) is left out. */
  readonly push = (piece: string): void => {
    this.waiting += piece.replaceAll('\0', '');
    this.schedule();
  };

  /**
   * Waits for the write under way and returns the event of what is not yet written, for the caller to append. Nothing
   * is written by itself from then on: a write begun behind the caller's back could come after the task's end.
   */
  async drain(): Promise<NewEvent[]> {
    this.isDraining = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.writing;
    return this.takeWaiting(true);
  }

  /** Writes everything that waits, as far as the log takes it. */
  async flush(): Promise<void> {
    const events = await this.drain();
    if (events.length > 0 && !this.stale.aborted) await this.append(events);
  }

  private schedule(): void {
    if (this.writing || this.timer || this.isDraining || this.stale.aborted) return;
    const since = Date.now() - this.lastWriteAt;
    const wait = Math.max(limits.partialFirstMs, limits.partialEveryMs - since);
    this.timer = setTimeout(() => this.write(), wait);
  }

  private write(): void {
    this.timer = undefined;
    const events = this.takeWaiting(false);
    if (events.length === 0) return;
    this.lastWriteAt = Date.now();
    this.writing = this.append(events).finally(() => {
      this.writing = undefined;
      if (this.waiting !== '') this.schedule();
    });
  }

  private async append(events: readonly NewEvent[]): Promise<void> {
    const { taskId, step, attempt, log } = this.target;
    const write = () => this.target.events.append(taskId, events, { step, number: attempt });
    try {
      if (!(await persist(write, log, limits.storeOutageMs))) {
        this.staleness.abort(new LogClosed('The log takes no more of this attempt'));
      }
    } catch (error) {
      // A log that cannot be written ends the attempt: text that no reader will see must not be paid for on and on.
      this.staleness.abort(error);
    }
  }

  private takeWaiting(isLast: boolean): NewEvent[] {
    // Half of a surrogate pair waits for its other half: the log keeps valid text only.
    const holdsBack = !isLast && /[\uD800-\uDBFF]$/.test(this.waiting) ? 1 : 0;
    const text = this.waiting.slice(0, this.waiting.length - holdsBack);
    this.waiting = this.waiting.slice(text.length);
    if (text === '') return [];
    const { step, shownAttempt, agent, provider, model } = this.target;
    const delta: NewEvent = {
      key: `${step}:${shownAttempt}:text:${this.written}`,
      type: 'LLM_PARTIAL',
      agent_id: agent,
      message: text.toWellFormed(),
      payload: {
        attempt: shownAttempt,
        chunk_index: this.written,
        ...(this.written === 0 && { provider, model }),
      },
    };
    this.written += 1;
    return this.written === 1 && shownAttempt > 1 ? [resetEvent(step, shownAttempt, agent), delta] : [delta];
  }
}

/**
 * Tells a whole answer anew, under an attempt of its own: for one that arrived whole though the log took no more of
 * its text, because another worker had begun the step again.
 */
export function retoldEvents(step: string, attempt: number, text: string, agent: string): NewEvent[] {
  const delta: NewEvent = {
    key: `${step}:${attempt}:text:0`,
    type: 'LLM_PARTIAL',
    agent_id: agent,
    message: text,
    payload: { attempt, chunk_index: 0 },
  };
  return [resetEvent(step, attempt, agent), delta];
}

function resetEvent(step: string, attempt: number, agent: string): NewEvent {
  return {
    key: `${step}:${attempt}:reset`,
    type: 'WARNING',
    agent_id: agent,
    message: 'The answer starts anew; what was written of it before does not count.',
    payload: { reset: true, attempt, agent_id: agent },
  };
}
