import type { ApprovalActivities } from './approvals';
import type { NewEvent } from './events';
import type { ModelTier } from './mode';
import type { AskCost, PromptOrder, RunSummary, StepActivities, Used } from './orders';
import type { Usage } from './result';
import type { ResearchActivities } from './research';
import type { EndStatus, TaskStatus } from './status';
import type { TakenEnd, Withheld } from './withheld';

/** One model call of a task, as the workflow orders it. */
export interface CallModelInput {
  readonly taskId: string;
  readonly tenant: string;
  readonly sessionId: string;
  /** Beginning of the query, for those who watch. */
  readonly excerpt: string;
  /** RFC 3339: earlier turns are those that had ended by then. */
  readonly createdAt: string;
  /** The session was made for this task: there are no earlier turns to be read. */
  readonly isNewSession?: boolean;
  /** What is to be shown of the earlier turns was settled by a step of its own. */
  readonly hasLongSession?: boolean;
  /** What is told before the call; absent: nothing. */
  readonly tell?: readonly NewEvent[];
  /** Trace of the request that submitted the task, for logs. */
  readonly traceId: string;
  /** Name of the step within its task: the key under which its output is kept. */
  readonly step: string;
  /** Attempts of earlier steps whose text the reader has seen; deltas count on from it. */
  readonly attemptsBefore: number;
  /** Most attempts that the engine makes of this call. */
  readonly maxAttempts: number;
  /** Set where the call is the last of several: the answer is written from what the others gave. */
  readonly compose?: ComposeOrder;
  /** How many messages of people the prompt shows; absent: none. */
  readonly messages?: number;
  /** Set where an earlier answer could not be used: the step that gave it, and why. */
  readonly repair?: { readonly step: string; readonly reason: string };
}

/** The last call of a task that took several: it writes the answer, and the task ends with it. */
export interface ComposeOrder {
  readonly prompt: PromptOrder;
  readonly uses: readonly Used[];
  readonly agent: string;
  readonly tier?: ModelTier;
  readonly tell: readonly NewEvent[];
  readonly run: RunSummary;
}

/** What came of a model call: the task has ended with it, or the answer could not be used. */
export type CallModelResult =
  | { readonly kind: 'ended'; readonly status: EndStatus | undefined }
  /** The answer is kept, but the task is paused: called again once it goes on, the verb ends it. */
  | (AskCost & { readonly kind: 'withheld'; readonly withheld: number })
  /** A budget has paused the task in the place of the call: called again once it goes on, the verb makes it. */
  | { readonly kind: 'paused'; readonly pause: Withheld }
  | {
      readonly kind: 'unusable';
      readonly reason: string;
      readonly attempts: number;
      readonly model: string;
      readonly provider: string;
      readonly usage: Usage;
    };

/** An end that the workflow, or the sweep in its place, hands to the store. */
export interface EndTaskInput {
  readonly taskId: string;
  readonly status: Exclude<TaskStatus, 'TASK_STATUS_COMPLETED'> & EndStatus;
  /** The sentence of `error`; absent on CANCELLED: the reason that the asker gave. */
  readonly sentence?: string;
  /** RFC 3339, where the engine knows when it ended. */
  readonly endedAt?: string;
  /** What is told before the end. */
  readonly tell?: readonly NewEvent[];
  /** The workflow is over: a pause holds nothing any more. */
  readonly isOver?: boolean;
}

/** What a workflow has to tell apart from its calls. */
export interface TellInput {
  readonly taskId: string;
  readonly events: readonly NewEvent[];
  /** What the task waits for from now on; null: nothing any more. */
  readonly waitsFor?: string | null;
}

/** The activities by name: workflows know them by this type alone. */
export interface TaskActivities extends StepActivities, ResearchActivities, ApprovalActivities {
  /** Makes one streaming model call and, when its answer is usable, ends the task with it in the same commit. */
  callModel(input: CallModelInput): Promise<CallModelResult>;
  /** Ends a task otherwise; returns the status that stands, an earlier end's where there was one. */
  endTask(input: EndTaskInput): Promise<TakenEnd>;
  /** Tells events of a live task; of one that has ended nothing is told. */
  tell(input: TellInput): Promise<void>;
}
