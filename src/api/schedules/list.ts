import type { Request } from 'express';
import { limits } from '../../contract/limits';
import { ScheduleStatus, type ScheduleList } from '../../contract/schedules';
import type { Caller } from '../../store';
import { inBatches } from '../batches';
import type { ApiDeps } from '../deps';
import { readNumberedPage } from '../paging';
import { scheduleView } from './view';

/**
 * `GET /api/v1/schedules`: the user's own, newest first, each as the engine has it now. Throws `ApiError` 400 for a bad
 * page, else the store's or the engine's error.
 */
export async function listSchedules(
  deps: Pick<ApiDeps, 'store' | 'schedules'>,
  caller: Caller,
  request: Request,
): Promise<ScheduleList> {
  const { page, pageSize } = readNumberedPage(request, 50);
  const rows = await deps.store.schedules.list(caller.tenant, caller.owner);
  const views = await inBatches(rows, limits.sweepConcurrency, async (row) => {
    const engine = await deps.schedules.describe(row.schedule_id);
    return engine && scheduleView(row, engine);
  });
  const wanted = readStatus(request);
  const matching = views.filter((view) => view && (wanted === undefined || view.status === wanted));
  const start = (page - 1) * pageSize;
  return {
    schedules: matching.slice(start, start + pageSize).filter((view) => view !== undefined),
    total_count: matching.length,
    page,
    page_size: pageSize,
  };
}

/** Any other word means all (reference, section 8). */
function readStatus({ query: { status } }: Request): ScheduleStatus | undefined {
  return typeof status === 'string' ? ScheduleStatus.safeParse(status.toUpperCase()).data : undefined;
}
