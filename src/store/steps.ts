import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { NewEvent } from '../contract/events';
import type { ModelCall } from '../contract/result';
import type { JsonObject } from '../contract/task';
import { prepared } from './prepared';
import type { Tables } from './tables';

/** What a worker learns when it begins an attempt of a step. */
export interface BegunStep {
  /** From 1; a higher one tells that an earlier attempt did not get through. */
  readonly attempt: number;
  /** What an earlier attempt had finished, though the engine did not hear of it: not to be paid for again. */
  readonly output: JsonObject | null;
}

/** Steps of live tasks: attempts and outputs, so that what was paid for once is not paid for again. */
export class StepStore {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly pool: Pool,
    private readonly wake: (taskId: string) => void = () => undefined,
  ) {}

  /** Begins an attempt, with the step's first events; undefined when the task has ended. */
  async begin(taskId: string, step: string, events: readonly NewEvent[]): Promise<BegunStep | undefined> {
    const text = 'select begin_step($1, $2, $3::json) as step';
    const values = [taskId, step, JSON.stringify(events)];
    const begun = await prepared<{ step: BegunStep | null }>(this.pool, 'begin_step', text, values);
    this.wake(taskId);
    return begun.rows[0]?.step ?? undefined;
  }

  /** Keeps what a step gave and what it paid for. */
  async finish(taskId: string, step: string, output: JsonObject, calls: readonly ModelCall[]): Promise<void> {
    await this.database
      .updateTable('steps')
      .set({ output: JSON.stringify(output), calls: JSON.stringify(calls) })
      .where('task_id', '=', taskId)
      .where('step', '=', step)
      .execute();
  }

  /** What a finished step of a live task gave; undefined where there is none. */
  async output(taskId: string, step: string): Promise<JsonObject | undefined> {
    const row = await this.database
      .selectFrom('steps')
      .select('output')
      .where('task_id', '=', taskId)
      .where('step', '=', step)
      .executeTakeFirst();
    return row?.output ?? undefined;
  }

  /** All model calls that the steps of a live task have paid for. */
  async calls(taskId: string): Promise<{ calls: ModelCall[] }> {
    const rows = await this.database
      .selectFrom('steps')
      .select('calls')
      .where('task_id', '=', taskId)
      .orderBy('step')
      .execute();
    return { calls: rows.flatMap((row) => row.calls ?? []) };
  }
}
