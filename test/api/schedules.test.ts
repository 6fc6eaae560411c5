import type { ScheduleCreated, ScheduleList, ScheduleView } from '../../src/contract/schedules';
import { ScheduleView as ScheduleSchema } from '../../src/contract/schedules';
import { connectEngine } from '../../src/temporal';
import { eventually, House } from '../support/house';
import { testEngine } from '../support/temporal';

const daily = { name: 'news', cron_expression: '0 8 * * *', task_query: 'What is new?' };
let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

const keyOf = (tenant: string, owner = tenant) => house.store.keys.create({ tenant, owner, name: 'k' });
const create = (body: object, options: { key?: string; headers?: Record<string, string> } = {}) =>
  house.call<ScheduleCreated & { error?: string }>('POST', '/api/v1/schedules', { body, ...options });
async function made(body: object = {}, key?: string): Promise<string> {
  const answer = await create({ ...daily, ...body }, key === undefined ? {} : { key });
  if (answer.status !== 201) throw new Error(`Not made: ${answer.status} ${answer.text}`);
  return answer.body.schedule_id;
}
const read = (id: string, key?: string) =>
  house.call<ScheduleView>('GET', `/api/v1/schedules/${id}`, key === undefined ? {} : { key });
const list = (query: string, key: string) =>
  house.call<ScheduleList>('GET', `/api/v1/schedules${query}`, { key });

test('a schedule is made, read, changed, paused, resumed and deleted', async () => {
  const answer = await create({
    ...daily,
    description: 'each morning',
    timezone: 'Europe/Berlin',
    task_context: { model_tier: 'small' },
    max_budget_per_run_usd: 1.5,
    timeout_seconds: 120,
  });
  expect(answer).toMatchObject({ status: 201, body: { message: 'Schedule created successfully' } });
  const { schedule_id: id, next_run_at: next } = answer.body;
  expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  const first = await read(id);
  expect(ScheduleSchema.parse(first.body)).toEqual(first.body);
  expect(first.body).toMatchObject({
    schedule_id: id,
    ...daily,
    description: 'each morning',
    timezone: 'Europe/Berlin',
    task_context: { model_tier: 'small' },
    max_budget_per_run_usd: 1.5,
    timeout_seconds: 120,
    overlap_policy: 'skip',
    catchup_window_seconds: 3_600,
    status: 'ACTIVE',
    user_id: 'acme',
    next_run_at: next,
    last_run_at: null,
    paused_at: null,
    pause_reason: null,
    total_runs: 0,
  });
  const url = `/api/v1/schedules/${id}`;
  const changed = await house.call('PUT', url, {
    body: { name: 'older news', cron_expression: '30 9 * * 1' },
  });
  expect(changed).toMatchObject({
    status: 200,
    body: { success: true, message: 'Schedule updated successfully' },
  });
  const second = (await read(id)).body;
  expect(second).toMatchObject({ name: 'older news', cron_expression: '30 9 * * 1', timeout_seconds: 120 });
  expect(second.next_run_at).toBe(changed.body['next_run_at']);
  expect(Date.parse(second.updated_at)).toBeGreaterThanOrEqual(Date.parse(first.body.updated_at));

  const paused = await house.call('POST', `${url}/pause`, { body: { reason: 'on leave' } });
  expect(paused).toMatchObject({ status: 200, body: { success: true, message: 'Schedule paused' } });
  const held = (await read(id)).body;
  expect(held).toMatchObject({ status: 'PAUSED', pause_reason: 'on leave', next_run_at: null });
  expect(Date.now() - Date.parse(held.paused_at ?? '')).toBeLessThan(60_000);
  expect(await house.call('POST', `${url}/pause`)).toMatchObject({
    status: 409,
    body: { error: 'The schedule is already paused' },
  });
  // A change does not let it go on.
  await house.call('PUT', url, { body: { description: 'weekly' } });
  expect((await read(id)).body).toMatchObject({ status: 'PAUSED', description: 'weekly' });

  const resumed = await house.call('POST', `${url}/resume`);
  expect(resumed).toMatchObject({ status: 200, body: { message: 'Schedule resumed' } });
  expect((await read(id)).body).toMatchObject({ status: 'ACTIVE', paused_at: null, pause_reason: null });
  expect(await house.call('POST', `${url}/resume`)).toMatchObject({
    status: 409,
    body: { error: 'The schedule is not paused' },
  });

  expect(await house.call('DELETE', url)).toMatchObject({
    status: 200,
    body: { success: true, message: 'Schedule deleted successfully' },
  });
  for (const [method, path] of [
    ['GET', url],
    ['PUT', url],
    ['DELETE', url],
    ['POST', `${url}/pause`],
    ['GET', `${url}/runs`],
  ] as const) {
    expect(await house.call(method, path)).toMatchObject({
      status: 404,
      body: { error: 'Schedule not found' },
    });
  }
});

test.each([
  [{ cron_expression: 'often' }, 'invalid cron expression: it must have five fields'],
  [{ cron_expression: '@hourly' }, 'invalid cron expression: it must have five fields'],
  [{ cron_expression: '0 8 30 2 *' }, 'invalid cron expression: it never fires'],
  [{ cron_expression: '*/30 * * * *' }, 'cron interval too short: must be at least 60 minutes'],
  [{ max_budget_per_run_usd: 20 }, 'budget exceeds limit: $20.00 > $10.00'],
  [{ timezone: 'Mars/Olympus' }, 'invalid timezone: Mars/Olympus'],
  // Its zones are the engine's own.
  [{ timezone: 'europe/berlin' }, 'invalid timezone: europe/berlin'],
  [{ task_context: { model_tier: 'huge' } }, 'Invalid model_tier'],
  [{ task_context: { tools: ['nothing'] } }, "there is no tool 'nothing'"],
  [{ name: '' }, 'schedule name required'],
])('%j is refused: %s', async (wrong, sentence) => {
  const key = await keyOf('refused');
  const answer = await create({ ...daily, ...wrong }, { key });
  expect(answer.status).toBe(400);
  expect(answer.body.error).toContain(sentence);
  const id = await made({}, key);
  const changed = await house.call<{ error: string }>('PUT', `/api/v1/schedules/${id}`, { body: wrong, key });
  expect(changed.status).toBe(400);
  expect(changed.body.error).toContain(sentence);
  expect((await read(id, key)).body).toMatchObject(daily);
  await house.call('DELETE', `/api/v1/schedules/${id}`, { key });
  expect((await list('', key)).body.total_count).toBe(0);
});

test('a body that is none, an unknown field, a setting without effect', async () => {
  const body = (text: string) => house.call('POST', '/api/v1/schedules', { body: text });
  expect(await body('[]')).toMatchObject({ status: 400, body: { error: 'Invalid request body' } });
  expect((await body('{')).status).toBe(400);
  const answer = await create({ ...daily, colour: 'red', task_context: { max_iterations: '3' } });
  expect(answer.body.message).toBe(
    'Schedule created successfully. Without effect: max_iterations. Unknown fields, ignored: colour.',
  );
});

test('schedules are listed newest first, by page and state, and only the user’s own', async () => {
  const key = await keyOf('lister');
  expect((await list('', key)).body).toEqual({ schedules: [], total_count: 0, page: 1, page_size: 50 });
  const ids = [
    await made({ name: 'a' }, key),
    await made({ name: 'b' }, key),
    await made({ name: 'c' }, key),
  ];
  const [first = ''] = ids;
  await house.call('POST', `/api/v1/schedules/${first}/pause`, { key });
  const names = async (query: string) => (await list(query, key)).body.schedules.map(({ name }) => name);
  expect(await names('')).toEqual(['c', 'b', 'a']);
  expect(await names('?page=2&page_size=2')).toEqual(['a']);
  expect(await names('?status=PAUSED')).toEqual(['a']);
  expect(await names('?status=active')).toEqual(['c', 'b']);
  expect(await names('?status=whatever')).toEqual(['c', 'b', 'a']);
  expect((await list('?page=3&page_size=2', key)).body).toMatchObject({ schedules: [], total_count: 3 });
  expect(await list('?page=0', key)).toMatchObject({
    status: 400,
    body: { error: 'Invalid page parameter' },
  });
  expect(await list('?page_size=101', key)).toMatchObject({
    status: 400,
    body: { error: 'Invalid page_size parameter' },
  });
  for (const stranger of [await keyOf('other'), await keyOf('lister', 'colleague')]) {
    expect((await list('', stranger)).body.total_count).toBe(0);
    for (const id of [first, '00000000-0000-4000-8000-000000000000', 'no-uuid', '%00']) {
      expect(await read(id, stranger)).toMatchObject({ status: 404, body: { error: 'Schedule not found' } });
      const pause = await house.call('POST', `/api/v1/schedules/${id}/pause`, { key: stranger });
      expect(pause).toMatchObject({ status: 404, body: { error: 'Schedule not found' } });
    }
  }
  expect((await house.call('GET', `/api/v1/schedules/${first}`, { key: 'sk_wrong' })).status).toBe(401);
});

test('a user has 50 schedules at most, however many are made at once', async () => {
  const key = await keyOf('many');
  for (let place = 0; place < 48; place += 1) {
    const scheduleId = `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
    await house.store.schedules.add({ scheduleId, tenant: 'many', owner: 'many' }, 50);
  }
  const answers = await Promise.all([1, 2, 3, 4].map(() => create(daily, { key })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429]);
  expect(answers.find(({ status }) => status === 429)?.body.error).toBe(
    'schedule limit reached: 50/50 schedules',
  );
});

test('an Idempotency-Key makes one schedule', async () => {
  const key = await keyOf('once');
  const headers = { 'Idempotency-Key': 'morning' };
  const answers = await Promise.all([1, 2, 3].map(() => create(daily, { key, headers })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const again = await create(daily, { key, headers });
  expect(again.headers.get('x-idempotency-cached')).toBe('true');
  for (const answer of answers) expect(answer.body).toEqual(again.body);
  expect((await list('', key)).body.total_count).toBe(1);
  expect((await create({ ...daily, name: 'other' }, { key, headers })).status).toBe(409);
});

test('two changes at once do not undo each other', async () => {
  const id = await made();
  const put = (body: object) => house.call('PUT', `/api/v1/schedules/${id}`, { body });
  const answers = await Promise.all([put({ name: 'one' }), put({ description: 'two' })]);
  const taken = answers.map(({ status }) => status);
  expect(taken).toContain(200);
  const view = (await read(id)).body;
  expect(view.name).toBe(taken[0] === 200 ? 'one' : daily.name);
  expect(view.description).toBe(taken[1] === 200 ? 'two' : '');
  for (const { status } of answers) expect([200, 409]).toContain(status);
});

test('what is done in the engine itself is what the API tells', async () => {
  const engine = await connectEngine(testEngine());
  const id = await made();
  await engine.schedule.getHandle(id).pause('paused by hand');
  expect((await read(id)).body).toMatchObject({
    status: 'PAUSED',
    paused_at: null,
    pause_reason: 'paused by hand',
  });
  await engine.schedule.getHandle(id).delete();
  expect((await read(id)).status).toBe(404);
  await engine.connection.close();
});

test('what a crash leaves between row and engine was never acknowledged: it is not shown, and goes or is finished', async () => {
  const key = await keyOf('crash');
  const add = (scheduleId: string) =>
    house.store.schedules.add({ scheduleId, tenant: 'crash', owner: 'crash' }, 50);
  const lost = '11111111-1111-4111-8111-111111111111';
  await add(lost);
  expect((await read(lost, key)).status).toBe(404);
  expect((await list('', key)).body).toMatchObject({ schedules: [], total_count: 0 });

  // The other side of the crash: the engine has it, and nobody has noted that.
  const standing = '22222222-2222-4222-8222-222222222222';
  await add(standing);
  const template = await house.gateway.schedules.describe(await made({}, key));
  if (!template) throw new Error('The engine has no schedule');
  await house.gateway.schedules.create({ ...template.order, scheduleId: standing }, ['0 8 * * *']);
  expect((await read(standing, key)).body).toMatchObject({ schedule_id: standing, status: 'ACTIVE' });

  await house.ageSchedules(60);
  const rows = await eventually(
    async () => [await house.store.schedules.get(lost), await house.store.schedules.get(standing)],
    ([first, second]) => first === undefined && second?.confirmed_at != null,
  );
  expect(rows[0]).toBeUndefined();
  expect((await list('', key)).body.total_count).toBe(2);
});

test('a retry by its key finishes what a crash left', async () => {
  const key = await keyOf('retry');
  const headers = { 'Idempotency-Key': 'lost' };
  const done = await create(daily, { key, headers });
  const id = done.body.schedule_id;
  // As if the process had died before it asked the engine.
  await house.gateway.schedules.delete(id);
  await house.forgetConfirmation(id);
  expect((await read(id, key)).status).toBe(404);
  const again = await create(daily, { key, headers });
  expect(again).toMatchObject({ status: 201, body: { schedule_id: id } });
  expect((await read(id, key)).body).toMatchObject({ schedule_id: id, ...daily });
});

test('when the engine is gone it is said', async () => {
  const alone = await House.open({ worker: false });
  await alone.loseEngine();
  const call = (method: string, path: string, body?: object) =>
    alone.call(method, path, body ? { body } : {});
  expect(await call('POST', '/api/v1/schedules', daily)).toMatchObject({ status: 503 });
  expect(await call('GET', '/api/v1/schedules')).toMatchObject({
    status: 500,
    body: { error: 'Failed to list schedules' },
  });
  await alone.close();
});
