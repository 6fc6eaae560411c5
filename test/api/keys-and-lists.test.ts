import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import pino from 'pino';
import { createTaskRouter } from '../../src/api';
import { TaskEventList } from '../../src/contract/events';
import { TaskList } from '../../src/contract/task';
import { eventually, House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

test('an expired key, and a revoked one at once, are refused with the same text', async () => {
  const soon = new Date(Date.now() + 700);
  const expiring = await house.store.keys.create({ tenant: 't', owner: 't', name: 'short', expiresAt: soon });
  const revoked = await house.store.keys.create({ tenant: 't', owner: 't', name: 'gone' });
  const get = (key: string) => house.call('GET', '/api/v1/tasks', { key });
  expect([(await get(expiring)).status, (await get(revoked)).status]).toEqual([200, 200]);
  const info = (await house.store.keys.list()).find(({ name }) => name === 'gone');
  expect(JSON.stringify(info)).not.toContain(revoked);
  expect(await house.store.keys.revoke(info?.id ?? '')).toBe(true);
  expect(
    await eventually(
      () => get(revoked),
      ({ status }) => status === 401,
      2_000,
    ),
  ).toMatchObject({
    body: { error: 'Unauthorized' },
  });
  expect(
    await eventually(
      () => get(expiring),
      ({ status }) => status === 401,
      3_000,
    ),
  ).toMatchObject({
    body: { error: 'Unauthorized' },
  });
});

test('tasks are listed newest first, by page, session and state, and only the tenant’s own', async () => {
  const key = await house.store.keys.create({ tenant: 'lister', owner: 'l', name: 'l' });
  const list = (query: string) => house.call<TaskList>('GET', `/api/v1/tasks${query}`, { key });
  expect((await list('')).body).toEqual({ tasks: [], total_count: 0 });
  const ids: string[] = [];
  house.model.answer((call) =>
    call.body.messages?.at(-1)?.content === 'bad' ? { error: { status: 400 } } : { text: 'fine' },
  );
  for (const [query, session] of [
    ['one', 'a'],
    ['bad', 'a'],
    ['three', 'b'],
  ]) {
    const answer = await house.call<{ task_id: string }>('POST', '/api/v1/tasks', {
      key,
      body: { query, session_id: session },
    });
    ids.push(answer.body.task_id);
  }
  const all = await eventually(
    () => list(''),
    ({ body }) => body.tasks.every(({ completed_at }) => completed_at !== null),
  );
  expect(TaskList.parse(all.body)).toEqual(all.body);
  expect(all.body.tasks.map(({ task_id }) => task_id)).toEqual([...ids].reverse());
  expect(all.body.tasks[0]).toMatchObject({
    query: 'three',
    mode: 'EXECUTION_MODE_SIMPLE',
    total_token_usage: { total_tokens: 18, prompt_tokens: 11, completion_tokens: 7, cost_usd: 0 },
  });
  const queries = async (query: string) => (await list(query)).body.tasks.map((task) => task.query);
  expect(await queries('?limit=1&offset=1')).toEqual(['bad']);
  expect(await queries('?session_id=a')).toEqual(['bad', 'one']);
  expect(await queries('?status=failed')).toEqual(['bad']);
  expect(await queries('?status=TASK_STATUS_COMPLETED')).toEqual(['three', 'one']);
  expect(await queries('?status=PAUSED')).toEqual([]);
  for (const [query, text] of [
    ['?limit=0', 'Invalid limit parameter'],
    ['?limit=101', 'Invalid limit parameter'],
    ['?limit=1&limit=2', 'Invalid limit parameter'],
    ['?offset=-1', 'Invalid offset parameter'],
    ['?status=DONE', 'Invalid status value'],
    ['?session_id=a%20b', 'Invalid session_id format'],
  ]) {
    expect(await list(query ?? '')).toMatchObject({ status: 400, body: { error: text } });
  }
});

test('events are listed without text pieces and prompts, by page', async () => {
  const id = await house.submit('list my events');
  await house.ended(id);
  const page = await house.call<TaskEventList>('GET', `/api/v1/tasks/${id}/events?limit=3&offset=1`);
  expect(TaskEventList.parse(page.body)).toEqual(page.body);
  expect(page.body).toMatchObject({ count: 3, total_count: 10 });
  expect(page.body.events.map(({ type }) => type)).toEqual([
    'WORKFLOW_STARTED',
    'AGENT_THINKING',
    'AGENT_STARTED',
  ]);
  expect((await house.call('GET', `/api/v1/tasks/${id}/events?limit=201`)).status).toBe(400);
});

test('health, readiness and metrics need no key and tell no tenant’s data', async () => {
  const open = (path: string) => house.call('GET', path, { key: null });
  expect((await open('/health')).body).toMatchObject({ status: 'healthy', checks: { gateway: 'ok' } });
  expect((await open('/readiness')).body).toMatchObject({
    status: 'ready',
    checks: { orchestrator: 'ok', store: 'ok' },
  });
  const id = await house.submit('secret query');
  await house.ended(id);
  const metrics = await open('/metrics');
  expect(metrics.text).toContain(
    'holdfast_http_requests_total{method="POST",route="/api/v1/tasks/",code="200"}',
  );
  for (const secret of [id, 'acme', 'secret', house.key]) expect(metrics.text).not.toContain(secret);
});

test('the OpenAPI document is valid and names every route', async () => {
  const { body } = await house.call('GET', '/openapi.json', { key: null });
  const validator = join(__dirname, '..', 'support', 'validate-openapi.mjs');
  const said = spawnSync(process.execPath, [validator], { input: JSON.stringify(body), encoding: 'utf8' });
  expect(JSON.parse(said.stdout)).toEqual({ valid: true, errors: [] });
  expect(Object.keys(body['paths'] as object)).toEqual(
    expect.arrayContaining([
      '/api/v1/tasks',
      '/api/v1/tasks/{id}',
      '/api/v1/stream/sse',
      '/health',
      '/api/v1/tools/{name}/execute',
      '/api/v1/sessions/{id}/files/{path}',
    ]),
  );
});

test('the task router mounts alone in any Express app', async () => {
  const id = await house.submit('elsewhere');
  await house.ended(id);
  const app = express();
  app.use(
    '/somewhere/tasks',
    createTaskRouter({
      store: house.store,
      engine: house.gateway,
      log: pino({ level: 'silent' }),
      checkModelChoice: () => Promise.resolve(),
      checkWebhook: () => undefined,
      leastCall: () => Promise.resolve({ tokens: 0, usd: 0 }),
      promptRoom: () => Promise.resolve(1),
      findUnknownTool: () => Promise.resolve(undefined),
      settle: () => Promise.resolve(undefined),
      corsOrigins: '*',
      version: '0',
    }),
  );
  app.get('/own', (_request, response) => void response.send('still mine'));
  const found = await request(app).get(`/somewhere/tasks/${id}`).set('X-API-Key', house.key);
  expect(found.status).toBe(200);
  expect(found.body).toMatchObject({ task_id: id, status: 'TASK_STATUS_COMPLETED' });
  expect((await request(app).get(`/somewhere/tasks/${id}`)).body).toEqual({ error: 'Unauthorized' });
  expect((await request(app).get('/own')).text).toBe('still mine');
});

test('browsers may call it, and read the headers that matter', async () => {
  const answer = await house.call('OPTIONS', '/api/v1/tasks', {
    key: null,
    headers: { Origin: 'http://a.example' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const read = await house.call('GET', '/api/v1/tasks/none', {
    headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
  });
  expect(read.headers.get('access-control-expose-headers')).toContain('X-Workflow-ID');
  expect(read.headers.get('x-trace-id')).toBe('a'.repeat(32));
});
