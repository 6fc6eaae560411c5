import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineUpdate,
  log,
  patched,
  setHandler,
} from '@temporalio/workflow';
import { agents } from '../contract/agents';
import { queryNames, updateNames } from '../contract/engine';
import { limits } from '../contract/limits';
import type { Revised, ReviewOrder, ReviewState } from '../contract/review';
import type { Withheld } from '../contract/withheld';
import { planApproved, planReady, planUpdated, reviewFeedback } from '../reasoning/review-events';
import { notApproved } from './approvals';
import type { Control } from './control';

const reviewUpdate = defineUpdate<ReviewState, [ReviewOrder]>(updateNames.review);
const reviewQuery = defineQuery<ReviewState | undefined>(queryNames.review);

/** A plan that a person is to review. */
export interface Reviewed<Plan> {
  readonly plan: Plan;
  readonly show: (plan: Plan) => string;
  /** Makes the plan anew; undefined where nothing of use came. Each `attempt`, from 2, is a step of its own. */
  readonly rewrite: (revision: Revised, attempt: number) => Promise<Plan | undefined>;
}

const hold = 'review';

/**
 * The review of a task's plan: the task is held until a person approves or rejects it, or nobody has in time. The
 * workflow is the only one that knows how a review stands.
 */
export class Review {
  private state: ReviewState | undefined;
  private isBusy = false;
  /** The time for a decision is over, but for a plan that is being made anew. */
  private isLate = false;
  /** How often a plan was asked for: the first one, and with each feedback again, also where none came of it. */
  private attempts = 1;
  private rejectedBy: ReviewOrder | undefined;
  private rewrite: (order: ReviewOrder) => Promise<boolean> = () => Promise.resolve(false);

  constructor(private readonly control: Control) {}

  /** Answers and takes words of reviewers from now on; what cannot be taken leaves nothing in the history. */
  listen(): void {
    setHandler(reviewQuery, () => this.state);
    setHandler(reviewUpdate, (order) => this.take(order), {
      validator: (order: ReviewOrder) => {
        const problem = this.problemOf(order);
        if (problem !== undefined) throw refusal(problem);
      },
    });
  }

  /** Holds the task until its plan is approved; returns it as it then is. Throws where it is not approved. */
  async of<Plan>({ plan: first, show, rewrite }: Reviewed<Plan>): Promise<Plan> {
    const { reviewSeconds } = this.control.task.settings;
    if (reviewSeconds === undefined) return first;
    let plan = first;
    const feedback: string[] = [];
    this.rewrite = async ({ message }) => {
      const revision = { plan: show(plan), feedback: [...feedback, message] };
      const changed = await rewrite(revision, this.attempts);
      if (changed === undefined) return false;
      plan = changed;
      feedback.push(message);
      this.showNext(show(plan));
      return true;
    };
    this.begin(show(plan));
    await this.untilDecided(reviewSeconds);
    return plan;
  }

  /**
   * Waits as long as a call for a new plan is to wait for room in a budget. Throws where the time of the review is over
   * before, and cancellation.
   */
  async untilRoom(pause: Withheld): Promise<void> {
    // The review itself holds the task: who waits for the end of that waits for a decision, which waits for the plan.
    if (!patched('rewrite-waits-for-room-alone')) return this.control.heardOf(pause);
    const summary = 'waits for room in a budget';
    const isOver = await condition(() => this.isLate, Math.max(1, pause.againInMs ?? 0), { summary });
    if (isOver) throw refusal('Review.NoPlan');
  }

  private begin(text: string): void {
    const round = { role: 'assistant' as const, message: text, timestamp: now() };
    const { query } = this.control.task;
    this.state = { status: 'reviewing', round: 1, version: 1, current_plan: text, query, rounds: [round] };
    this.control.hold(hold, 'Waits for the review of its plan');
    this.control.tellWaiting('review', planReady(this.state));
  }

  private showNext(text: string): void {
    const state = this.current();
    const rounds = [...state.rounds, { role: 'assistant' as const, message: text, timestamp: now() }];
    const next = { ...state, round: state.round + 1, version: state.version + 1, current_plan: text, rounds };
    this.state = next;
    this.control.tellSoon(planUpdated(next));
  }

  /** Each new version is given the whole time again. */
  private async untilDecided(seconds: number): Promise<void> {
    for (;;) {
      const { version } = this.current();
      const isDecided = () => this.current().status !== 'reviewing';
      const isChanged = () => isDecided() || this.current().version !== version;
      this.isLate = !(await condition(isChanged, seconds * 1_000));
      if (this.isBusy) await condition(() => !this.isBusy);
      this.isLate = false;
      if (isDecided()) break;
      if (this.current().version === version) this.state = { ...this.current(), status: 'expired' };
      if (isDecided()) break;
    }
    const { status } = this.current();
    this.control.tellWaiting(null, ...(status === 'approved' ? [planApproved] : []));
    this.control.release(hold);
    if (status === 'approved') return;
    if (!this.rejectedBy) throw notApproved(`Nobody approved the plan within ${seconds} seconds.`);
    const { by, message } = this.rejectedBy;
    throw notApproved(`The plan was rejected by ${by}${message === '' ? '' : `: ${message}`}`);
  }

  private async take(order: ReviewOrder): Promise<ReviewState> {
    const state = this.current();
    if (order.action === 'approve') this.state = { ...state, status: 'approved' };
    if (order.action === 'reject') {
      this.rejectedBy = order;
      this.state = { ...state, status: 'rejected' };
    }
    if (order.action === 'feedback') await this.takeFeedback(order);
    return this.current();
  }

  private async takeFeedback(order: ReviewOrder): Promise<void> {
    const before = this.current();
    const said = { role: 'user' as const, message: order.message, timestamp: now() };
    this.isBusy = true;
    this.attempts += 1;
    this.state = { ...before, rounds: [...before.rounds, said] };
    this.control.tellSoon(reviewFeedback(before, order, this.attempts));
    try {
      if (await this.rewrite(order)) return;
    } catch (error) {
      log.warn('a plan under review could not be rewritten', { error });
    } finally {
      this.isBusy = false;
    }
    this.state = before;
    throw refusal('Review.NoPlan');
  }

  /** Why a reviewer's word cannot be taken now. */
  private problemOf({ action, version }: ReviewOrder): string | undefined {
    const { state } = this;
    if (!state) return 'Review.None';
    if (state.status === 'rejected' || state.status === 'expired') return 'Review.Over';
    if (state.status === 'approved') return action === 'approve' ? undefined : 'Review.Approved';
    if (this.isBusy) return 'Review.Busy';
    if (version !== undefined && version !== state.version) return 'Review.Stale';
    if (action === 'feedback' && state.round >= limits.reviewRounds) return 'Review.Full';
    return undefined;
  }

  private current(): ReviewState {
    if (!this.state) throw new Error(`${agents.planner} shows no plan`);
    return this.state;
  }
}

function now(): string {
  return new Date().toISOString();
}

/** Why a reviewer's word is refused, by type; the API has the sentence. */
function refusal(type: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(type, type);
}
