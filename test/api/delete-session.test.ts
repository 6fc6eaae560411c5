import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { deleteSession } from '../../src/api/delete-session';
import type { SessionFileList } from '../../src/contract/session-files';
import type { SessionHistory, SessionList } from '../../src/contract/sessions';
import { createWorkspaces, type Workspaces } from '../../src/providers/workspace';
import { createSessionFiles } from '../../src/providers/workspace/session-files';
import { openStore } from '../../src/store';
import { openDatabase, type Database } from '../../src/store/database';
import { eventually, House } from '../support/house';
import { readStream } from '../support/event-stream';

let house: House;
let root: string;
let workspaces: Workspaces;
let database: Database;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-delete-session-'));
  workspaces = createWorkspaces({ root, quotaBytes: 1_000_000 });
  house = await House.open({ workspaces });
  database = openDatabase({ url: house.databaseUrl, connections: 2 });
});
afterAll(async () => {
  await database.close();
  await house.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => house.model.reset());

const call = <T>(method: string, path: string) => house.call<T>(method, `/api/v1/sessions${path}`);
const remove = async (id: string) => (await call('DELETE', `/${id}`)).status;
const submit = (session_id: string, query = 'hi') => house.submit({ session_id, query, mode: 'simple' });
const taskStatus = async (id: string) => (await house.call('GET', `/api/v1/tasks/${id}`)).status;

/** How many rows of anything are left of some tasks. */
async function left(taskIds: readonly string[]): Promise<number> {
  const tables = ['tasks', 'events', 'steps', 'artifacts', 'pages', 'page_choices', 'idempotency_keys'];
  const counts = tables.map((table) => `(select count(*) from ${table} where task_id = any($1))`);
  const { rows } = await database.pool.query<{ n: number }>(`select ${counts.join(' + ')} as n`, [taskIds]);
  return rows[0]?.n ?? 0;
}

const gone = { status: 404, body: { error: 'Session not found' } };

test('a deleted session is 404 at once, with all that belonged to it; a second deletion is 204 too', async () => {
  const ids = [await submit('old'), await submit('old', 'more')];
  const other = await submit('other');
  for (const id of [...ids, other]) await house.ended(id);
  await workspaces.open('acme', 'old').write('a.txt', Buffer.from('a'));
  expect(await left(ids)).toBeGreaterThan(0);
  expect(await remove('old')).toBe(204);
  expect(await left(ids)).toBe(0);
  expect(await readdir(root)).toEqual([]);
  for (const path of ['/old', '/old/history', '/old/events'])
    expect(await call('GET', path)).toMatchObject(gone);
  expect(await call('GET', '/old/files')).toMatchObject({ status: 404 });
  expect((await house.call('PATCH', '/api/v1/sessions/old', { body: { title: 'x' } })).status).toBe(404);
  expect(await Promise.all(ids.map(taskStatus))).toEqual([404, 404]);
  const { sessions } = (await call<SessionList>('GET', '')).body;
  expect(sessions.map(({ id }) => id)).toEqual(['other']);
  expect((await house.status(other)).status).toBe('TASK_STATUS_COMPLETED');
  expect(await remove('old')).toBe(204);
  expect(await call('DELETE', '/never')).toMatchObject(gone);
});

test('what its tasks said and its title are nowhere in the database any more', async () => {
  house.model.answer(() => ({ text: 'XYZZY-answer' }));
  await house.ended(
    await house.submit({ query: 'XYZZY-query', session_id: 'secret', context: { note: 'XYZZY-note' } }),
  );
  await house.call('PATCH', '/api/v1/sessions/secret', { body: { title: 'XYZZY-title' } });
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const holding = async () => {
    const found: string[] = [];
    for (const { name } of tables) {
      const text = `select 1 from "${name}" t where t::text like '%XYZZY%' limit 1`;
      if ((await database.pool.query(text)).rows.length > 0) found.push(name);
    }
    return found.sort();
  };
  expect(await holding()).toEqual(['events', 'sessions', 'tasks']);
  expect(await remove('secret')).toBe(204);
  expect(await holding()).toEqual([]);
});

test('a task that runs is cancelled with the reason, told to its end, and then goes too', async () => {
  house.model.answer(() => ({ pieces: ['a', 'b', 'c'], holdAfter: 1 }));
  const id = await submit('busy');
  const stream = readStream(`${house.url}/api/v1/tasks/${id}/stream`, {
    headers: { 'X-API-Key': house.key },
  });
  await eventually(
    () => house.store.events.partial(id),
    (partial) => partial?.text === 'a',
  );
  expect(await remove('busy')).toBe(204);
  expect(await call('GET', '/busy')).toMatchObject(gone);
  const events = await stream;
  expect(events.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['workflow.cancelling', 'workflow.cancelled', 'TASK_CANCELLED', 'done']),
  );
  expect(events.find(({ name }) => name === 'TASK_CANCELLED')?.json?.['message']).toBe(
    'The session of the task was deleted.',
  );
  expect(house.model.calls[0]?.end).toBe('left');
  await workspaces.open('acme', 'busy').write('late.txt', Buffer.from('late'));
  await eventually(
    () => taskStatus(id),
    (status) => status === 404,
  );
  expect(await left([id])).toBe(0);
  await eventually(
    () => readdir(root),
    (names) => names.length === 0,
  );
});

test('a paused task is cancelled too', async () => {
  house.model.answer(() => ({ text: 'x', holdAfter: 0 }));
  const id = await submit('held');
  await eventually(
    () => house.model.calls.length,
    (length) => length === 1,
  );
  await house.call('POST', `/api/v1/tasks/${id}/pause`);
  await house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
  expect(await remove('held')).toBe(204);
  await eventually(
    () => taskStatus(id),
    (status) => status === 404,
  );
});

test('a new task under the id begins a new session, which knows nothing of the old one', async () => {
  await house.ended(await submit('again', 'My name is XYZZY.'));
  await house.call('PATCH', '/api/v1/sessions/again', { body: { title: 'Old' } });
  house.model.answer(() => ({ pieces: ['a', 'b'], holdAfter: 1 }));
  const live = await submit('again', 'live');
  await eventually(
    () => house.store.events.partial(live),
    (partial) => partial?.text === 'a',
  );
  expect(await remove('again')).toBe(204);
  house.model.reset();
  const id = await submit('again', 'Who am I?');
  await house.ended(id);
  expect(JSON.stringify(house.model.calls.at(-1)?.body)).not.toContain('XYZZY');
  expect((await call('GET', '/again')).body).toMatchObject({ title: null, task_count: 1 });
  const { tasks } = (await call<SessionHistory>('GET', '/again/history')).body;
  expect(tasks.map(({ task_id }) => task_id)).toEqual([id]);
  await eventually(
    () => taskStatus(live),
    (status) => status === 404,
  );
  expect(await taskStatus(id)).toBe(200);
});

test('a session that has files and never had a task can be deleted', async () => {
  await workspaces.open('acme', 'files-only').write('a.txt', Buffer.from('a'));
  expect((await call<SessionFileList>('GET', '/files-only/files')).body.files).toHaveLength(1);
  expect(await remove('files-only')).toBe(204);
  expect((await call('GET', '/files-only/files')).status).toBe(404);
  expect(await remove('files-only')).toBe(204);
});

test('where the engine cannot be reached the files are gone all the same, also for who begins anew', async () => {
  const file = workspaces.open('acme', 'unreached');
  house.model.script({ pieces: ['Wait', '.'], holdAfter: 1 }, { text: 'New.' });
  await house.submit({ query: 'old', session_id: 'unreached' });
  await file.write('secret.txt', Buffer.from('old'));
  const caller = await house.store.keys.find(house.key);
  if (!caller) throw new Error('The key of the test is not known');
  const engine = { cancel: () => Promise.reject(new Error('nobody is there')) };
  const parts = { store: house.store, files: createSessionFiles(workspaces), engine };
  const place = { tenant: 'acme', sessionId: 'unreached' };
  await deleteSession({ ...parts, log: pino({ level: 'silent' }) }, caller, place);
  expect((await call('GET', '/unreached/files')).status).toBe(404);
  house.model.release();
  await house.ended(await house.submit({ query: 'new', session_id: 'unreached' }));
  expect((await call<SessionFileList>('GET', '/unreached/files')).body.files).toEqual([]);
});

test('every process forgets the tasks, and one that died in the middle is made up for', async () => {
  const id = await submit('elsewhere');
  await house.ended(id);
  await house.status(id);
  await workspaces.open('acme', 'elsewhere').write('a.txt', Buffer.from('a'));
  const other = await openStore({ url: house.databaseUrl, connections: 2 });
  const place = { tenant: 'acme', sessionId: 'elsewhere' };
  // The first write of a deletion, and nothing more.
  await other.sessions.delete(place, { by: 'acme', reason: 'gone', hasFiles: true });
  expect(await call('GET', '/elsewhere')).toMatchObject(gone);
  await other.close();
  await eventually(
    () => taskStatus(id),
    (status) => status === 404,
  );
  await eventually(
    () => readdir(root),
    (names) => names.length === 0,
  );
});

test('deletions and submissions at once leave no task that belongs to nothing, and none that runs on', async () => {
  house.model.answer(() => ({ text: 'x', waitMs: 20 }));
  const rounds = Array.from({ length: 12 }, (_, index) => index);
  const submitted: string[] = [];
  await Promise.all(
    rounds.map(async (index) => {
      if (index % 3 === 2) expect([204, 404]).toContain(await remove('race'));
      else submitted.push(await submit('race', `q${index}`));
    }),
  );
  await eventually(
    async () => {
      const { rows } = await database.pool.query<{ n: number }>(
        `select count(*)::integer as n from tasks where task_id = any($1)
          and (ended_at is null or session_deleted_at is not null)`,
        [submitted],
      );
      return rows[0]?.n;
    },
    (open) => open === 0,
  );
  const { status, body } = await call<SessionHistory>('GET', '/race/history');
  // Of those that arrive together the database and the names may tell different orders.
  const listed = status === 404 ? [] : body.tasks.map(({ task_id }) => task_id).sort();
  const there = await Promise.all(submitted.map(async (id) => ((await taskStatus(id)) === 200 ? [id] : [])));
  expect(listed).toEqual(there.flat().sort());
});

test('sessions without a task go with their age', async () => {
  const id = await submit('aged');
  await house.ended(id);
  await database.pool.query(
    `update tasks set ended_at = ended_at - interval '100 days' where session_id = 'aged'`,
  );
  await database.pool.query(
    `update sessions set created_at = created_at - interval '100 days' where session_id in ('aged', 'other')`,
  );
  await house.store.upkeep.expire(90);
  expect(await call('GET', '/aged')).toMatchObject(gone);
  expect((await call('GET', '/other')).status).toBe(200);
  expect(await call('DELETE', '/aged')).toMatchObject(gone);
});
