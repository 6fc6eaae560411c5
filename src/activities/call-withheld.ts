import type { Withheld } from '../contract/withheld';
import type { Store, TaskRow } from '../store';

/** A call was not made: its task is paused, by a budget that does not cover it or otherwise, or it waits for room. */
export class CallWithheld extends Error {
  override name = 'CallWithheld';

  constructor(readonly pause: Withheld) {
    super('The call waits until its task goes on or its budget has room');
  }
}

/** Throws `CallWithheld` where a task is paused, whose workflow may not have heard of it yet. */
export function throwIfPaused({ is_paused: isPaused, pause_seq: withheld }: TaskRow): void {
  if (isPaused) throw new CallWithheld({ withheld });
}

/** Throws as `throwIfPaused` does where a task was paused since its row was read; and the store's error. */
export async function throwIfPausedSince(
  { store }: { readonly store: Pick<Store, 'tasks'> },
  taskId: string,
): Promise<void> {
  const row = await store.tasks.get(taskId);
  if (row) throwIfPaused(row);
}

/** Does a call; where it was withheld, what `instead` makes of that is what came of it. */
export async function orWithheld<T>(call: () => Promise<T>, instead: (pause: Withheld) => T): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CallWithheld) return instead(error.pause);
    throw error;
  }
}
