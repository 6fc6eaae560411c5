import { ActivityCancellationType, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { ComposeOrder, TaskActivities } from '../contract/activities';
import { FailureType, type FailureDetails } from '../contract/failures';
import { limits } from '../contract/limits';
import { noUsage } from '../contract/no-usage';
import type {
  AskInput,
  AskResult,
  PromptOrder,
  PromptValues,
  RunSummary,
  RunToolInput,
  RunToolResult,
  TaskIdentity,
  Used,
} from '../contract/orders';
import type { NewEvent } from '../contract/events';
import type { EndStatus } from '../contract/status';
import type { TaskInput } from '../contract/workflow';
import { addUsage } from '../reasoning/add-usage';
import { announceUsage } from './announce';
import type { ModeEnd } from './task';

/** The budget does not cover the next call. */
export class BudgetSpent extends Error {
  override name = 'BudgetSpent';
}

/** A call as a mode orders it; what every order of a task carries is added. */
export type AskOrder = Omit<AskInput, keyof TaskIdentity | 'maxAttempts' | 'tell' | 'uses' | 'repair'> & {
  readonly uses?: readonly Used[];
  readonly summary: string;
  readonly repair?: NonNullable<AskInput['repair']>;
};

/** The last call of a task, as a mode orders it. */
export type AnswerOrder = Omit<ComposeOrder, 'run' | 'tell'>;

/** A task of several calls while it runs: what it has spent, what is still to be told, and its verbs. */
export class Run {
  private spent = noUsage;
  private calls = 0;
  private held = 0;
  private waiting: NewEvent[] = [];
  /** Parts that came to nothing while the others went on, for the record. */
  readonly failedParts: { readonly name: string; readonly reason: string }[] = [];

  constructor(readonly task: TaskInput) {}

  /** Has something told with the next call that begins. */
  tell(...events: readonly NewEvent[]): void {
    this.waiting.push(...events);
  }

  /** What was to be told and is not yet; it counts as told from now on. */
  takeUntold(): readonly NewEvent[] {
    const untold = this.waiting;
    this.waiting = [];
    return untold;
  }

  /** Sets calls aside for somebody, those that are left for the end excepted; false where there are not so many. */
  hold(calls: number): boolean {
    const most = limits.taskCalls - limits.closingCalls;
    if (this.calls + this.held + calls > most) return false;
    this.held += calls;
    return true;
  }

  /** Gives back what was set aside. */
  letGo(calls: number): void {
    this.held -= calls;
  }

  /** Whether so many more calls fit into the task's history. */
  hasRoom(calls = 1): boolean {
    return this.calls + calls <= limits.taskCalls;
  }

  /** One model call. Throws `BudgetSpent` when the budget does not cover it. */
  async ask(order: AskOrder): Promise<Exclude<AskResult, { kind: 'budget' }>> {
    const { summary, uses = [], ...rest } = order;
    this.calls += 1;
    const tell = this.takeUntold();
    const activities = this.activities(`${order.agent} · ${summary}`);
    const input = { ...this.identity(), ...rest, uses, tell, maxAttempts: limits.modelAttempts };
    const result = await activities.ask(input);
    if (result.kind === 'budget') throw new BudgetSpent(result.sentence);
    this.account(result);
    return result;
  }

  /** A value that a prompt asks for; asked twice at most. Undefined when neither answer was of use. */
  async value<Name extends keyof PromptValues>(
    order: AskOrder & { readonly prompt: PromptOrder & { readonly name: Name } },
  ): Promise<PromptValues[Name] | undefined> {
    const first = await this.ask(order);
    if (first.kind === 'value') return first.value as PromptValues[Name];
    if (first.kind !== 'unusable') return undefined;
    const repair = { step: order.step, reason: first.reason };
    const again = { ...order, step: `${order.step}-again`, summary: `${order.summary}, asked again`, repair };
    const second = await this.ask(again);
    return second.kind === 'value' ? (second.value as PromptValues[Name]) : undefined;
  }

  /** A text; asked twice at most. Returns the step that has it. Throws when neither answer was of use. */
  async text(order: AskOrder): Promise<string> {
    const first = await this.ask(order);
    return first.kind === 'unusable' ? this.textAgain(order, first.reason) : order.step;
  }

  /** A text whose first try was of no use, for a reason; asked once. Returns as `text` does, and throws as it does. */
  async textAgain(order: AskOrder, reason: string): Promise<string> {
    const repair = { step: order.step, reason };
    const step = `${order.step}-again`;
    const second = await this.ask({ ...order, step, summary: `${order.summary}, asked again`, repair });
    if (second.kind === 'unusable') throw noUse(second);
    return step;
  }

  /** One tool call. */
  async runTool(order: Omit<RunToolInput, keyof TaskIdentity>, name: string): Promise<RunToolResult> {
    this.calls += 1;
    const { runTool } = proxyActivities<TaskActivities>({
      startToCloseTimeout: limits.toolCallMs,
      heartbeatTimeout: limits.heartbeatTimeoutMs,
      cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
      summary: `${order.agent} · ${name}`.slice(0, limits.summaryCharacters),
      retry: { maximumAttempts: limits.toolAttempts, initialInterval: limits.modelRetryFirstMs },
    });
    return runTool({ ...this.identity(), ...order });
  }

  /** Has the answer written from what there is, streamed to the reader; the task ends with it. */
  async answer(order: AnswerOrder, run: RunSummary): Promise<ModeEnd> {
    const compose: ComposeOrder = { ...order, run, tell: this.takeUntold() };
    const excerpt = [...this.task.query].slice(0, limits.memoQueryCharacters).join('');
    const { isNewSession } = this.task.settings;
    const session = isNewSession ? { isNewSession } : {};
    const common = { ...this.identity(), ...session, excerpt, compose, maxAttempts: limits.modelAttempts };
    const { callModel } = this.activities(`${order.agent} · the answer`);
    const first = await callModel({ ...common, step: 'answer', attemptsBefore: 0 });
    if (first.kind === 'ended') return first.status;
    this.account(first);
    const repair = { step: 'answer', reason: first.reason };
    const again = await callModel({
      ...common,
      step: 'answer-again',
      attemptsBefore: first.attempts,
      repair,
    });
    if (again.kind === 'ended') return again.status;
    throw noUse(again);
  }

  /** Ends the task with what steps have written. */
  finish(uses: readonly Used[], agent: string, run: RunSummary): Promise<EndStatus | undefined> {
    const { finishTask } = proxyActivities<TaskActivities>({
      startToCloseTimeout: limits.storeOutageMs * 2,
      summary: 'the end',
      retry: { maximumInterval: '10 seconds' },
    });
    return finishTask({ ...this.identity(), uses, agent, run, tell: this.takeUntold() });
  }

  private account(result: {
    readonly usage: typeof noUsage;
    readonly model: string;
    readonly provider: string;
  }): void {
    this.spent = addUsage(this.spent, result.usage);
    announceUsage({ usage: this.spent, model: result.model, provider: result.provider });
  }

  private identity(): TaskIdentity {
    const { taskId, tenant, sessionId, createdAt, traceId } = this.task;
    return { taskId, tenant, sessionId, createdAt, traceId };
  }

  private activities(summary: string): Pick<TaskActivities, 'ask' | 'callModel'> {
    return proxyActivities<TaskActivities>({
      startToCloseTimeout: (this.task.settings.timeoutSeconds + 60) * 1_000,
      heartbeatTimeout: limits.heartbeatTimeoutMs,
      cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
      summary: summary.slice(0, limits.summaryCharacters),
      retry: {
        maximumAttempts: limits.modelAttempts,
        initialInterval: limits.modelRetryFirstMs,
        maximumInterval: limits.modelRetryMostMs,
        backoffCoefficient: 2,
      },
    });
  }
}

function noUse({
  model,
  provider,
  reason,
}: {
  model: string;
  provider: string;
  reason: string;
}): ApplicationFailure {
  const sentence = `The model ${model} (${provider}) gave no usable answer, asked twice. ${reason}`;
  const details: FailureDetails = { sentence, provider, model };
  return ApplicationFailure.create({
    type: FailureType.modelInvalidOutput,
    message: sentence,
    nonRetryable: true,
    details: [details],
  });
}
