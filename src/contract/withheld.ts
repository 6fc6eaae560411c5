import type { PauseOrder } from './control';
import type { EndStatus } from './status';

/** What was withheld, an end or a call, because the task is paused or to be cancelled. */
export interface Withheld {
  /** The count of the pause, 0 where there is none; of a task that is to be cancelled, one that never comes. */
  readonly withheld: number;
  /** The pause itself, where the workflow hears of it by this alone. */
  readonly order?: PauseOrder;
  /** Milliseconds until the call is to be made again: others hold what it needs of a budget. */
  readonly againInMs?: number;
}

/** What the store made of an end: the status that stands, undefined for a task that is not there. */
export type TakenEnd = EndStatus | Withheld | undefined;

/** Whether an end waits for the task to be resumed. */
export function isWithheld(end: unknown): end is Withheld {
  return typeof end === 'object' && end !== null && 'withheld' in end;
}
