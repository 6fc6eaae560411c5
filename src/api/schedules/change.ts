import type { Request } from 'express';
import { ApiError } from '../../contract/errors';
import { readScheduleChange, type ScheduleChanged } from '../../contract/schedules';
import type { Caller } from '../../store';
import type { ScheduleChange } from '../../temporal';
import { readReason } from '../control-reason';
import type { ApiDeps } from '../deps';
import { checkDefinition, taken } from './definition';
import { ownSchedule, ownScheduleRow, type OwnSchedule } from './own';
import { writePauseNote } from './pause-note';
import { nextRunOf } from './view';

type ChangeDeps = Pick<
  ApiDeps,
  'store' | 'schedules' | 'scheduleBounds' | 'checkModelChoice' | 'findUnknownTool' | 'log'
>;

/**
 * `PUT /api/v1/schedules/{id}`: changes what is given, in one write of the engine. Throws `ApiError` 400 with a
 * sentence, 404, or 409 while somebody else changes it.
 */
export async function updateSchedule(
  deps: ChangeDeps,
  caller: Caller,
  request: Request,
): Promise<ScheduleChanged> {
  return alone(deps, caller, request, async (own) => {
    const { order } = own.engine;
    const definition = readScheduleChange(order.definition, request.body ?? {});
    const checked = await checkDefinition(deps, definition);
    const { expressions } = checked;
    await taken(checked, () => change(deps, own, { order: { ...order, definition }, expressions }));
    deps.log.info({ schedule_id: order.scheduleId }, 'schedule changed');
    return changed(deps, own, 'Schedule updated successfully');
  });
}

/**
 * `POST /api/v1/schedules/{id}/pause` and `/resume`. Throws `ApiError` 400 for a bad body, 404, or 409 where it is so
 * already or somebody else changes it.
 */
export async function setSchedulePaused(
  deps: ChangeDeps,
  caller: Caller,
  request: Request,
  isPaused: boolean,
): Promise<ScheduleChanged> {
  const reason = readReason(request.body);
  return alone(deps, caller, request, async (own) => {
    if (own.engine.isPaused === isPaused) {
      const sentence = isPaused ? 'The schedule is already paused' : 'The schedule is not paused';
      throw new ApiError('conflict', sentence);
    }
    await change(deps, own, { pause: { isPaused, note: writePauseNote(isPaused, caller.owner, reason) } });
    deps.log.info({ schedule_id: own.row.schedule_id, isPaused }, 'schedule paused or resumed');
    if (isPaused) return { success: true, message: 'Schedule paused' };
    return changed(deps, own, 'Schedule resumed');
  });
}

/** `DELETE /api/v1/schedules/{id}`: the engine first, then the row; its tasks stay. Throws `ApiError` 404. */
export async function deleteSchedule(
  deps: ChangeDeps,
  caller: Caller,
  request: Request,
): Promise<ScheduleChanged> {
  const { schedule_id: scheduleId } = await ownScheduleRow(deps, caller, request);
  const wasThere = await deps.schedules.delete(scheduleId);
  await deps.store.schedules.remove(scheduleId);
  if (!wasThere) throw new ApiError('scheduleNotFound');
  deps.log.info({ schedule_id: scheduleId }, 'schedule deleted');
  return { success: true, message: 'Schedule deleted successfully' };
}

/** One change at a time: each begins from what the engine has, and none may undo another. */
async function alone<T>(
  deps: ChangeDeps,
  caller: Caller,
  request: Request,
  work: (own: OwnSchedule) => Promise<T>,
): Promise<T> {
  const { schedule_id: scheduleId } = await ownScheduleRow(deps, caller, request);
  const done = await deps.store.schedules.alone(scheduleId, async () =>
    work(await ownSchedule(deps, caller, request)),
  );
  if (done) return done.value;
  throw new ApiError('conflict', 'The schedule is being changed by another request; try again shortly', {
    'Retry-After': '1',
  });
}

async function change(deps: ChangeDeps, { row }: OwnSchedule, to: ScheduleChange): Promise<void> {
  if (!(await deps.schedules.change(row.schedule_id, to))) throw new ApiError('scheduleNotFound');
}

async function changed(deps: ChangeDeps, { row }: OwnSchedule, message: string): Promise<ScheduleChanged> {
  const engine = await deps.schedules.describe(row.schedule_id);
  return { success: true, message, next_run_at: (engine && nextRunOf(engine))?.toISOString() ?? null };
}
