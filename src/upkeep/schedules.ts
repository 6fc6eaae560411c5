import type { Logger } from 'pino';
import type { Store } from '../store';

/** What the sweep of schedules works with. */
export interface ScheduleSweepDeps {
  readonly store: Pick<Store, 'schedules'>;
  readonly schedules: { describe(scheduleId: string): Promise<object | undefined> };
  readonly log: Logger;
}

/** Schedules that one round compares: a few, since every read of one asks the engine by itself. */
const mostARound = 20;

/**
 * Compares rows of schedules with the engine, which holds the truth: one that it has is confirmed, one that it does not
 * have was never made or was deleted there, and its row goes. One round.
 */
export async function sweepSchedules({ store, schedules, log }: ScheduleSweepDeps): Promise<void> {
  for (const id of await store.schedules.unsettled(mostARound)) {
    try {
      if (await schedules.describe(id)) await store.schedules.confirm(id);
      else if (await store.schedules.discard(id))
        log.info({ schedule_id: id }, 'a schedule that the engine does not have was removed');
    } catch (error) {
      log.warn({ err: error, schedule_id: id }, 'a schedule could not be compared with the engine');
    }
  }
}
