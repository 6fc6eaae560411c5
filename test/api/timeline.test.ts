import { Timeline, type TimelineEvent } from '../../src/contract/timeline';
import { TaskRecord } from '../../src/contract/record';
import { endEvents } from '../../src/reasoning/record';
import { brain, toolResultsOf } from '../support/brain';
import { Histories } from '../support/history';
import { House } from '../support/house';
import { testTool } from '../support/tools';

let house: House;
let histories: Histories;
beforeAll(async () => {
  house = await House.open({
    tools: [testTool('look_up', ({ input }) => `All of ${input}.`, { costUsd: 0.01 })],
  });
  histories = await Histories.open();
});
afterAll(async () => {
  await histories.close();
  await house.close();
});
beforeEach(() => house.model.reset());

async function timeline(id: string, rest = ''): Promise<Timeline> {
  const { status, body } = await house.call('GET', `/api/v1/tasks/${id}/timeline${rest}`);
  expect(status).toBe(200);
  return Timeline.parse(body);
}
const ofVerb = ({ events }: Timeline, verb: string): TimelineEvent[] =>
  events.filter(({ activity }) => activity === verb);

/** Resolves when the workflow has closed, which is a moment behind the end of its task. */
async function closed(id: string): Promise<void> {
  await house.ended(id);
  await histories.of(id);
}

test('steps, tools, models, costs and durations of a task stand in its timeline, and its sums agree with the status', async () => {
  house.model.answer(
    brain({
      whole: (call) =>
        toolResultsOf(call).length === 0
          ? { tools: [{ name: 'look_up', args: { input: 'tea' } }], usage: { input: 20, output: 5 } }
          : { text: 'Tea.', usage: { input: 40, output: 10 } },
    }),
  );
  const id = await house.submit({ query: 'What is known of tea?', mode: 'standard' });
  await closed(id);
  const view = await house.status(id);
  const told = await timeline(id);
  expect(told.workflow_id).toBe(id);
  expect(told.events[0]).toMatchObject({ type: 'WF_STARTED', seq: 1 });
  expect(told.events.at(-1)).toMatchObject({ type: 'WF_COMPLETED', duration_ms: expect.any(Number) });
  expect(new Set(told.events.map((event) => event.id)).size).toBe(told.events.length);
  const seqs = told.events.map(({ seq }) => seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  const age = Date.now() - new Date(told.events[0]?.timestamp ?? 0).getTime();
  expect(age).toBeLessThan(60_000);
  expect(ofVerb(told, 'ask').map(({ tokens, model }) => [tokens, model])).toEqual([
    [25, 'scripted-model'],
    [50, 'scripted-model'],
  ]);
  const [tool] = ofVerb(told, 'runTool');
  expect(tool).toMatchObject({ type: 'ACT_COMPLETED', tool: 'look_up', cost_usd: 0.01, retries: 0 });
  expect(tool?.message).toContain('look_up');
  expect(tool?.agent).toBe(ofVerb(told, 'ask')[0]?.agent);
  expect(told.stats).toMatchObject({
    total: told.events.length,
    mode: 'summary',
    source: 'history',
    model_calls: 2,
    tool_calls: 1,
    retries: 0,
    tokens: view.usage.total_tokens,
    cost_usd: view.usage.estimated_cost,
  });
  expect(told.events.every(({ type }) => !/SCHEDULED|TIMER_STARTED|EVENT/.test(type))).toBe(true);
});

test('a repeated call shows its retries, and an answer asked twice costs what each try took', async () => {
  const busy = { error: { status: 503, headers: { 'retry-after-ms': '20' } } };
  house.model.script(
    busy,
    { text: 'no JSON', usage: { input: 10, output: 2 } },
    { text: '{"a":1}', usage: { input: 14, output: 4 } },
  );
  const id = await house.submit({ query: 'x', response_format: { type: 'json_object' } });
  await closed(id);
  const told = await timeline(id);
  const calls = ofVerb(told, 'callModel');
  expect(calls.map(({ retries, tokens, step }) => [retries, tokens, step])).toEqual([
    [1, 12, 'answer'],
    [0, 18, 'answer-again'],
  ]);
  expect(told.stats).toMatchObject({ retries: 1, tokens: 30, model_calls: 2 });
});

test('while a task runs its timeline shows the call in flight; cancelled it shows how it ended', async () => {
  house.model.script({ pieces: ['some ', 'text'], holdAfter: 1 });
  const id = await house.submit('wait');
  await house.until(id, ({ model_used }) => model_used !== '');
  const running = await timeline(id);
  expect(running.events.at(-1)).toMatchObject({
    type: 'ACT_SCHEDULED',
    activity: 'callModel',
    step: 'answer',
  });
  await house.call('POST', `/api/v1/tasks/${id}/cancel`);
  await closed(id);
  const types = (await timeline(id)).events.map(({ type }) => type);
  expect(types.slice(-2)).toEqual(['ACT_CANCELLED', 'WF_CANCELLED']);
  expect(types).not.toContain('ACT_SCHEDULED');
});

test('full shows every event, payloads only where they are asked for, and a long failure cut where they are not', async () => {
  const reason = 'because '.repeat(60);
  house.model.script({ error: { status: 400, body: { error: { message: reason } } } });
  const id = await house.submit('fail');
  await closed(id);
  const full = await timeline(id, '?mode=full');
  expect(full.events.map(({ seq }) => seq)).toEqual(full.events.map((_, index) => index + 1));
  const types = new Set(full.events.map(({ type }) => type));
  for (const type of [
    'ACT_SCHEDULED',
    'ACT_STARTED',
    'TIMER_STARTED',
    'ATTR_UPSERT',
    'MARKER_RECORDED',
    'EVENT',
  ])
    expect(types).toContain(type);
  expect(full.events.some(({ payload }) => payload)).toBe(false);
  const failed = full.events.find(({ type }) => type === 'ACT_FAILED');
  expect(failed?.message).toHaveLength(200);
  const whole = await timeline(id, '?mode=full&include_payloads=true');
  const ordered = whole.events.find(({ type }) => type === 'ACT_SCHEDULED');
  expect(ordered?.payload).toMatchObject({ input: [{ taskId: id, step: 'answer' }] });
  expect(whole.events.find(({ type }) => type === 'ACT_FAILED')?.message.length).toBeGreaterThan(200);
  expect(whole.events.map((event) => event.id)).toEqual(full.events.map((event) => event.id));
});

test('what is asked wrongly, of an unknown task, of another tenant or of another run is refused', async () => {
  const id = await house.submit('x');
  const foreign = await house.store.keys.create({ tenant: 'else', owner: 'e', name: 'e' });
  const get = (path: string, key: string | null = house.key) =>
    house.call('GET', `/api/v1/tasks/${path}`, { key });
  expect(await get(`${id}/timeline?mode=all`)).toMatchObject({
    status: 400,
    body: { error: 'Invalid mode (allowed: summary, full)' },
  });
  expect((await get(`${id}/timeline?persist=perhaps`)).status).toBe(400);
  expect((await get(`${id}/timeline?run_id=none`)).status).toBe(400);
  expect((await get(`${id}/timeline?run_id=0190b3a0-0000-7000-8000-000000000000`)).status).toBe(404);
  const missing = await get('task_none/timeline');
  expect(missing).toMatchObject({ status: 404, body: { error: 'Task not found' } });
  expect(await get(`${id}/timeline`, foreign)).toMatchObject({ status: 404, text: missing.text });
  expect((await get(`${id}/timeline`, null)).status).toBe(401);
  expect((await house.call('POST', `/api/v1/tasks/${id}/timeline`)).status).toBe(405);
});

test('a task whose history is gone is told from the log, one whose timeline was kept from that', async () => {
  const [known, log, kept] = [await house.submit('known'), await forgotten('log'), await forgotten('kept')];
  await closed(known);
  const full = await timeline(known, '?mode=full');
  const asked = await house.call('GET', `/api/v1/tasks/${known}/timeline?persist=true`);
  expect(asked).toMatchObject({ status: 202, body: { status: 'accepted', workflow_id: known } });
  expect(asked.body['count']).toBe(full.events.length);
  const told = await timeline(log);
  expect(told.stats).toMatchObject({ source: 'log', note: expect.stringContaining('log of events') });
  expect(told.events.map(({ type }) => type)).toEqual((await house.events(log)).map(({ type }) => type));
  await house.store.timelines.keep(kept, (await house.store.timelines.kept(known)) ?? []);
  const again = await timeline(kept);
  expect(again.stats.source).toBe('kept');
  expect(again.events).toEqual((await timeline(known)).events);
});

/** A task that has ended and that the engine does not know: as after the retention of its history. */
async function forgotten(query: string): Promise<string> {
  const [like, taskId] = [await house.submit(query), `task_${query}_forgotten`];
  await house.ended(like);
  const row = await house.store.tasks.get(like);
  if (!row) throw new Error('The task is not in the store');
  const { tenant, owner, session_id: sessionId, context, settings, mode } = row;
  const firstEvent = { key: 'submit', type: 'DATA_PROCESSING' } as const;
  await house.store.tasks.insert({
    taskId,
    tenant,
    owner,
    keyId: 'key_forgotten',
    sessionId,
    query,
    context,
    settings,
    mode,
    firstEvent,
  });
  const record = TaskRecord.parse({ ...row, ended_at: undefined });
  await house.store.tasks.end(taskId, record, endEvents(record));
  return taskId;
}

test('without the engine a timeline is 503 with a sentence', async () => {
  const cut = await House.open({ worker: false });
  const id = await cut.submit('nobody works on it');
  await cut.loseEngine();
  const answer = await cut.call('GET', `/api/v1/tasks/${id}/timeline`);
  expect(answer.status).toBe(503);
  expect(answer.body['error']).toMatch(/engine does not answer/);
  await cut.close();
});
