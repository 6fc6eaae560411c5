import type { TellInput } from '../contract/activities';
import type { ActivityDeps } from './deps';

/** Makes the verb that tells what no call tells. Safe to repeat. Throws the store's error. */
export function createTell({ store }: Pick<ActivityDeps, 'store'>) {
  return async function tell({ taskId, events, waitsFor }: TellInput): Promise<void> {
    if (waitsFor !== undefined) await store.control.waitsFor(taskId, waitsFor ?? undefined);
    await store.events.append(taskId, events);
  };
}
