import { parseArgs } from 'node:util';
import { loadConfig } from './config';
import { KeyTier } from './contract/request-limits';
import { embeddedDatabaseUrl, StartError } from './embedded';
import { tellFailure } from './lifecycle';
import { openStore, type ApiKeyInfo, type Store } from './store';

const usage = `Usage:
  npm run --silent keys -- create --tenant NAME [--owner NAME] [--name NAME] [--expires ISO-TIME] [--tier TIER] [--operator]
  npm run --silent keys -- list
  npm run --silent keys -- revoke KEY-ID`;

/** `npm run keys`: makes, lists and revokes API keys, while the server runs, on its own or an external database. */
async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2);
  const config = loadConfig();
  const run = commands[command ?? ''];
  if (!run) throw new StartError(usage);
  const url = config.databaseUrl ?? (await embeddedDatabaseUrl(config));
  const store = await openStore({ url, connections: 1 });
  try {
    await run(store, args);
  } finally {
    await store.close();
  }
}

const commands: Partial<Record<string, (store: Store, args: string[]) => Promise<void>>> = {
  create: createKey,
  list: listKeys,
  revoke: revokeKey,
};

async function createKey(store: Store, args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      owner: { type: 'string' },
      name: { type: 'string', default: 'default' },
      expires: { type: 'string' },
      operator: { type: 'boolean', default: false },
      tier: { type: 'string', default: 'enterprise' },
    },
  });
  const { tenant, name, operator: isOperator } = values;
  if (!tenant || !/^[A-Za-z0-9:_\-.]{1,64}$/.test(tenant)) {
    throw new StartError('--tenant must be 1 to 64 characters out of letters, digits and :_-.');
  }
  const expiresAt = values.expires === undefined ? undefined : new Date(values.expires);
  if (expiresAt && !(expiresAt.getTime() > Date.now())) {
    throw new StartError('--expires must be a time in the future, such as 2030-01-31T00:00:00Z.');
  }
  const { data: tier } = KeyTier.safeParse(values.tier);
  if (!tier) throw new StartError(`--tier must be one of ${KeyTier.options.join(', ')}.`);
  const owner = values.owner ?? tenant;
  const key = await store.keys.create({
    ...{ tenant, owner, name, tier, isOperator },
    ...(expiresAt && { expiresAt }),
  });
  process.stdout.write(`${key}\n`);
}

async function listKeys(store: Store): Promise<void> {
  for (const key of await store.keys.list()) process.stdout.write(`${lineOf(key)}\n`);
}

async function revokeKey(store: Store, [id]: string[]): Promise<void> {
  if (!id || !(await store.keys.revoke(id))) {
    throw new StartError(
      `There is no key with the id ${id ?? '(none given)'} that is not revoked; see: keys list`,
    );
  }
  process.stdout.write(`revoked ${id}\n`);
}

function lineOf(key: ApiKeyInfo): string {
  const state = key.revokedAt
    ? `revoked ${key.revokedAt.toISOString()}`
    : key.expiresAt
      ? `expires ${key.expiresAt.toISOString()}`
      : 'no expiry';
  return [
    key.id,
    `${key.prefix}…`,
    `tenant ${key.tenant}`,
    `tier ${key.tier}`,
    key.name,
    ...(key.isOperator ? ['operator'] : []),
    `made ${key.createdAt.toISOString()}`,
    state,
  ].join('  ');
}

main().catch((error: unknown) => {
  tellFailure(error);
  process.exitCode = 1;
});
