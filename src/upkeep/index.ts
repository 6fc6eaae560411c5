import type { Logger } from 'pino';
import type { Store } from '../store';
import { sweepBudgets } from './budgets';
import { clearSessions, type ClearDeps } from './clear-sessions';
import { createGivePlaces, type PlaceGiver } from './give-places';
import { sweepSchedules, type ScheduleSweepDeps } from './schedules';
import { createStartWebhooks, type WebhookStarter } from './start-webhooks';
import { sweepOnce, type SweepDeps } from './sweep';

export { endFromEngine, type EndTask } from './settle';
export { sweepOnce, type SweepDeps, type SweptEngine } from './sweep';

const expiryEveryMs = 60_000;

/** How the upkeep of an API process runs. */
export interface UpkeepOptions extends SweepDeps, ClearDeps, Pick<ScheduleSweepDeps, 'schedules'> {
  readonly engine: SweepDeps['engine'] & WebhookStarter['engine'] & PlaceGiver['engine'];
  readonly store: Store;
  readonly log: Logger;
  readonly sweepMs: number;
  readonly retentionDays: number;
}

/**
 * Keeps the store true and small while an API process runs: the sweep every few seconds, expiry every minute, one
 * process at a time. Returns how to stop, which waits for a round under way.
 */
export function startUpkeep(options: UpkeepOptions): () => Promise<void> {
  let isStopped = false;
  let expiredAt = 0;
  let round: Promise<unknown> = Promise.resolve();
  const startWebhooks = createStartWebhooks(options);
  const givePlaces = createGivePlaces(options);
  let starting = Promise.resolve();
  let giving = Promise.resolve();
  const unlistens = [
    options.store.wakeups.onWebhookDue(() => {
      starting = startWebhooks();
    }),
    options.store.wakeups.onPlaceFree(() => {
      giving = givePlaces();
    }),
  ];
  const work = async () => {
    await Promise.all([sweepOnce(options), startWebhooks(), givePlaces()]);
    await sweepBudgets(options);
    await sweepSchedules(options);
    await clearSessions(options);
    if (Date.now() - expiredAt < expiryEveryMs) return;
    expiredAt = Date.now();
    await options.store.upkeep.expire(options.retentionDays);
    await options.store.budgets.expire(options.retentionDays);
  };
  const turn = () => {
    round = options.store.upkeep
      .alone(work)
      .catch((error: unknown) => {
        options.log.warn({ err: error }, 'a round of upkeep failed; the next one tries again');
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(turn, options.sweepMs);
      });
  };
  let timer = setTimeout(turn, Math.min(1_000, options.sweepMs));
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    unlistens.forEach((unlisten) => unlisten());
    await Promise.all([round, starting, giving]);
  };
}
