import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Tables } from './tables';

// Counts come as int8, which the driver would leave as text.
types.setTypeParser(types.builtins.INT8, Number);

/** How a process speaks to its database. */
export interface DatabaseOptions {
  readonly url: string;
  /** Connections at once; the embedded server takes 200 in all. */
  readonly connections?: number;
  /** Told of errors on idle connections, which nobody awaits. */
  readonly onError?: (error: Error) => void;
}

/** A pool of connections behind the query builder. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** Opens a pool; connects on first use. A query waits 5 s for a connection, then fails. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.connections ?? 20,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    statement_timeout: 30_000,
    application_name: 'holdfast',
  });
  // Without a listener an error on a connection that nobody waits for would end the process, be it idle or in use.
  pool.on('error', (error) => options.onError?.(error));
  pool.on('connect', (client) => client.on('error', (error) => options.onError?.(error)));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await kysely.destroy();
    // The query builder leaves a pool alone that it never used.
    if (!pool.ended) await pool.end();
  };
  return { kysely, pool, close };
}
