import type { Request } from 'express';
import { ApiError } from '../../contract/errors';
import type { Caller, ScheduleRow } from '../../store';
import type { EngineSchedule } from '../../temporal';
import type { ApiDeps } from '../deps';

/** A schedule of the caller, as store and engine have it. */
export interface OwnSchedule {
  readonly row: ScheduleRow;
  readonly engine: EngineSchedule;
}

type OwnDeps = Pick<ApiDeps, 'store' | 'schedules'>;

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The row of the schedule that a path names, where it is the caller's. Throws `ApiError` 404 for any other, be it none,
 * another tenant's or another user's.
 */
export async function ownScheduleRow(
  { store }: Pick<ApiDeps, 'store'>,
  caller: Caller,
  request: Request,
): Promise<ScheduleRow> {
  const id = request.params['id'];
  const row =
    typeof id === 'string' && uuid.test(id) ? await store.schedules.get(id.toLowerCase()) : undefined;
  if (row?.tenant !== caller.tenant || row.owner !== caller.owner) throw new ApiError('scheduleNotFound');
  return row;
}

/** The schedule that a path names. The engine has the last word: one that it does not know is 404 as well. */
export async function ownSchedule(deps: OwnDeps, caller: Caller, request: Request): Promise<OwnSchedule> {
  const row = await ownScheduleRow(deps, caller, request);
  const engine = await deps.schedules.describe(row.schedule_id);
  if (!engine) throw new ApiError('scheduleNotFound');
  return { row, engine };
}
