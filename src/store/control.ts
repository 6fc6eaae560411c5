import { sql, type Kysely } from 'kysely';
import type { NewEvent } from '../contract/events';
import type { EndStatus } from '../contract/status';
import type { Tables } from './tables';

/** Who pauses or resumes, and why. */
export interface PauseRequest {
  readonly isPaused: boolean;
  readonly reason: string;
  readonly by: string;
  /** What is told of it at once; its key is completed by the count. */
  readonly event?: NewEvent;
}

/** What came of a pause or a resumption. */
export type PauseOutcome =
  | { readonly outcome: 'taken'; readonly seq: number }
  /** It was so before; `is_sent` says whether the workflow was told. */
  | { readonly outcome: 'same'; readonly seq: number; readonly is_sent: boolean }
  /** A resumption that waits for a place among the running tasks of the tenant. */
  | { readonly outcome: 'waiting' }
  | { readonly outcome: 'cancelling' }
  | { readonly outcome: 'ended'; readonly status: EndStatus };

/** Who holds a task, as its row says. Every method throws the database's error. */
export class ControlStore {
  /** `mostTasks`: tasks of one tenant that may run at once. */
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly wake: (taskId: string) => void,
    private readonly mostTasks: number,
  ) {}

  /**
   * Notes a pause or a resumption, unless the task is so already; undefined for a task that is not there. A resumption
   * over the limit of running tasks is kept until there is a place.
   */
  async setPaused(taskId: string, request: PauseRequest): Promise<PauseOutcome | undefined> {
    const { isPaused, reason, by, event } = request;
    const { rows } = await sql<{ outcome: PauseOutcome | null }>`
      select set_paused(${taskId}, ${isPaused}, ${reason}, ${by}, ${event ? JSON.stringify(event) : null}::json,
        ${this.mostTasks}::integer)
        as outcome`.execute(this.database);
    this.wake(taskId);
    return rows[0]?.outcome ?? undefined;
  }

  /** Notes that the workflow was told of the pause or resumption with this count. */
  async sent(taskId: string, seq: number): Promise<void> {
    await sql`update tasks set pause_sent = greatest(pause_sent, ${seq}) where task_id = ${taskId}`.execute(
      this.database,
    );
  }

  /** Takes a pause away from a task whose workflow is over: nobody can resume it any more. */
  async release(taskId: string): Promise<void> {
    await sql`update tasks set is_paused = false, waits_for = null
      where task_id = ${taskId} and ended_at is null`.execute(this.database);
  }

  /** Notes what a live task waits for that a person must give; undefined: nothing. Serves filters of lists only. */
  async waitsFor(taskId: string, what: string | undefined): Promise<void> {
    await sql`update tasks set waits_for = ${what ?? null} where task_id = ${taskId} and ended_at is null`.execute(
      this.database,
    );
  }
}
