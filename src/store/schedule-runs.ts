import { sql, type Kysely, type Selectable } from 'kysely';
import type { ScheduleRunsTable, Tables } from './tables';
import type { TaskRow } from './tasks';

/** What came of beginning a run. */
export type BegunRun =
  | { readonly outcome: 'begun' }
  /** Its task stands, or was refused. */
  | { readonly outcome: 'done'; readonly refusal: string | null }
  /** An earlier run has not ended. */
  | { readonly outcome: 'overlap'; readonly task_id: string }
  /** There is no such schedule. */
  | { readonly outcome: 'gone' };

/** A run that is to begin. */
export interface NewRun {
  readonly scheduleId: string;
  readonly taskId: string;
  readonly triggeredAt: Date;
  /** Whether it may run beside an earlier one. */
  readonly mayOverlap: boolean;
}

/** A run, and its task where there is one. */
export interface RunRow extends Selectable<ScheduleRunsTable> {
  readonly task: TaskRow | undefined;
}

/** The runs of schedules. Every method throws the database's error. */
export class ScheduleRunStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** Begins a run; safe to repeat. */
  async begin({ scheduleId, taskId, triggeredAt, mayOverlap }: NewRun): Promise<BegunRun> {
    const { rows } = await sql<{ begun: BegunRun }>`
      select begin_run(${scheduleId}, ${taskId}, ${triggeredAt}, ${mayOverlap}) as begun`.execute(
      this.database,
    );
    return rows[0]?.begun ?? { outcome: 'gone' };
  }

  /** Notes why a run has no task; the first reason stands. */
  async refuse(taskId: string, reason: string): Promise<void> {
    await sql`update schedule_runs set refusal = ${reason} where task_id = ${taskId} and refusal is null`.execute(
      this.database,
    );
  }

  /** One page of a schedule's runs, newest first, and how many there are in all. */
  async list(
    scheduleId: string,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ rows: RunRow[]; total: number }> {
    const ofSchedule = this.database.selectFrom('schedule_runs').where('schedule_id', '=', scheduleId);
    const [runs, count] = await Promise.all([
      ofSchedule
        .selectAll()
        .orderBy('triggered_at', 'desc')
        .orderBy('task_id')
        .limit(limit)
        .offset(offset)
        .execute(),
      ofSchedule.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    ]);
    const ids = runs.map(({ task_id }) => task_id);
    const tasks =
      ids.length === 0
        ? []
        : await this.database.selectFrom('tasks').selectAll().where('task_id', 'in', ids).execute();
    const byId = new Map(tasks.map((task) => [task.task_id, task]));
    return { rows: runs.map((run) => ({ ...run, task: byId.get(run.task_id) })), total: count.total };
  }
}
