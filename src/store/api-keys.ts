import { createHash, randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { ulid } from 'ulid';
import type { Tables } from './tables';

/** Who makes a request. */
export interface Caller {
  readonly keyId: string;
  readonly tenant: string;
  readonly owner: string;
  /** Whether the key may set budgets. */
  readonly isOperator?: boolean;
  /** When the key expires; absent: never. */
  readonly expiresAt?: Date;
}

/** A key as it may be listed: never the key itself. */
export interface ApiKeyInfo {
  readonly id: string;
  readonly tenant: string;
  readonly owner: string;
  readonly name: string;
  readonly prefix: string;
  readonly isOperator: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** What a new key belongs to. */
export interface NewApiKey {
  readonly tenant: string;
  readonly owner: string;
  readonly name: string;
  /** Whether it may set budgets; by default it may not. */
  readonly isOperator?: boolean;
  readonly expiresAt?: Date;
}

/** Keys of clients. They are random and long, so a plain SHA-256 keeps them: there is nothing to guess. */
export class ApiKeyStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** Makes a key and returns it: the only time that it is seen. `value` sets a known one, for the embedded start. */
  async create(key: NewApiKey, value = `sk_${randomBytes(32).toString('hex')}`): Promise<string> {
    await this.database
      .insertInto('api_keys')
      .values({
        id: `key_${ulid()}`,
        tenant: key.tenant,
        owner: key.owner,
        name: key.name,
        prefix: value.slice(0, 8),
        key_hash: hashOf(value),
        expires_at: key.expiresAt ?? null,
        is_operator: key.isOperator ?? false,
      })
      .onConflict((conflict) =>
        conflict.column('key_hash').doUpdateSet({ is_operator: key.isOperator ?? false }),
      )
      .execute();
    return value;
  }

  /** The caller behind a key; undefined for one that is unknown, expired or revoked. */
  async find(value: string): Promise<Caller | undefined> {
    const row = await this.database
      .selectFrom('api_keys')
      .select(['id', 'tenant', 'owner', 'expires_at', 'is_operator'])
      .where('key_hash', '=', hashOf(value))
      .where('revoked_at', 'is', null)
      .where((eb) =>
        eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`clock_timestamp()`)]),
      )
      .executeTakeFirst();
    if (!row) return undefined;
    const { id: keyId, tenant, owner, expires_at, is_operator } = row;
    return {
      keyId,
      tenant,
      owner,
      ...(is_operator && { isOperator: true }),
      ...(expires_at && { expiresAt: expires_at }),
    };
  }

  /** All keys, oldest first. */
  async list(): Promise<ApiKeyInfo[]> {
    const rows = await this.database.selectFrom('api_keys').selectAll().orderBy('created_at').execute();
    return rows.map((row) => ({
      id: row.id,
      tenant: row.tenant,
      owner: row.owner,
      name: row.name,
      prefix: row.prefix,
      isOperator: row.is_operator,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at,
    }));
  }

  /** Revokes a key by its id and tells every process; false when there is no such key that is not revoked. */
  async revoke(id: string): Promise<boolean> {
    const revoked = await sql`with gone as (
        update api_keys set revoked_at = clock_timestamp() where id = ${id} and revoked_at is null returning id
      ) select id, pg_notify('holdfast_keys', id) from gone`.execute(this.database);
    return revoked.rows.length === 1;
  }
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
