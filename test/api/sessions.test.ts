import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session, SessionEvents, SessionHistory, SessionList } from '../../src/contract/sessions';
import { limits } from '../../src/contract/limits';
import { brain, planStep, value } from '../support/brain';
import { eventually, House } from '../support/house';

let house: House;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-sessions-'));
  const modelsFile = join(folder, 'models.json');
  // Sums of these in floating point show their noise.
  const price = { input_per_million_usd: 0.1, output_per_million_usd: 0.7 };
  await writeFile(modelsFile, JSON.stringify({ prices: { 'scripted-model': price } }));
  house = await House.open({ models: { modelsFile, openaiModel: 'scripted-model' } });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => house.model.reset());

const get = <T>(path: string, key?: string) =>
  house.call<T>('GET', `/api/v1/sessions${path}`, key === undefined ? {} : { key });
const keyOf = (tenant: string) => house.store.keys.create({ tenant, owner: `${tenant}-owner`, name: tenant });
const session = async (id: string) => (await get<Session>(`/${id}`)).body;

/** Submits tasks one after the other, each after the end of the one before; returns their ids. */
async function talk(session_id: string, ...queries: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const query of queries) {
    ids.push(await house.submit({ session_id, query, mode: 'simple' }));
    await house.ended(ids.at(-1) ?? '');
  }
  return ids;
}

test('a session is read under the id that the client sent, from its first task on', async () => {
  house.model.answer(() => ({ text: 'Fine.', holdAfter: 0 }));
  const id = 'my:session-1.a_B';
  const taskId = await house.submit({ query: 'hi', session_id: id, mode: 'simple' });
  const answer = await get<Session>(`/${id}`);
  expect(answer.status).toBe(200);
  expect(Session.parse(answer.body)).toEqual(answer.body);
  expect(answer.body).toMatchObject({
    ...{ session_id: id, id, user_id: 'acme', title: null, context: { external_id: id } },
    ...{ task_count: 1, tokens_used: 0, cost_usd: 0, token_budget: null, expires_at: null },
    ...{ is_research_session: false, research_strategy: null },
  });
  house.model.release();
  const view = await house.ended(taskId);
  const after = await session(id);
  expect(after).toMatchObject({ tokens_used: view.usage.total_tokens, created_at: answer.body.created_at });
  expect(after.updated_at > answer.body.updated_at).toBe(true);
});

test('a session that was made for its task is one too', async () => {
  const { session_id: id } = await house.ended(await house.submit('hi'));
  expect(await session(id)).toMatchObject({ session_id: id, task_count: 1 });
});

test('the history is in order, with what each task cost, and the session is their sum to the last cent', async () => {
  let calls = 0;
  house.model.answer(({ body }) => {
    calls += 1;
    if (body.messages?.at(-1)?.content === 'bad') return { error: { status: 400 } };
    return { text: `Answer ${calls}`, usage: { input: 7 * calls + 1, output: 3 * calls } };
  });
  const ids = await talk('ordered', 'one', 'bad', 'three', 'four', 'five', 'six', 'seven');
  const { body: history } = await get<SessionHistory>('/ordered/history');
  expect(SessionHistory.parse(history)).toEqual(history);
  expect(history).toMatchObject({ session_id: 'ordered', total: 7 });
  expect(history.tasks.map(({ task_id }) => task_id)).toEqual(ids);
  expect(history.tasks.map(({ query, status }) => `${query} ${status}`).slice(0, 3)).toEqual([
    'one COMPLETED',
    'bad FAILED',
    'three COMPLETED',
  ]);
  for (const item of history.tasks) {
    const view = await house.status(item.task_id);
    expect(item).toMatchObject({
      ...{ workflow_id: item.task_id, result: view.result, error_message: view.error, mode: view.mode },
      ...{ total_tokens: view.usage.total_tokens, total_cost_usd: view.usage.estimated_cost },
      ...{ created_at: view.created_at, metadata: view.metadata, tools_invoked: 0 },
      duration_ms: view.unified_response?.performance.execution_time_ms,
    });
  }
  // Calls 1, 3, 4, 5, 6 and 7 were paid: 7n+1 tokens in and 3n out.
  const tokens = { input: 7 * 26 + 6, output: 3 * 26 };
  const usd = (tokens.input * 1 + tokens.output * 7) / 1e7;
  expect(await session('ordered')).toMatchObject({
    ...{ task_count: 7, tokens_used: tokens.input + tokens.output, cost_usd: usd },
  });
  const page = (await get<SessionHistory>('/ordered/history?limit=2&offset=1')).body;
  expect(page.tasks.map(({ query }) => query)).toEqual(['bad', 'three']);
  expect(page.total).toBe(7);
});

test('a live task counts with what it has paid for so far', async () => {
  house.model.answer(
    brain({
      plan: { ...value({ steps: [planStep('a'), planStep('b', ['a'])] }), usage: { input: 100, output: 10 } },
      step: ({ body }) =>
        JSON.stringify(body.messages).includes('Do b')
          ? { text: 'b', holdAfter: 0 }
          : { text: 'a', usage: { input: 50, output: 5 } },
      join: { text: 'All.' },
    }),
  );
  const query = 'Find the parts, then compare them and then sum them up.';
  const taskId = await house.submit({ query, mode: 'standard', session_id: 'live' });
  const live = await eventually(
    () => session('live'),
    ({ tokens_used: tokens }) => tokens === 165,
  );
  expect(live.cost_usd).toBe((150 * 1 + 15 * 7) / 1e7);
  const { tasks } = (await get<SessionHistory>('/live/history')).body;
  expect(tasks).toMatchObject([
    {
      ...{ status: 'RUNNING', total_tokens: 165, total_cost_usd: live.cost_usd, result: '' },
      ...{ duration_ms: null, completed_at: null },
    },
  ]);
  house.model.release();
  const { usage } = await house.ended(taskId);
  expect(await session('live')).toMatchObject({
    ...{ tokens_used: usage.total_tokens, cost_usd: usage.estimated_cost },
  });
});

test('turns come with their events, numbered through all pages, without text pieces and prompts', async () => {
  house.model.answer(() => ({ pieces: ['He', 'llo'] }));
  const ids = await talk('turning', 'one', 'two', 'three');
  const { body } = await get<SessionEvents>('/turning/events');
  expect(SessionEvents.parse(body)).toEqual(body);
  expect(body).toMatchObject({ session_id: 'turning', count: 3 });
  expect(body.turns.map(({ turn, task_id, user_query }) => [turn, task_id, user_query])).toEqual([
    [1, ids[0], 'one'],
    [2, ids[1], 'two'],
    [3, ids[2], 'three'],
  ]);
  for (const turn of body.turns) {
    const { events: own, ...view } = {
      ...(await house.status(turn.task_id)),
      events: await house.events(turn.task_id),
    };
    expect(turn.final_output).toBe('Hello');
    expect(turn.timestamp).toBe(view.created_at);
    expect(turn.metadata).toEqual({
      tokens_used: view.usage.total_tokens,
      execution_time_ms: view.unified_response?.performance.execution_time_ms,
      agents_involved: ['final_output', 'orchestrator', 'simple-agent'],
    });
    expect(turn.events).toEqual(
      own.map(({ payload, ...event }) => ({
        ...event,
        ...(payload && { payload: JSON.stringify(payload) }),
      })),
    );
    expect(turn.events.some(({ payload }) => payload !== undefined)).toBe(true);
  }
  const page = (await get<SessionEvents>('/turning/events?limit=1&offset=2&include_payload=false')).body;
  expect(page).toMatchObject({ count: 3, turns: [{ turn: 3, user_query: 'three' }] });
  expect(page.turns[0]?.events.length).toBe(body.turns[2]?.events.length);
  expect(page.turns[0]?.events.some(({ payload }) => payload !== undefined)).toBe(false);
  expect((await get<SessionEvents>('/turning/events?offset=3')).body).toMatchObject({ count: 3, turns: [] });
});

test('a page of turns with too many events is refused, a smaller one is not', async () => {
  const ids = await talk('full', 'one', 'two');
  house.model.answer(() => ({ text: 'x', holdAfter: 0 }));
  const live = await house.submit({ query: 'three', session_id: 'full', mode: 'simple' });
  const many = Array.from({ length: limits.sessionEvents }, (_, index) => ({
    ...{ key: `many:${index}`, type: 'PROGRESS' as const, message: 'on' },
  }));
  expect(await house.store.events.append(live, many)).toBe(true);
  expect(await get('/full/events')).toMatchObject({
    status: 413,
    body: { error: 'Session has too many events. Please use pagination with smaller turn limits.' },
  });
  const { body } = await get<SessionEvents>('/full/events?limit=2');
  expect(body.turns.map(({ task_id }) => task_id)).toEqual(ids);
  house.model.release();
  await house.ended(live);
});

test('sessions are listed newest first, by page, with what their tasks came to, and only the tenant’s own', async () => {
  const key = await keyOf('lister');
  const list = async (query = '') => (await get<SessionList>(query, key)).body;
  expect(await list()).toEqual({ sessions: [], total_count: 0 });
  house.model.answer(({ body }) =>
    body.messages?.at(-1)?.content === 'bad' ? { error: { status: 400 } } : { text: 'ok' },
  );
  const submit = async (session_id: string, query: string) => {
    const body = { query, session_id, mode: 'simple' };
    const { body: answer } = await house.call<{ task_id: string }>('POST', '/api/v1/tasks', { key, body });
    const ended = async () => (await house.call('GET', `/api/v1/tasks/${answer.task_id}`, { key })).body;
    await eventually(ended, (view) => view['unified_response'] !== null);
  };
  await submit('a', 'first');
  await submit('b', 'only');
  await submit('a', 'bad');
  const all = await list();
  expect(SessionList.parse(all)).toEqual(all);
  expect(all.sessions.map(({ session_id: id }) => id)).toEqual(['b', 'a']);
  expect(all.total_count).toBe(2);
  const usd = (11 * 1 + 7 * 7) / 1e7;
  expect(all.sessions[1]).toMatchObject({
    ...{ id: 'a', user_id: 'lister-owner', title: null, task_count: 2, tokens_used: 18, is_active: true },
    ...{ successful_tasks: 1, failed_tasks: 1, success_rate: 0.5, first_task_mode: 'EXECUTION_MODE_SIMPLE' },
    ...{ total_cost_usd: usd, average_cost_per_task: usd / 2, token_budget: null, budget_remaining: null },
    ...{ budget_utilization: 0, is_near_budget_limit: false, is_research_session: false },
    ...{ latest_task_query: 'bad', latest_task_status: 'FAILED' },
  });
  const ids = async (query: string) => (await list(query)).sessions.map(({ session_id: id }) => id);
  expect(await ids('?limit=1')).toEqual(['b']);
  expect(await ids('?limit=1&offset=1')).toEqual(['a']);
  for (const limit of ['0', '101', 'x', '-1', '']) expect(await ids(`?limit=${limit}`)).toEqual(['b', 'a']);
  expect(await get('?offset=x')).toMatchObject({ status: 400, body: { error: 'Invalid offset parameter' } });
});

test('what is not there, or another tenant’s, is 404 with the same text; what is no id is 400', async () => {
  await talk('private', 'hi');
  const other = await keyOf('stranger');
  const unknown = { status: 404, body: { error: 'Session not found' } };
  for (const path of ['', '/history', '/events']) {
    expect(await get(`/unheard-of${path}`)).toMatchObject(unknown);
    expect(await get(`/private${path}`, other)).toMatchObject(unknown);
    for (const id of ['a%20b', '%00', 'a'.repeat(129)])
      expect(await get(`/${id}${path}`)).toMatchObject({
        status: 400,
        body: { error: 'Invalid session_id format' },
      });
  }
  const call = (method: string, body?: unknown) =>
    house.call(method, '/api/v1/sessions/private', { key: other, ...(body !== undefined && { body }) });
  expect(await call('PATCH', { title: 'mine' })).toMatchObject(unknown);
  expect(await call('DELETE')).toMatchObject(unknown);
  expect(await session('private')).toMatchObject({ title: null, task_count: 1 });
});

test('equal ids of two tenants are two sessions', async () => {
  await talk('shared', 'ours');
  const key = await keyOf('neighbour');
  const body = { query: 'theirs', session_id: 'shared', mode: 'simple' };
  await house.call('POST', '/api/v1/tasks', { key, body });
  const queries = async (of?: string) =>
    (await get<SessionHistory>('/shared/history', of)).body.tasks.map(({ query }) => query);
  expect(await queries()).toEqual(['ours']);
  expect(await queries(key)).toEqual(['theirs']);
});

test.each(['limit=0', 'limit=101', 'limit=x', 'offset=-1', 'include_payload=maybe'])(
  'turns with %s are refused',
  async (query) => {
    await talk('bounded', 'hi');
    expect((await get(`/bounded/events?${query}`)).status).toBe(400);
  },
);

test('without a key nothing is told, and other methods are refused', async () => {
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/private'],
    ['GET', '/private/history'],
    ['GET', '/a%20b/events'],
    ['PATCH', '/private'],
    ['DELETE', '/private'],
  ] as const) {
    for (const key of [null, 'sk_unknown']) {
      const answer = await house.call(method, `/api/v1/sessions${path}`, { key });
      expect(answer).toMatchObject({ status: 401, body: { error: 'Unauthorized' } });
    }
  }
  for (const [method, path, allowed] of [
    ['POST', '', 'GET'],
    ['PUT', '/private', 'GET, PATCH, DELETE'],
    ['DELETE', '/private/history', 'GET'],
    ['PATCH', '/private/events', 'GET'],
  ] as const) {
    const answer = await house.call(method, `/api/v1/sessions${path}`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
  }
});
