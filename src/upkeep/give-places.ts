import type { Logger } from 'pino';
import { limits } from '../contract/limits';
import type { Placed, Store } from '../store';
import type { SweptEngine } from './sweep';
import { createLooking } from './looking';

/** What lets tasks begin, or go on, that have waited for a place. */
export interface PlaceGiver {
  readonly store: Pick<Store, 'places' | 'control'>;
  readonly engine: Pick<SweptEngine, 'signal'> & { givePlace(taskId: string): Promise<boolean> };
  readonly log: Logger;
}

/**
 * Makes what gives the free places of tenants to tasks that wait for one, and tells their workflows. To be called
 * whenever one may be free. It throws nothing; what fails is tried again later.
 */
export function createGivePlaces({ store, engine, log }: PlaceGiver): () => Promise<void> {
  const tell = async ({ task_id: taskId, resumed }: Placed) => {
    try {
      if (resumed) {
        await engine.signal(taskId, 'resume', resumed);
        await store.control.sent(taskId, resumed.seq);
        // A workflow that is not there yet is told later.
      } else if (await engine.givePlace(taskId)) await store.places.told(taskId);
    } catch (error) {
      log.warn({ err: error, task_id: taskId }, 'a task could not be told of its place; it is told again');
    }
  };
  const look = async () => {
    const placed = await store.places.give();
    await Promise.all(placed.map(tell));
    return placed.length === limits.placesALook;
  };
  return createLooking(look, (error) => {
    log.warn({ err: error }, 'places could not be given; they are given later');
  });
}
