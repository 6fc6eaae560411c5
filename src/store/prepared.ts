import type { Pool, QueryResult, QueryResultRow } from 'pg';

/**
 * Runs one of the few statements of a task's usual way, prepared once a connection: building and planning them anew
 * costs more than running them. `name` belongs to one text for ever. Throws the database's error.
 */
export function prepared<R extends QueryResultRow>(
  pool: Pool,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> {
  return pool.query<R>({ name, text, values: [...values] });
}
