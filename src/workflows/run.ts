import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { CallModelInput, ComposeOrder, TaskActivities } from '../contract/activities';
import { limits } from '../contract/limits';
import { noUsage } from '../contract/no-usage';
import type {
  AskCost,
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
import { mainModel, type CallShare } from '../reasoning/usage';
import { agentStarted, messageReceived } from '../reasoning/work-events';
import { announceUsage } from './announce';
import { Approvals } from './approvals';
import { callRetry, modelCalls, noUse, sessionOf } from './calls';
import { Control } from './control';
import { Review } from './review';
import { endingCall } from './ending-call';
import type { ModeEnd } from './task';

/** The budget does not cover the next call. */
export class BudgetSpent extends Error {
  override name = 'BudgetSpent';
}

/** A call as a mode orders it; what every order of a task carries is added. */
export type AskOrder = Omit<
  AskInput,
  keyof TaskIdentity | 'maxAttempts' | 'tell' | 'uses' | 'repair' | 'messages' | 'isForReview'
> & {
  readonly uses?: readonly Used[];
  readonly summary: string;
  /** It is made for those who hold the task. */
  readonly isForReview?: boolean;
  readonly repair?: NonNullable<AskInput['repair']>;
};

/** What came of a call that was made. */
export type Answered = Exclude<AskResult, { kind: 'budget' | 'paused' }>;

/** The last call of a task, as a mode orders it. */
export type AnswerOrder = Omit<ComposeOrder, 'run' | 'tell'>;

const ofTask = { calls: limits.taskCalls, closing: limits.closingCalls };

/** A task of several calls while it runs: what it has spent, what is still to be told, and its verbs. */
export class Run {
  private spent = noUsage;
  private readonly paid: CallShare[] = [];
  protected calls = 0;
  private held = 0;
  private waiting: NewEvent[] = [];
  /** Who holds the task: asked before every call. */
  readonly control: Control;
  readonly approvals: Approvals;
  readonly review: Review;
  /** Messages of people that a model has been shown. */
  private heard = 0;
  /** Parts that came to nothing while the others went on, for the record. */
  readonly failedParts: { readonly name: string; readonly reason: string }[] = [];

  /** `bounds`: calls that fit into the task's history, and those of them that are kept for its end. */
  constructor(
    readonly task: TaskInput,
    private readonly bounds: { readonly calls: number; readonly closing: number } = ofTask,
  ) {
    this.control = new Control(task);
    this.approvals = new Approvals(this.control);
    this.review = new Review(this.control);
  }

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

  /**
   * What an end is to tell. It stays untold: should the task end otherwise, that end tells it, and what the log has
   * already it takes no second time.
   */
  protected untold(): readonly NewEvent[] {
    return [...this.waiting];
  }

  /** Sets calls aside for somebody, those that are left for the end excepted; false where there are not so many. */
  hold(calls: number): boolean {
    const most = this.bounds.calls - this.bounds.closing;
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
    return this.calls + calls <= this.bounds.calls;
  }

  /**
   * One model call, once nobody holds the task; at once where it is made for those who do. Throws `BudgetSpent` when
   * the budget does not cover it, or makes it when the pause is over that the budget brought.
   */
  async ask(order: AskOrder): Promise<Answered> {
    const { summary, uses = [], isForReview = false, ...rest } = order;
    if (!isForReview) for (let wait = this.control.wait(); wait; wait = this.control.wait()) await wait;
    // What people say now is no part of what was said before.
    const messages = order.prompt.name === 'sum_up' ? {} : this.hear(order.agent);
    this.calls += 1;
    const tell = this.takeUntold();
    const activities = this.activities(`${order.agent} · ${summary}`);
    const common = { ...this.identity(), ...rest, ...messages, uses, tell };
    const mayPause = this.task.settings.pausesOnBudget && !isForReview ? { mayPause: true } : {};
    const holds = { ...mayPause, ...(isForReview && { isForReview }) };
    const result = await activities.ask({ ...common, ...holds, maxAttempts: limits.modelAttempts });
    if (result.kind === 'paused') {
      await (isForReview ? this.review.untilRoom(result.pause) : this.control.heardOf(result.pause));
      return this.ask(order);
    }
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

  /**
   * A value that is kept in the store alone; asked twice at most. Returns the step that has it, undefined when neither
   * answer was of use.
   */
  async kept(order: AskOrder): Promise<string | undefined> {
    const first = await this.ask(order);
    if (first.kind === 'kept') return order.step;
    if (first.kind !== 'unusable') return undefined;
    const repair = { step: order.step, reason: first.reason };
    const step = `${order.step}-again`;
    const second = await this.ask({ ...order, step, summary: `${order.summary}, asked again`, repair });
    return second.kind === 'kept' ? step : undefined;
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
    for (let wait = this.control.wait(); wait; wait = this.control.wait()) await wait;
    this.calls += 1;
    const { runTool } = proxyActivities<TaskActivities>({
      startToCloseTimeout: limits.toolCallMs,
      heartbeatTimeout: limits.heartbeatTimeoutMs,
      cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
      summary: `${order.agent} · ${name}`.slice(0, limits.summaryCharacters),
      // A worker or a store that is gone for a while ends no tool call; how often a tool itself is tried, it says.
      retry: callRetry,
    });
    const result = await runTool({ ...this.identity(), ...order });
    if (!result.pause) return result;
    await this.control.heardOf(result.pause);
    return this.runTool(order, name);
  }

  /** Has the answer written from what there is, streamed to the reader; the task ends with it. */
  async answer(order: AnswerOrder, run: RunSummary): Promise<ModeEnd> {
    this.tell(agentStarted(order.agent, 'the answer'));
    const first = await this.answering(order, run, { step: 'answer', attemptsBefore: 0 });
    if (first.kind === 'ended') return first.status;
    this.account(first);
    const repair = { step: 'answer', reason: first.reason };
    const second = { step: 'answer-again', attemptsBefore: first.attempts, repair };
    const again = await this.answering(order, run, second);
    if (again.kind === 'ended') return again.status;
    throw noUse(again);
  }

  /** One call for the answer. It is ordered when it begins: with what people had said until then. */
  private answering(
    order: AnswerOrder,
    run: RunSummary,
    attempt: Pick<CallModelInput, 'step' | 'attemptsBefore' | 'repair'>,
  ): ReturnType<typeof endingCall> {
    const { callModel } = this.activities(`${order.agent} · the answer`);
    const excerpt = [...this.task.query].slice(0, limits.memoQueryCharacters).join('');
    const common = { ...this.identity(), ...sessionOf(this.task), excerpt, ...attempt };
    let heard: Pick<AskInput, 'messages'> = {};
    const call = (isKept: boolean) => {
      // An answer that is there already was written without what people have said since.
      if (!isKept) heard = this.hear(order.agent);
      const compose: ComposeOrder = { ...order, run, tell: this.untold() };
      return callModel({ ...common, ...heard, compose, maxAttempts: limits.modelAttempts });
    };
    return endingCall(this.control, call, (cost) => this.account(cost));
  }

  /** Ends the task with what steps have written, or with a text of its own. */
  finish(from: readonly Used[] | string, agent: string, run: RunSummary): Promise<EndStatus | undefined> {
    const what = typeof from === 'string' ? { uses: [], text: from } : { uses: from };
    const { finishTask } = proxyActivities<TaskActivities>({
      startToCloseTimeout: limits.storeOutageMs * 2,
      heartbeatTimeout: limits.heartbeatTimeoutMs,
      summary: 'the end',
      retry: { maximumInterval: '10 seconds' },
    });
    return this.control.ending<EndStatus | undefined>(() =>
      finishTask({ ...this.identity(), ...what, agent, run, tell: this.untold() }),
    );
  }

  /** How many messages of people a call shows, of which the first call after them tells. */
  private hear(agent: string): Pick<AskInput, 'messages'> {
    const { messages } = this.control;
    if (messages > this.heard) this.tell(messageReceived(agent, this.heard, messages));
    this.heard = messages;
    return messages > 0 ? { messages } : {};
  }

  /** Adds a call up, and shows the sum with the model that has spent most of it. */
  account({ usage, model, provider }: AskCost): void {
    const { input_tokens, output_tokens, estimated_cost: cost_usd } = usage;
    this.spent = addUsage(this.spent, usage);
    // What the house gave itself was no call of a model.
    if (model !== '') this.paid.push({ model, provider, input_tokens, output_tokens, cost_usd });
    announceUsage({ usage: this.spent, ...mainModel(this.paid) });
  }

  /** Whose work its calls do. */
  identity(): TaskIdentity {
    const { taskId, tenant, sessionId, createdAt, traceId } = this.task;
    return { taskId, tenant, sessionId, createdAt, traceId };
  }

  private activities(summary: string): ReturnType<typeof modelCalls> {
    return modelCalls(this.task, summary.slice(0, limits.summaryCharacters));
  }
}
