import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables';

/** What came of a message: its number, or why it was not taken. */
export type MessageOutcome =
  | { readonly outcome: 'taken'; readonly number: number }
  | { readonly outcome: 'ended' | 'cancelling' | 'full' };

/** What people have said to live tasks, numbered from 1. Every method throws the database's error. */
export class MessageStore {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly wake: (taskId: string) => void,
  ) {}

  /** Keeps a message to a live task and tells of it, unless it has as many as it may; undefined: no such task. */
  async add(
    taskId: string,
    message: { readonly text: string; readonly by: string; readonly most: number },
  ): Promise<MessageOutcome | undefined> {
    const { text, by, most } = message;
    const { rows } = await sql<{ outcome: MessageOutcome | null }>`
      select add_message(${taskId}, ${text}, ${by}, ${most}) as outcome`.execute(this.database);
    this.wake(taskId);
    return rows[0]?.outcome ?? undefined;
  }

  /** Notes that the workflow of a task was told of so many. */
  async told(taskId: string, count: number): Promise<void> {
    await sql`update tasks set messages_told = greatest(messages_told, ${count})
      where task_id = ${taskId}`.execute(this.database);
  }

  /** The first messages of a task, oldest first. */
  async first(taskId: string, count: number): Promise<string[]> {
    const { rows } = await sql<{ text: string }>`
      select text from messages where task_id = ${taskId} and number <= ${count} order by number`.execute(
      this.database,
    );
    return rows.map(({ text }) => text);
  }
}
