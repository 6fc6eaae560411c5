import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { NewEvent } from '../contract/events';
import type { StepKind } from '../contract/orders';
import type { ModelCall } from '../contract/result';
import type { JsonObject } from '../contract/task';
import type { BudgetShare, SharedBudget } from './budgets';
import { prepared } from './prepared';
import type { Tables } from './tables';

/** What a worker learns when it begins an attempt of a step. */
export interface BegunStep {
  /** From 1; a higher one tells that an earlier attempt did not get through. */
  readonly attempt: number;
  /** What an earlier attempt had finished, though the engine did not hear of it: not to be paid for again. */
  readonly output: JsonObject | null;
  /** Budgets besides the task's own count its calls. */
  readonly is_budgeted?: boolean;
}

/** What of a budget others hold for calls in flight. */
export interface HeldShare extends BudgetShare {
  readonly reserved_tokens: number;
  readonly reserved_usd: number;
}

/** What became of a reservation, and how the budgets stand: spent so far, and reserved by others. */
export interface Reserved extends HeldShare {
  readonly fits: boolean;
  /** Budgets that were set, where the task's own is not one of them. */
  readonly shared: readonly (SharedBudget & HeldShare)[];
}

/** What a call reserves: what it may take at most, within what the task was submitted with, for so many seconds. */
export interface CallReservation {
  readonly want: BudgetShare;
  readonly most: Partial<BudgetShare>;
  readonly seconds: number;
}

/** How long a step has waited for room in a budget, in milliseconds, and the pause of its task, null where it has none. */
export interface RoomLook {
  readonly waited_ms: number;
  readonly pause_seq: number | null;
}

/** What an attempt of a step gave, what it paid for and what it tells; without a number it is the newest. */
export interface StepEnd {
  readonly output: JsonObject;
  readonly calls?: readonly ModelCall[];
  readonly events?: readonly NewEvent[];
  readonly attempt?: number;
}

/** A step as it is kept while its task lives. */
export interface KeptStep {
  readonly step: string;
  readonly kind: StepKind;
  readonly agent: string;
  readonly attempt: number;
  readonly output: JsonObject | null;
  readonly calls: ModelCall[] | null;
  /** Calls that broke off after text had come. */
  readonly broken_off: number;
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

  /** Keeps what an attempt of a step gave and what it paid for, in place of what was kept before; safe to repeat. */
  async finish(
    taskId: string,
    step: string,
    { output, calls, attempt }: Required<Omit<StepEnd, 'events'>>,
  ): Promise<void> {
    await this.database
      .updateTable('steps')
      .set({ output: JSON.stringify(output), calls: JSON.stringify(calls), settled_attempt: attempt })
      .where('task_id', '=', taskId)
      .where('step', '=', step)
      .execute();
  }

  /** Begins an attempt of a step of a kind, done by an agent; undefined when the task has ended. */
  async beginWork(
    taskId: string,
    step: string,
    work: { readonly kind: StepKind; readonly agent: string },
    events: readonly NewEvent[],
  ): Promise<BegunStep | undefined> {
    const text = 'select begin_work($1, $2, $3, $4, $5::json) as step';
    const values = [taskId, step, work.kind, work.agent, JSON.stringify(events)];
    const begun = await prepared<{ step: BegunStep | null }>(this.pool, 'begin_work', text, values);
    this.wake(taskId);
    return begun.rows[0]?.step ?? undefined;
  }

  /**
   * Keeps what a step gave, what it paid for and what it tells, in one commit. Returns the output that stands, an
   * earlier attempt's where there is one; undefined when the task has ended. Not safe to repeat: `createFinish` is.
   */
  finishWork(taskId: string, step: string, end: StepEnd): Promise<JsonObject | undefined> {
    return this.createFinish(taskId, step, end)();
  }

  /** Makes the write that does what `finishWork` does: who has heard no answer does it again, and it counts once. */
  createFinish(
    taskId: string,
    step: string,
    { output, calls = [], events = [], attempt }: StepEnd,
  ): () => Promise<JsonObject | undefined> {
    const text = 'select finish_step($1, $2, $3::json, $4::json, $5::json, $6, $7) as output';
    const told = [output, calls, events].map((value) => JSON.stringify(value));
    const values = [taskId, step, ...told, randomUUID(), attempt ?? null];
    return async () => {
      const kept = await prepared<{ output: JsonObject | null }>(this.pool, 'finish_step_once', text, values);
      this.wake(taskId);
      return kept.rows[0]?.output ?? undefined;
    };
  }

  /**
   * Reserves for a call of a step what it may cost at most, from every budget that counts it, where it fits into all;
   * tells what is spent and reserved. It replaces what the step held before.
   */
  async reserve(taskId: string, step: string, { want, most, seconds }: CallReservation): Promise<Reserved> {
    const text = 'select reserve_call($1, $2, $3, $4, $5, $6, $7) as reserved';
    const values = [taskId, step, want.tokens, want.usd, most.tokens ?? null, most.usd ?? null, seconds];
    const { rows } = await prepared<{ reserved: Reserved }>(this.pool, 'reserve_call', text, values);
    const [row] = rows;
    if (!row) throw new Error('The database gave no answer to a reservation');
    return row.reserved;
  }

  /**
   * Notes that a step looks for room in a budget: how long it has waited for it, looks of one wait following each other
   * within a minute; and the count of the pause, where its task is paused meanwhile.
   */
  async lookForRoom(taskId: string, step: string): Promise<RoomLook> {
    const text = `with looked as (
        update steps set room_looked_at = clock_timestamp(), room_wanted_at = case
          when room_looked_at > clock_timestamp() - interval '1 minute' then room_wanted_at
          else clock_timestamp() end
        where task_id = $1 and step = $2 returning room_wanted_at
      ) select (extract(epoch from clock_timestamp() - looked.room_wanted_at) * 1000)::integer as waited_ms,
        case when tasks.is_paused then tasks.pause_seq end as pause_seq
      from looked join tasks on tasks.task_id = $1`;
    const { rows } = await prepared<RoomLook>(this.pool, 'look_for_room', text, [taskId, step]);
    return rows[0] ?? { waited_ms: 0, pause_seq: null };
  }

  /** What a task has spent so far, as budgets count it; a step that is done asks, which holds nothing any more. */
  async spent(taskId: string, step: string): Promise<BudgetShare> {
    const text = 'select reserve_budget($1, $2, 0, 0, null, null) as spent';
    const { rows } = await prepared<{ spent: BudgetShare }>(this.pool, 'spent_of_task', text, [taskId, step]);
    return rows[0]?.spent ?? { tokens: 0, usd: 0 };
  }

  /**
   * Gives back what a call that failed had reserved, and counts it where text had come of it. An attempt that another
   * one has replaced gives nothing back.
   */
  async letGo(
    taskId: string,
    step: string,
    failed: { readonly hadText: boolean; readonly attempt?: number },
  ): Promise<void> {
    const text = `with failed as (
        update steps set reserved_tokens = 0, reserved_usd = 0, broken_off = broken_off + $3
        where task_id = $1 and step = $2 and ($4::integer is null or attempt = $4) returning task_id, step
      )
      delete from budget_reservations r using failed where (r.task_id, r.step) = (failed.task_id, failed.step)`;
    const values = [taskId, step, failed.hadText ? 1 : 0, failed.attempt ?? null];
    await prepared(this.pool, 'let_go_of_call', text, values);
  }

  /** The steps of a live task that are named, or whose name begins as given, in the order of their names. */
  async find(
    taskId: string,
    which: { readonly names?: readonly string[]; readonly prefix?: string },
  ): Promise<KeptStep[]> {
    const text = `select step, kind, agent, attempt, output, calls, broken_off from steps
      where task_id = $1 and (step = any($2) or starts_with(step, $3)) order by step`;
    const values = [taskId, which.names ?? [], which.prefix ?? '\u0001'];
    return (await prepared<KeptStep>(this.pool, 'find_steps', text, values)).rows;
  }

  /** Every step of a live task, in the order of their names. */
  async all(taskId: string): Promise<KeptStep[]> {
    return this.find(taskId, { prefix: '' });
  }

  /** Keeps a long text of a live task by its content; safe to repeat. */
  async keepArtifact(taskId: string, hash: string, text: string): Promise<void> {
    await this.database
      .insertInto('artifacts')
      .values({ task_id: taskId, hash, text })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** A part of a kept text, and how long it is in all; undefined for one that is not there. */
  async artifact(
    taskId: string,
    hash: string,
    start: number,
    length: number,
  ): Promise<{ part: string; characters: number } | undefined> {
    const found = await sql<{ part: string; characters: number }>`
      select substr(text, ${start + 1}, ${length}) as part, length(text) as characters
      from artifacts where task_id = ${taskId} and hash = ${hash}`.execute(this.database);
    return found.rows[0];
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
