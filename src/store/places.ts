import type { Pool } from 'pg';
import type { PauseOrder } from '../contract/control';
import { limits } from '../contract/limits';
import { prepared } from './prepared';

/** A task that has a place now. */
export interface Placed {
  readonly task_id: string;
  /** Its resumption, where it was paused and waited to go on. */
  readonly resumed: PauseOrder | null;
}

/** Who waits for a place among the running tasks of its tenant. Every method throws the database's error. */
export class PlaceStore {
  /** `mostTasks`: tasks of one tenant that may run at once. */
  constructor(
    private readonly pool: Pool,
    private readonly mostTasks: number,
  ) {}

  /**
   * Gives the places that are free to those of each tenant who have waited longest. Returns the tasks whose workflows
   * are to be told so; a new task that is not `told` within some seconds is returned again, of a resumption the sweep
   * tells.
   */
  async give(): Promise<Placed[]> {
    const text = 'select * from give_places($1, make_interval(secs => $2), $3)';
    const values = [this.mostTasks, limits.placeTakeoverMs / 1_000, limits.placesALook];
    return (await prepared<Placed>(this.pool, 'give_places', text, values)).rows;
  }

  /** Notes that the workflow of a task knows of its place. */
  async told(taskId: string): Promise<void> {
    const text = 'update tasks set held_at = null where task_id = $1';
    await prepared(this.pool, 'place_told', text, [taskId]);
  }
}
