import type { NewEvent } from './events';
import type { ExecutionMode, ModelTier } from './mode';
import type { Usage } from './result';
import type { LookBackOrder, LookBackResult } from './recall';
import type { Revised } from './review';
import type { ResearchPrompt, ResearchValues } from './research/prompts';
import type { TakenEnd, Withheld } from './withheld';
import type { JsonObject } from './task';
import type { Groups, Judgement, Plan, PlanStep, Positions, Replan, Thoughts, Values } from './values';

/** Whose work an activity does: what every order of a task carries. */
export interface TaskIdentity {
  readonly taskId: string;
  readonly tenant: string;
  readonly sessionId: string;
  /** RFC 3339: earlier turns of the session are those that had ended by then. */
  readonly createdAt: string;
  /** Trace of the request that submitted the task, for logs. */
  readonly traceId: string;
}

/** What does a step: a model, a tool, or the house itself, without a call of either. */
export type StepKind = 'model' | 'tool' | 'house';

/** An earlier step whose text a prompt shows, under a label. */
export interface Used {
  readonly label: string;
  readonly step: string;
}

/** A step of the plan that gave nothing, and why. */
export interface Missing {
  readonly label: string;
  readonly reason: string;
}

/** What a model is asked, by the prompt that asks it: small values only, texts are named by `Used`. */
export type PromptOrder =
  | { readonly name: 'plan'; readonly maxSteps: number; readonly revised?: Revised }
  | {
      readonly name: 'work';
      readonly purpose: string;
      readonly missing: readonly Missing[];
      readonly isWhole: boolean;
    }
  | { readonly name: 'join'; readonly missing: readonly Missing[] }
  | { readonly name: 'replan'; readonly left: readonly PlanStep[]; readonly room: number }
  | { readonly name: 'sum_up'; readonly words: number }
  | { readonly name: 'draft' }
  | { readonly name: 'judge'; readonly criteria: readonly string[] }
  | { readonly name: 'rewrite'; readonly reasons: readonly string[] }
  | { readonly name: 'think'; readonly index: number }
  | { readonly name: 'group'; readonly count: number }
  | { readonly name: 'positions'; readonly count: number }
  | { readonly name: 'argue'; readonly position: string; readonly round: number; readonly rounds: number }
  | { readonly name: 'moderate'; readonly positions: readonly string[] }
  | { readonly name: 'branch'; readonly breadth: number; readonly path: readonly string[] }
  | { readonly name: 'value'; readonly paths: readonly (readonly string[])[] }
  | { readonly name: 'conclude'; readonly path: readonly string[] }
  | ResearchPrompt;

/** The tools that a turn of an agent may use. */
export interface TurnOrder {
  /** From 1. */
  readonly number: number;
  /** Names; absent: all that the task allows. */
  readonly tools?: readonly string[];
  /** No tools any more: the agent must answer now, for this reason. */
  readonly answerNow?: string;
  /** It has read text of strangers: tools that can harm are not offered. */
  readonly hasReadForeign: boolean;
}

/** One model call that does not end its task. */
export interface AskInput extends TaskIdentity {
  /** Key under which its output is kept. */
  readonly step: string;
  /** Name of the agent, the same in events, in the record and in the engine's UI. */
  readonly agent: string;
  readonly prompt: PromptOrder;
  readonly uses: readonly Used[];
  /** Asked where the client asked for no tier or model itself. */
  readonly tier?: ModelTier;
  readonly temperature?: number;
  readonly turn?: TurnOrder;
  /** The agent's first turn, whose prompt, texts and tools this one shares: the history holds them once. */
  readonly goesOnFrom?: string;
  /** Why an earlier try of the same was of no use. */
  readonly repair?: { readonly step: string; readonly reason: string };
  /** How many messages of people the prompt shows; absent: none. */
  readonly messages?: number;
  /** What is told before the call. */
  readonly tell: readonly NewEvent[];
  readonly maxAttempts: number;
  /** A budget that does not cover it may pause the task. */
  readonly mayPause?: boolean;
  /** It is made for those who hold the task: a pause does not stop it. */
  readonly isForReview?: boolean;
}

/** A look at the earlier turns of a task's session. */
export type LookBackInput = TaskIdentity & LookBackOrder;

/** A tool call that a turn wants. */
export interface WantedTool {
  readonly name: string;
  /** The same for the same tool with the same arguments. */
  readonly signature: string;
  /** Why a person must approve it first. */
  readonly approval?: string;
}

/** What one call was, for who adds up. */
export interface AskCost {
  readonly usage: Usage;
  readonly model: string;
  readonly provider: string;
}

/** The values that prompts ask for, by the prompt's name. */
export interface PromptValues extends ResearchValues {
  readonly plan: Plan;
  readonly replan: Replan;
  readonly judge: Judgement;
  readonly group: Groups;
  readonly positions: Positions;
  readonly branch: Thoughts;
  readonly value: Values;
}

/** What came of a call. */
export type AskResult =
  | (AskCost & { readonly kind: 'text' })
  | (AskCost & { readonly kind: 'value'; readonly value: PromptValues[keyof PromptValues] })
  /** A value that only the store needs: it is kept under the step's key, and does not travel. */
  | (AskCost & { readonly kind: 'kept' })
  | (AskCost & { readonly kind: 'tools'; readonly calls: readonly WantedTool[] })
  | (AskCost & { readonly kind: 'unusable'; readonly reason: string })
  /** The budget does not cover it: no call was made. */
  | { readonly kind: 'budget'; readonly sentence: string }
  /** The same, and the task is paused or the call waits for room: asked again once it goes on, it is made. */
  | { readonly kind: 'paused'; readonly pause: Withheld };

/** One tool call of an agent's turn. */
export interface RunToolInput extends TaskIdentity {
  readonly step: string;
  readonly agent: string;
  /** The turn that wants it, and which of its calls. */
  readonly turnStep: string;
  readonly index: number;
  readonly hasReadForeign: boolean;
  /** What a person decided of it: arguments in the place of the model's, or why it is not made. */
  readonly decided?: { readonly arguments?: JsonObject; readonly denied?: string };
}

/** What the workflow needs to know of a tool call. */
export interface RunToolResult {
  readonly ok: boolean;
  readonly broughtForeign: boolean;
  /** The task was paused in the place of the call, or the call waits for room: it is to be made once it goes on. */
  readonly pause?: Withheld;
}

/** What ran, for the record; who ran and what it cost the store knows. */
export interface RunSummary {
  readonly mode: ExecutionMode;
  readonly metadata: JsonObject;
  /** The budget stopped it: what is there is the answer. */
  readonly isCutByBudget: boolean;
}

/** Ends a task with texts that are there already: one is the answer, several are given under their labels. */
export interface FinishInput extends TaskIdentity {
  readonly uses: readonly Used[];
  /** The answer itself, in place of `uses`: a small text that no step has kept. */
  readonly text?: string;
  readonly agent: string;
  readonly run: RunSummary;
  /** What is told before the end. */
  readonly tell: readonly NewEvent[];
}

/** The verbs of the modes that take more than one call. */
export interface StepActivities {
  /** Makes one model call and keeps what it gave; an earlier attempt's answer is not paid for again. */
  ask(input: AskInput): Promise<AskResult>;
  /** Settles what a task's calls show of the earlier turns of its session, or says what is to be summed up first. */
  lookBack(input: LookBackInput): Promise<LookBackResult>;
  /** Runs one tool call and keeps what it gave; one that had ended is not run again. */
  runTool(input: RunToolInput): Promise<RunToolResult>;
  /** Ends the task with an answer that is kept already; returns the status that stands. */
  finishTask(input: FinishInput): Promise<TakenEnd>;
}
