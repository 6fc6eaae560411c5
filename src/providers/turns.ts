import { ToolError } from './tools/tool-error';

/** Lets a few in at once; the others wait in order. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /** `sentence` is what is said to those who come when `mostWaiting` wait already. */
  constructor(
    atOnce: number,
    private readonly mostWaiting: number,
    private readonly sentence: string,
  ) {
    this.free = atOnce;
  }

  /** Returns what to call on leaving. Throws the signal's reason, and a retryable `ToolError` when too many wait. */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.free > 0) this.free -= 1;
    else await this.wait(signal);
    return () => {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    };
  }

  private wait(signal: AbortSignal): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) throw new ToolError(this.sentence, { isRetryable: true });
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(signal.reason as Error);
      };
      this.waiting.push(go);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}
