import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type Client,
  type ScheduleDescription,
  type ScheduleUpdateOptions,
} from '@temporalio/client';
import { scheduledRunType } from '../contract/engine';
import { limits } from '../contract/limits';
import { ScheduledRunOrder } from '../contract/schedules';
import { fairTo } from './fairness';

/** What the engine has of a schedule. */
export interface EngineSchedule {
  readonly order: ScheduledRunOrder;
  readonly isPaused: boolean;
  /** What was written last by whoever paused or resumed it. */
  readonly note: string;
  /** The next times at which it would fire, were it not paused; oldest first. */
  readonly nextRuns: readonly Date[];
  readonly updatedAt: Date | undefined;
}

/** What a schedule is to be, where it is to change. */
export interface ScheduleChange {
  readonly order?: ScheduledRunOrder;
  /** Belongs to the order: where its cron fires, as the engine reads it. */
  readonly expressions?: readonly string[];
  readonly pause?: { readonly isPaused: boolean; readonly note: string };
}

/** The engine does not take a cron or a time zone; its message says why. */
export class ScheduleRefused extends Error {
  override readonly name = 'ScheduleRefused';
}

type Within = <T>(timeoutMs: number, call: () => Promise<T>) => Promise<T>;
type Expressions = NonNullable<ScheduleChange['expressions']>;

/** Schedules as the rest of the house sees them: the engine holds all that they say, and fires them. */
export class ScheduleGateway {
  constructor(
    private readonly client: Client,
    private readonly queue: string,
    private readonly within: Within,
  ) {}

  /** Makes a schedule; one of this id that is there already counts as made. Throws `ScheduleRefused`, or the engine's error. */
  async create(order: ScheduledRunOrder, expressions: Expressions): Promise<void> {
    try {
      await this.within(limits.engineStartMs, () =>
        this.client.schedule.create({ scheduleId: order.scheduleId, ...this.said(order, expressions) }),
      );
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw refusal(error);
    }
  }

  /** What the engine has of a schedule now; undefined when it does not know it. Throws when it does not answer. */
  async describe(scheduleId: string): Promise<EngineSchedule | undefined> {
    const handle = this.client.schedule.getHandle(scheduleId);
    const described = await known(this.within(limits.engineCallMs, () => handle.describe()));
    return described && read(described);
  }

  /** Changes a schedule; false when the engine does not know it. Throws `ScheduleRefused`, or the engine's error. */
  async change(scheduleId: string, change: ScheduleChange): Promise<boolean> {
    const handle = this.client.schedule.getHandle(scheduleId);
    const update = (before: ScheduleDescription): ScheduleUpdateOptions => {
      const { order, expressions, pause } = change;
      const said = order && expressions ? this.said(order, expressions) : undefined;
      const state = pause ? { ...before.state, paused: pause.isPaused, note: pause.note } : before.state;
      return { ...before, ...said, state };
    };
    const work = async () => {
      await handle.update(update);
      return true;
    };
    return (await known(this.within(limits.engineStartMs, work))) ?? false;
  }

  /** Deletes a schedule; false when the engine does not know it. Throws when it does not answer. */
  async delete(scheduleId: string): Promise<boolean> {
    const handle = this.client.schedule.getHandle(scheduleId);
    const work = async () => {
      await handle.delete();
      return true;
    };
    return (await known(this.within(limits.engineCallMs, work))) ?? false;
  }

  private said(order: ScheduledRunOrder, expressions: Expressions) {
    const { scheduleId, definition } = order;
    return {
      spec: { cronExpressions: [...expressions], timezone: definition.timezone },
      action: {
        type: 'startWorkflow' as const,
        workflowType: scheduledRunType,
        taskQueue: this.queue,
        // The engine adds the time of the firing.
        workflowId: `schedule-${scheduleId}`,
        args: [order],
        priority: fairTo(order.tenant),
        // A worker that comes at last, the last try to submit, and what is noted when it came to nothing.
        workflowExecutionTimeout: definition.catchupSeconds * 1_000 + limits.schedule.submitMs * 2,
        staticSummary: `run of ${definition.name}`.replace(/\s+/g, ' ').slice(0, limits.summaryCharacters),
      },
      policies: {
        overlap: definition.overlap === 'skip' ? ('SKIP' as const) : ('ALLOW_ALL' as const),
        catchupWindow: definition.catchupSeconds * 1_000,
      },
    };
  }
}

function read({ action, state, info }: ScheduleDescription): EngineSchedule {
  return {
    order: ScheduledRunOrder.parse(action.args?.[0]),
    isPaused: state.paused,
    note: state.note ?? '',
    nextRuns: info.nextActionTimes,
    updatedAt: info.lastUpdatedAt,
  };
}

/** Undefined for a schedule that the engine does not know. */
async function known<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw refusal(error);
  }
}

/** `INVALID_ARGUMENT` of gRPC. */
const invalidCode = 3;

/** What the engine says of a specification that it refuses, as either kind of connection brings it; else the error. */
function refusal(error: unknown): unknown {
  if (error instanceof TypeError) return new ScheduleRefused(error.message, { cause: error });
  const { cause } = error as { cause?: unknown };
  if (!(cause instanceof Error) || (cause as { code?: unknown }).code !== invalidCode) return error;
  return new ScheduleRefused(cause.message.replace(/^.*Invalid schedule spec: /, ''), { cause });
}
