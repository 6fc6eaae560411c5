import {
  ApplicationFailure,
  CancellationScope,
  condition,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { TaskActivities } from '../contract/activities';
import type { ApprovalSubject, Decision } from '../contract/approvals';
import { agents } from '../contract/agents';
import { updateNames } from '../contract/engine';
import { FailureType, type FailureDetails } from '../contract/failures';
import { limits } from '../contract/limits';
import type { Control } from './control';

const decideUpdate = defineUpdate<undefined, [Decision]>(updateNames.decide);

const { requestApproval, settleApproval } = proxyLocalActivities<TaskActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/** Asks people for approval: the task is held until somebody decides, or nobody has in time. */
export class Approvals {
  private asked = 0;
  /** What was decided of each approval; undefined while it waits. */
  private readonly decisions = new Map<string, Decision | undefined>();
  /** Why the task will not go on, denied something or not decided in time: whatever waits besides is given up. */
  private over: ApplicationFailure | undefined;

  constructor(private readonly control: Control) {}

  /** Takes decisions from now on; one that comes too late, or twice, is refused and leaves nothing in the history. */
  listen(): void {
    setHandler(
      decideUpdate,
      (decision) => {
        this.decisions.set(decision.approvalId, decision);
        return undefined;
      },
      {
        validator: ({ approvalId }: Decision) => {
          this.check(approvalId);
        },
      },
    );
  }

  /**
   * Asks for approval and waits for the decision, which is an approval or a denial. Throws a final failure where nobody
   * decides in time, and that of another approval where the task will not go on for it.
   */
  async ask(subject: ApprovalSubject, reason: string): Promise<Decision> {
    const { task } = this.control;
    this.asked += 1;
    const approvalId = `${task.taskId}-approval-${this.asked}`;
    const seconds = task.settings.approvalSeconds ?? limits.approvalSeconds.fallback;
    const agent = subject.kind === 'tool' ? subject.agent : agents.orchestrator;
    this.decisions.set(approvalId, undefined);
    this.control.hold(approvalId, `Waits for approval: ${reason}`);
    const now = Date.now();
    await requestApproval({
      ...{ taskId: task.taskId, approvalId, subject, reason },
      requestedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + seconds * 1_000).toISOString(),
    });
    const isInTime = await condition(
      () => this.over !== undefined || this.decisions.get(approvalId) !== undefined,
      seconds * 1_000,
    );
    const decision = this.decisions.get(approvalId);
    if (!decision) this.decisions.delete(approvalId);
    const outcome = decision ? { decision } : isInTime ? { isGivenUp: true } : {};
    const settled = { taskId: task.taskId, approvalId, agent, ...outcome };
    await CancellationScope.nonCancellable(() => settleApproval(settled));
    this.control.release(approvalId);
    if (decision) return decision;
    throw this.refuse(`Nobody decided within ${seconds} seconds on this: ${reason}`);
  }

  /**
   * The failure of a task that is not to go on after a denial: the first one, whichever branch is told of it. What else
   * waits for a decision is given up.
   */
  refuse(sentence: string): ApplicationFailure {
    this.over ??= notApproved(sentence);
    return this.over;
  }

  /** Asks for approval of the whole, where the task wants that. Throws where it is denied. */
  async askForWhole(subject: Extract<ApprovalSubject, { kind: 'call' | 'plan' }>): Promise<void> {
    if (!this.control.task.settings.approval?.plan) return;
    const what = subject.kind === 'plan' ? 'The plan' : 'The call';
    const decision = await this.ask(subject, `${what} of the task is to be approved before it begins.`);
    if (!decision.isApproved) throw notApproved(`${denial(decision, what)}.`);
  }

  private check(approvalId: string): void {
    if (!this.decisions.has(approvalId)) throw refusal('Approval.Unknown');
    if (this.decisions.get(approvalId)) throw refusal('Approval.Decided');
  }
}

/** Why a decision is refused, by type; the API has the sentence. */
function refusal(type: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(type, type);
}

/** The failure of a task that a person did not let go on. */
export function notApproved(sentence: string): ApplicationFailure {
  const details: FailureDetails = { sentence };
  return ApplicationFailure.create({
    type: FailureType.notApproved,
    message: sentence,
    nonRetryable: true,
    details: [details],
  });
}

/** Whether a person did not let a task go on. */
export function isNotApproved(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.type === FailureType.notApproved;
}

/** What a denial means in a user's words. */
export function denial({ by, feedback }: Decision, what: string): string {
  return `${what} was denied by ${by}${feedback === '' ? '' : `: ${feedback}`}`;
}
