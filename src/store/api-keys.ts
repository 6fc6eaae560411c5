import { createHash, randomBytes } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Pool } from 'pg';
import { ulid } from 'ulid';
import { limits } from '../contract/limits';
import type { KeyTier, RequestNumbers, RequestWindow } from '../contract/request-limits';
import { prepared } from './prepared';
import type { ApiKeysTable, Tables } from './tables';

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

/** A request of a caller, counted. */
export interface CountedRequest {
  readonly caller: Caller;
  readonly tier: KeyTier;
  /** When it was counted, by the database's clock. */
  readonly at: Date;
  /** Requests of the minute, hour and day, this one included unless it is over a limit. */
  readonly counts: RequestNumbers;
  /** The longest span whose limit it is over; null: none. */
  readonly over: RequestWindow | null;
}

/** A key as it may be listed: never the key itself. */
export interface ApiKeyInfo {
  readonly id: string;
  readonly tenant: string;
  readonly owner: string;
  readonly name: string;
  readonly prefix: string;
  readonly isOperator: boolean;
  readonly tier: KeyTier;
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
  /** How much it may ask for; `enterprise` by default. */
  readonly tier?: KeyTier;
  readonly expiresAt?: Date;
}

/** Keys of clients. They are random and long, so a plain SHA-256 keeps them: there is nothing to guess. */
export class ApiKeyStore {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly pool: Pool,
  ) {}

  /**
   * Makes a key and returns it: the only time that it is seen. `value` sets a known one, for the embedded start;
   * one that is there keeps all but its tier.
   */
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
        ...(key.tier && { tier: key.tier }),
      })
      .onConflict((conflict) =>
        conflict
          .column('key_hash')
          .doUpdateSet({ is_operator: key.isOperator ?? false, ...(key.tier && { tier: key.tier }) }),
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
    return row && callerOf(row);
  }

  /**
   * The caller behind a key, as `find` tells, with a request of it counted in the same statement; one that is over a
   * limit is not.
   */
  async count(value: string): Promise<CountedRequest | undefined> {
    const { rows } = await prepared<CountedRow>(this.pool, 'count_request', countRequest, [
      hashOf(value),
      JSON.stringify(limits.requests),
    ]);
    const [row] = rows;
    if (!row) return undefined;
    const { tier, at, over, minute_count: minute, hour_count: hour, day_count: day } = row;
    return { caller: callerOf(row), tier, at, over, counts: { minute, hour, day } };
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
      tier: row.tier,
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

type CallerRow = Pick<Selectable<ApiKeysTable>, 'id' | 'tenant' | 'owner' | 'expires_at' | 'is_operator'>;

interface CountedRow extends CallerRow {
  readonly tier: KeyTier;
  readonly at: Date;
  readonly minute_count: number;
  readonly hour_count: number;
  readonly day_count: number;
  readonly over: RequestWindow | null;
}

const countRequest = `
  select id, tenant, owner, expires_at, is_operator, tier, counted.*
  from api_keys cross join lateral count_request(id, $2::json -> tier) as counted
  where key_hash = $1 and revoked_at is null and (expires_at is null or expires_at > clock_timestamp())`;

function callerOf(row: CallerRow): Caller {
  const { id: keyId, tenant, owner, expires_at: expiresAt, is_operator: isOperator } = row;
  return { keyId, tenant, owner, ...(isOperator && { isOperator: true }), ...(expiresAt && { expiresAt }) };
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
