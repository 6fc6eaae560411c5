import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from './tables';

/**
 * Runs `work` while no other process does, under an advisory lock that goes with its connection; `lock` is the
 * arguments of the lock's functions. Returns undefined, at once, when another holds it. Throws what `work` throws.
 */
export async function locked<T>(
  database: Kysely<Tables>,
  lock: RawBuilder<unknown>,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  return database.connection().execute(async (connection) => {
    const taken = await sql<{ held: boolean }>`select pg_try_advisory_lock(${lock}) as held`.execute(
      connection,
    );
    if (!taken.rows[0]?.held) return undefined;
    try {
      return { value: await work() };
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection);
    }
  });
}
