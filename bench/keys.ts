import { openStore } from '../src/store';

/** More requests a minute than any row makes, at the limit of one. */
const count = 60;

/** Makes keys of a tenant that together may ask for all that is measured. Throws the database's error. */
export async function makeKeys(databaseUrl: string, tenant: string): Promise<string[]> {
  const store = await openStore({ url: databaseUrl });
  try {
    const key = { tenant, owner: tenant, name: 'bench', tier: 'admin' } as const;
    return await Promise.all(Array.from({ length: count }, () => store.keys.create(key)));
  } finally {
    await store.close();
  }
}
