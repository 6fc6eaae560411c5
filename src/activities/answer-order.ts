import type { CallModelInput } from '../contract/activities';
import type { BuiltPrompt } from '../reasoning/prompts/build';
import type { Turn } from '../reasoning/conversation';
import type { TaskRow } from '../store';
import type { Heartbeat } from './heartbeat';

/** What an answer is streamed for. */
export interface AnswerOrder {
  readonly input: CallModelInput;
  readonly row: TaskRow;
  /** Attempt of the step that was begun for it. */
  readonly attempt: number;
  /** Whether budgets besides the task's own count it. */
  readonly isBudgeted: boolean;
  readonly heartbeat: Heartbeat;
  /** Earlier turns of the session, newest first. */
  readonly turns: readonly Turn[];
  /** The prompt of a call that writes its answer from what others gave; absent: the conversation is the prompt. */
  readonly composed?: BuiltPrompt;
  readonly repair?: { readonly answer: string; readonly reason: string };
}
