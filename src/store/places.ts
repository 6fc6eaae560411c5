import type { Pool } from 'pg';
import { limits } from '../contract/limits';
import { prepared } from './prepared';

/** Who waits for a place among the running tasks of its tenant. Every method throws the database's error. */
export class PlaceStore {
  /** `mostTasks`: tasks of one tenant that may run at once. */
  constructor(
    private readonly pool: Pool,
    private readonly mostTasks: number,
  ) {}

  /**
   * Gives the places that are free to those of each tenant who have waited longest. Returns the tasks whose workflows
   * are to be told so; what is not `told` within some seconds is returned again.
   */
  async give(): Promise<string[]> {
    const text = 'select give_places($1, make_interval(secs => $2), $3) as task_id';
    const values = [this.mostTasks, limits.placeTakeoverMs / 1_000, limits.placesALook];
    const { rows } = await prepared<{ task_id: string }>(this.pool, 'give_places', text, values);
    return rows.map((row) => row.task_id);
  }

  /** Notes that the workflow of a task knows of its place. */
  async told(taskId: string): Promise<void> {
    const text = 'update tasks set held_at = null where task_id = $1';
    await prepared(this.pool, 'place_told', text, [taskId]);
  }
}
