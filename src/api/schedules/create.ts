import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { ApiError } from '../../contract/errors';
import {
  CreateScheduleRequest,
  readNewSchedule,
  type ScheduleCreated,
  type ScheduledRunOrder,
} from '../../contract/schedules';
import type { Caller } from '../../store';
import type { ApiDeps } from '../deps';
import { readRequestKey } from '../idempotency';
import { checkDefinition, taken } from './definition';
import { nextRunOf } from './view';

type CreateDeps = Pick<
  ApiDeps,
  'store' | 'schedules' | 'scheduleBounds' | 'checkModelChoice' | 'findUnknownTool' | 'log'
>;

/** A schedule that stands, and whether an earlier request with the same key made it. */
export interface MadeSchedule {
  readonly answer: ScheduleCreated;
  readonly isRepeat: boolean;
}

/**
 * `POST /api/v1/schedules`: the row first, then the engine; answered when both stand. What a crash leaves between them
 * was never acknowledged: a retry with its key finishes it, else the sweep sees to it. Throws `ApiError` 400 with a
 * sentence, 409 for a key in another use, 429 when the user has as many as are allowed.
 */
export async function createSchedule(
  deps: CreateDeps,
  caller: Caller,
  request: Request,
): Promise<MadeSchedule> {
  const checked = await checkDefinition(deps, readNewSchedule(request.body));
  const place = await placeFor(deps, caller, request);
  const message = messageOf([...checked.notes, ...unknownFields(request)]);
  if (place.answeredRun !== undefined) {
    const answer = { schedule_id: place.scheduleId, message, next_run_at: place.answeredRun };
    return { answer, isRepeat: true };
  }
  const { scheduleId, isRepeat } = place;
  const { tenant, owner, keyId } = caller;
  const order: ScheduledRunOrder = { scheduleId, tenant, owner, keyId, definition: checked.definition };
  try {
    await taken(checked, () => deps.schedules.create(order, checked.expressions));
  } catch (error) {
    // What the engine has refused is not there: its row need not wait for the sweep.
    if (error instanceof ApiError) await deps.store.schedules.remove(scheduleId);
    throw error;
  }
  const engine = await deps.schedules.describe(scheduleId);
  const first = await deps.store.schedules.confirm(scheduleId, engine && nextRunOf(engine));
  deps.log.info({ schedule_id: scheduleId }, 'schedule made');
  return {
    answer: { schedule_id: scheduleId, message, next_run_at: first?.toISOString() ?? null },
    isRepeat,
  };
}

interface Place {
  readonly scheduleId: string;
  readonly isRepeat: boolean;
  /** The run that was announced to an earlier request that was answered; undefined: there was no answer. */
  readonly answeredRun?: string | null;
}

async function placeFor(deps: CreateDeps, caller: Caller, request: Request): Promise<Place> {
  const { tenant, owner } = caller;
  const most = deps.scheduleBounds.mostPerUser;
  const key = readRequestKey(request, '/api/v1/schedules');
  const scheduleId = randomUUID();
  const added = await deps.store.schedules.add(
    { scheduleId, tenant, owner, ...(key && { request: key }) },
    most,
  );
  switch (added.outcome) {
    case 'added':
      return { scheduleId, isRepeat: false };
    case 'full':
      throw new ApiError('scheduleLimit', `schedule limit reached: ${added.count}/${most} schedules`);
    case 'repeated': {
      if (added.body_hash !== key?.bodyHash) throw new ApiError('idempotencyMismatch');
      const run = added.first_run_at === null ? null : new Date(added.first_run_at).toISOString();
      const earlier = { scheduleId: added.schedule_id, isRepeat: true };
      return added.is_confirmed ? { ...earlier, answeredRun: run } : earlier;
    }
  }
}

function messageOf(notes: readonly string[]): string {
  const made = 'Schedule created successfully';
  return notes.length === 0 ? made : [`${made}.`, ...notes].join(' ');
}

function unknownFields(request: Request): string[] {
  const unknown = Object.keys(request.body as object).filter(
    (name) => !Object.hasOwn(CreateScheduleRequest.shape, name),
  );
  return unknown.length === 0 ? [] : [`Unknown fields, ignored: ${unknown.join(', ').slice(0, 500)}.`];
}
