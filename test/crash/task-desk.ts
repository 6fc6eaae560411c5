import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { ApprovalList } from '../../src/contract/approvals';
import type { ControlState } from '../../src/contract/control';
import { searchAttributeNames } from '../../src/contract/engine';
import { eventually } from '../support/eventually';
import type { House } from '../support/house';
import { bodies, isOf } from './task-brain';
import { asksPerson, gateOf, statusOf, type Act, type Kind, type TaskState } from './task-model';
import type { DeedAnswer } from './world-model';

/** What all who can be asked say of a task. */
export interface Seen {
  readonly status: string;
  readonly listed: string;
  readonly isPaused: boolean;
  readonly engine: string;
  readonly attribute: string;
  readonly held: number;
}

const statusKey = defineSearchAttributeKey(searchAttributeNames.status, 'KEYWORD');

/** A real task, what is done to it, and what is told of it. */
export class TaskDesk {
  private approval = 'none';

  private constructor(
    private readonly house: House,
    private readonly engine: Client,
    private readonly id: string,
    private readonly kind: Kind,
    private readonly name: string,
  ) {}

  /** Submits a task with a name that no other of its house has. */
  static async submit(house: House, engine: Client, kind: Kind, name: string): Promise<TaskDesk> {
    return new TaskDesk(house, engine, await house.submit(bodies[kind](name)), kind, name);
  }

  /** Does an act, and returns how it was answered. */
  async perform(what: Act): Promise<DeedAnswer> {
    switch (what) {
      case 'answer':
        this.house.model.releaseHeld((call) => isOf(call, this.name));
        return 'taken';
      case 'message':
        return this.post(`tasks/${this.id}/message`, { message: 'Mind the cost.' });
      case 'accept':
      case 'refuse':
        return this.decide(what);
      case 'pause':
      case 'resume':
      case 'cancel':
        return this.post(`tasks/${this.id}/${what}`, { reason: 'a test' });
    }
  }

  /** Finds the approval that the task may ask for in one of some states; waits for it where it does in all. */
  async findApproval(states: readonly TaskState[]): Promise<void> {
    const asks = states.map((state) => asksPerson(state) && gateOf(state) === 'approval');
    if (!asks.includes(true)) return;
    const read = async () =>
      (await this.house.call<ApprovalList>('GET', '/api/v1/approvals?limit=200')).body.approvals;
    const listed = await eventually(
      async () => (await read()).find((approval) => approval.workflow_id === this.id),
      (found) => found !== undefined || asks.includes(false),
    );
    this.approval = listed?.approval_id ?? 'none';
  }

  /** What everybody says of the task now. */
  async look(): Promise<Seen> {
    const { status } = await this.house.status(this.id);
    const path = `/api/v1/tasks/${this.id}/control-state`;
    const control = await this.house.call<ControlState>('GET', path);
    const list = await this.house.call<{ tasks: { task_id: string; status: string }[] }>(
      'GET',
      '/api/v1/tasks',
    );
    const engine = await this.engine.workflow
      .getHandle(this.id)
      .describe()
      .catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      });
    return {
      status: short(status),
      listed: short(list.body.tasks.find((task) => task.task_id === this.id)?.status ?? ''),
      isPaused: control.body.is_paused,
      engine: engine?.status.name ?? 'gone',
      attribute: engine?.typedSearchAttributes.get(statusKey) ?? '',
      held: this.house.model.heldOf((call) => isOf(call, this.name)),
    };
  }

  /** Types of the task's events, in their order. */
  async eventTypes(): Promise<string[]> {
    return (await this.house.events(this.id)).map(({ type }) => type);
  }

  private decide(what: 'accept' | 'refuse'): Promise<DeedAnswer> {
    const isAccepted = what === 'accept';
    if (this.kind !== 'approved')
      return this.post(`tasks/${this.id}/review`, { action: isAccepted ? 'approve' : 'reject' }, [404]);
    const decision = { workflow_id: this.id, approval_id: this.approval, approved: isAccepted };
    return this.post('approvals/decision', decision, [404]);
  }

  /**
   * What is not there yet to be decided may be answered as such: `absent`. Where no worker is there to take it, it is
   * said again until one is.
   */
  private async post(path: string, body: object, absent: readonly number[] = []): Promise<DeedAnswer> {
    const tries: number[] = [];
    const say = async () => {
      const { status, text } = await this.house.call('POST', `/api/v1/${path}`, { body });
      tries.push(status);
      return { status, text };
    };
    const { status, text } = await eventually(say, (said) => said.status !== 503);
    const isTaken = status >= 200 && status < 300;
    if (!isTaken && status !== 409 && !absent.includes(status))
      throw new Error(`${path} was answered ${status}: ${text}`);
    if (tries.length > 1) return 'unknown';
    return isTaken ? 'taken' : 'conflict';
  }
}

/** What is to be told of a task in a state. */
export function seenOf(state: TaskState): Seen {
  const status = statusOf(state);
  return {
    status,
    listed: status,
    isPaused: status === 'PAUSED',
    engine: state.end ?? 'RUNNING',
    // Whether a worker has begun a task, the attribute does not tell.
    attribute: state.waits && !state.end ? 'RUNNING' : status,
    held: state.calling,
  };
}

function short(status: string): string {
  return status.replace('TASK_STATUS_', '');
}
