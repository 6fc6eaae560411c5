import type { Pool } from 'pg';
import type { PageText, StoredPage } from '../contract/research';
import { prepared } from './prepared';

const insertPage = `insert into pages (task_id, hash, page, text)
  select task_id, $2, $3::json, $4 from tasks where task_id = $1 and ended_at is null
    and (select count(*) from pages where task_id = $1) < $5
  on conflict do nothing`;

const noteAddress = `update pages set page = jsonb_set(page::jsonb, '{also_at}',
    coalesce(page::jsonb -> 'also_at', '[]') || to_jsonb($3::text))::json
  where task_id = $1 and hash = $2 and page ->> 'final_url' <> $3
    and not coalesce(page::jsonb -> 'also_at', '[]') ? $3`;

/**
 * Pages that tasks have read, by the hash of their text. They outlive the steps of a task and go with the task itself.
 * Every method throws the database's error.
 */
export class PageStore {
  constructor(private readonly pool: Pool) {}

  /**
   * Keeps a page of a live task, unless the task has as many as it may; safe to repeat. Of several addresses with the
   * same text the first one's page stays, and notes the others. Returns whether a page with this text is kept.
   */
  async keep(taskId: string, { text, ...page }: PageText, most: number): Promise<boolean> {
    const about = JSON.stringify(page);
    await prepared(this.pool, 'keep_page', insertPage, [taskId, page.hash, about, text, most]);
    await prepared(this.pool, 'note_address', noteAddress, [taskId, page.hash, page.final_url]);
    const values = [taskId, page.hash];
    const exists = 'select 1 from pages where task_id = $1 and hash = $2';
    return (await prepared(this.pool, 'has_page', exists, values)).rows.length > 0;
  }

  /** The pages of a task without their texts, as they came. */
  async list(taskId: string): Promise<StoredPage[]> {
    const text = 'select page from pages where task_id = $1 order by stored_at, hash';
    const { rows } = await prepared<{ page: StoredPage }>(this.pool, 'list_pages', text, [taskId]);
    return rows.map(({ page }) => page);
  }

  /** The pages of a task that are named, or all of them, with their texts, as they came. */
  async texts(taskId: string, hashes?: readonly string[]): Promise<PageText[]> {
    const text = `select page, text from pages where task_id = $1 and ($2::text[] is null or hash = any($2))
      order by stored_at, hash`;
    const values = [taskId, hashes ?? null];
    const { rows } = await prepared<{ page: StoredPage; text: string }>(
      this.pool,
      'page_texts',
      text,
      values,
    );
    return rows.map(({ page, text: whole }) => ({ ...page, text: whole }));
  }

  /** One page of a task with its text; undefined where there is none. */
  async get(taskId: string, hash: string): Promise<PageText | undefined> {
    return (await this.texts(taskId, [hash]))[0];
  }

  /**
   * Chooses addresses for a step of a task, each for one step only, whoever asks at the same time; safe to repeat.
   * Returns those that are this step's; another step reads the others.
   */
  async choose(taskId: string, step: string, addresses: readonly string[]): Promise<ReadonlySet<string>> {
    const insert = `insert into page_choices (task_id, address, step)
      select $1, address, $2 from unnest($3::text[]) as a (address) order by address
      on conflict do nothing`;
    await prepared(this.pool, 'choose_pages', insert, [taskId, step, addresses]);
    const own = 'select address from page_choices where task_id = $1 and step = $2 and address = any($3)';
    const values = [taskId, step, addresses];
    const { rows } = await prepared<{ address: string }>(this.pool, 'chosen_pages', own, values);
    return new Set(rows.map(({ address }) => address));
  }
}
