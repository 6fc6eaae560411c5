import type { CallModelInput } from '../contract/activities';
import type { Usage } from '../contract/result';
import type { Turn } from '../reasoning/conversation';
import type { TaskRow } from '../store';
import type { Heartbeat } from './heartbeat';

/** What an answer is streamed for. */
export interface AnswerOrder {
  readonly input: CallModelInput;
  readonly row: TaskRow;
  /** Attempt of the step that was begun for it. */
  readonly attempt: number;
  readonly spent: Usage;
  readonly heartbeat: Heartbeat;
  /** Earlier turns of the session, newest first. */
  readonly turns: readonly Turn[];
  readonly repair?: { readonly answer: string; readonly reason: string };
}
