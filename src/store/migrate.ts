import { Migrator, type Kysely, type Migration } from 'kysely';
import { tasks } from './migrations/0001-tasks';
import { deletions } from './migrations/0002-deletions';
import { work } from './migrations/0003-work';
import { brokenOffCalls } from './migrations/0004-broken-off';
import { storedPages } from './migrations/0005-pages';
import { control } from './migrations/0006-control';
import { ownSessions } from './migrations/0007-sessions';
import { storedSchedules } from './migrations/0008-schedules';
import { following } from './migrations/0009-following';
import { budgets } from './migrations/0010-budgets';
import { storedWebhooks } from './migrations/0011-webhooks';
import { requestsAndPlaces } from './migrations/0012-limits';
import { resumptions } from './migrations/0013-resumptions';
import { lateEnds } from './migrations/0014-late-ends';
import { exactLedger } from './migrations/0015-exact-ledger';
import { appendByKey } from './migrations/0016-append-by-key';
import type { Tables } from './tables';

/** All migrations in order; forwards only. A name, once released, never changes. */
const migrations: Record<string, Migration> = {
  '0001-tasks': tasks,
  '0002-deletions': deletions,
  '0003-work': work,
  '0004-broken-off': brokenOffCalls,
  '0005-pages': storedPages,
  '0006-control': control,
  '0007-sessions': ownSessions,
  '0008-schedules': storedSchedules,
  '0009-following': following,
  '0010-budgets': budgets,
  '0011-webhooks': storedWebhooks,
  '0012-limits': requestsAndPlaces,
  '0013-resumptions': resumptions,
  '0014-late-ends': lateEnds,
  '0015-exact-ledger': exactLedger,
  '0016-append-by-key': appendByKey,
};

/**
 * Brings the schema up to date, under kysely's lock, so that several processes may start at once.
 * Throws the database's error when a migration fails; its transaction is then rolled back.
 */
export async function migrate(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('A migration failed', { cause: error });
}
