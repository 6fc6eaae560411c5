import type { ReviewAnswer, ReviewState } from '../../src/contract/review';
import { askedOf, brain, planStep, value } from '../support/brain';
import { eventually, House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const query = 'Find the parts, then compare them and then sum them up.';
const first = { steps: [planStep('a', [], []), planStep('b', ['a'], [])] };
const second = { steps: [planStep('c', [], [])] };
/** Plans anew where a reviewer has spoken; the answer is what the last step says. */
const planner = brain({
  plan: (call) => value(askedOf(call).includes('A person has reviewed it') ? second : first),
  step: { text: 'Done.' },
  join: { text: 'Joined.' },
  whole: { text: 'Whole.' },
});
const submit = (settings: object = {}) => {
  house.model.answer(planner);
  return house.submit({ query, mode: 'standard', require_review: true, ...settings });
};
const path = (id: string) => `/api/v1/tasks/${id}/review`;
const read = (id: string) => house.call<ReviewState>('GET', path(id));
const ready = async (id: string) => {
  await house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
  return (await read(id)).body;
};
const answer = (id: string, body: object, version?: number | string) =>
  house.call<ReviewAnswer & { error?: string }>('POST', path(id), {
    body,
    ...(version !== undefined && { headers: { 'If-Match': String(version) } }),
  });
const typesOf = async (id: string) => (await house.events(id)).map(({ type }) => type);

test('a plan waits, is changed by feedback, approved, and carried out as it then is', async () => {
  const id = await submit();
  const state = await ready(id);
  expect(state).toMatchObject({ status: 'reviewing', round: 1, version: 1, query });
  expect(state.current_plan).toBe('1. a: Do a\n2. b: Do b (after a)');
  expect(state.rounds).toEqual([
    { role: 'assistant', message: state.current_plan, timestamp: expect.any(String) },
  ]);
  expect((await read(id)).headers.get('etag')).toBe('1');
  expect(house.model.calls).toHaveLength(1);
  const changed = await answer(id, { action: 'feedback', message: 'One step is enough.' }, 1);
  expect(changed).toMatchObject({
    status: 200,
    body: {
      ...{ status: 'reviewing', round: 2, version: 2, current_plan: '1. c: Do c' },
      plan: { message: '1. c: Do c', round: 2, version: 2, intent: 'feedback' },
    },
  });
  expect(changed.headers.get('etag')).toBe('2');
  expect(changed.body.rounds.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant']);
  expect(askedOf(house.model.calls[1]!)).toContain('One step is enough.');
  expect(await answer(id, { action: 'approve' }, 2)).toMatchObject({
    status: 200,
    body: { status: 'approved', message: 'Research started' },
  });
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', metadata: { steps: 1 } });
  const types = (await typesOf(id)).filter((type) => /PLAN|REVIEW/.test(type));
  expect(types).toEqual([
    ...['RESEARCH_PLAN_READY', 'REVIEW_USER_FEEDBACK', 'RESEARCH_PLAN_UPDATED', 'RESEARCH_PLAN_APPROVED'],
  ]);
  expect(await answer(id, { action: 'approve' })).toMatchObject({
    status: 409,
    body: { error: 'The task has ended: its plan is not under review any more' },
  });
});

test('a reviewer who has seen an older version is told, and of two at once one wins', async () => {
  const id = await submit();
  await ready(id);
  const feedback = { action: 'feedback', message: 'Shorter.' };
  const both = await Promise.all([answer(id, feedback, 1), answer(id, feedback, 1)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await answer(id, { action: 'approve' }, 1)).toMatchObject({
    status: 409,
    body: { error: 'Conflict: plan has been updated. Please review the latest version.' },
  });
  expect(await answer(id, feedback, '"1"')).toMatchObject({
    status: 409,
    body: { error: 'Conflict: state has been modified' },
  });
  expect((await read(id)).body.version).toBe(2);
  await answer(id, { action: 'approve' }, '"2"');
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
});

test('a plan that is rejected ends the task with the reason', async () => {
  const id = await submit({ require_review: undefined, review_plan: 'manual' });
  await ready(id);
  expect(await answer(id, { action: 'reject', message: 'not now', reviewed_by: 'Ann' })).toMatchObject({
    status: 200,
    body: { status: 'rejected' },
  });
  expect(await house.ended(id)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: 'The plan was rejected by Ann: not now',
  });
  expect(house.model.calls).toHaveLength(1);
});

test('who comes after a rejection that a pause holds is told that the review is over', async () => {
  const id = await submit();
  await ready(id);
  await house.call('POST', `/api/v1/tasks/${id}/pause`);
  await eventually(
    () => typesOf(id),
    (types) => types.includes('WORKFLOW_PAUSED'),
  );
  expect((await answer(id, { action: 'reject', message: 'not now' })).status).toBe(200);
  expect(await answer(id, { action: 'approve' }, 1)).toMatchObject({
    status: 409,
    body: { error: 'The plan is not under review any more' },
  });
  await house.call('POST', `/api/v1/tasks/${id}/resume`);
  expect((await house.ended(id)).status).toBe('TASK_STATUS_FAILED');
});

test('nobody reviews it in time: the task fails with a sentence', async () => {
  const id = await submit({ review_timeout: 1 });
  expect(await house.ended(id)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: 'Nobody approved the plan within 1 seconds.',
  });
});

test('feedback of which the model makes nothing leaves the plan as it was', async () => {
  const id = await submit();
  const before = await ready(id);
  house.model.answer(brain({ plan: { text: 'no plan' } }));
  expect(await answer(id, { action: 'feedback', message: 'Shorter.' })).toMatchObject({
    status: 502,
    body: { error: 'Failed to generate updated plan' },
  });
  expect((await read(id)).body).toEqual(before);
  house.model.answer(planner);
  // The same words again are another try.
  expect(await answer(id, { action: 'feedback', message: 'Shorter.' }, 1)).toMatchObject({
    status: 200,
    body: { version: 2, current_plan: '1. c: Do c' },
  });
  await answer(id, { action: 'approve' }, 2);
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', metadata: { steps: 1 } });
  const told = (await typesOf(id)).filter((type) => type === 'REVIEW_USER_FEEDBACK');
  expect(told).toHaveLength(2);
});

test('after ten rounds only approval and rejection are left', async () => {
  const id = await submit();
  await ready(id);
  for (let version = 1; version < 10; version += 1)
    expect((await answer(id, { action: 'feedback', message: `again ${version}` }, version)).status).toBe(200);
  expect(await answer(id, { action: 'feedback', message: 'once more' })).toMatchObject({
    status: 409,
    body: { error: 'Maximum review rounds reached. Please approve the plan.' },
  });
  await answer(id, { action: 'approve' }, 10);
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
});

test('what is no word of a review is refused in a sentence', async () => {
  const id = await submit();
  await ready(id);
  const bad = async (body: unknown, error: string, version?: string) =>
    expect(await answer(id, body as object, version)).toMatchObject({ status: 400, body: { error } });
  await bad({ action: 'x' }, "action must be 'feedback', 'approve' or 'reject'");
  await bad({ action: 'feedback' }, 'message is required for feedback');
  await bad({ action: 'feedback', message: 'x'.repeat(10_241) }, 'message exceeds maximum length (10KB)');
  await bad({ action: 'approve' }, 'If-Match must be the version of the plan, a whole number', 'abc');
  const simple = await house.submit({ query: 'Say it.', mode: 'simple' });
  await house.ended(simple);
  expect(await read(simple)).toMatchObject({
    status: 404,
    body: { error: 'Review session not found or expired' },
  });
  await house.call('POST', `/api/v1/tasks/${id}/cancel`);
  await house.ended(id);
});

test('messages reach the next call of a running task in order, and are acknowledged', async () => {
  house.model.answer(
    brain({
      plan: value(first),
      step: (call) =>
        askedOf(call).includes('Your step: Do a') ? { text: 'A.', holdAfter: 0 } : { text: 'B.' },
      join: { text: 'Joined.' },
    }),
  );
  const id = await house.submit({ query, mode: 'standard' });
  await eventually(
    () => house.model.calls.length,
    (calls) => calls === 2,
  );
  const say = (message: unknown, where = `tasks/${id}/message`) =>
    house.call('POST', `/api/v1/${where}`, { body: { message } });
  expect(await say('Mind the cost.')).toMatchObject({
    status: 200,
    body: { success: true, status: 'sent', message_number: 1 },
  });
  expect(await say('And the date.', `swarm/${id}/message`)).toMatchObject({ status: 200 });
  house.model.release();
  await house.ended(id);
  const asked = house.model.calls.map(askedOf);
  expect(asked[1]).not.toContain('Mind the cost.');
  expect(asked[2]).toContain('- Mind the cost.\n- And the date.');
  expect(asked[3]).toContain('- Mind the cost.\n- And the date.');
  const events = (await house.events(id)).filter(({ type }) => type.startsWith('MESSAGE_'));
  expect(events.map(({ type, payload }) => [type, payload])).toEqual([
    ['MESSAGE_SENT', { number: 1, by: 'acme' }],
    ['MESSAGE_SENT', { number: 2, by: 'acme' }],
    ['MESSAGE_RECEIVED', { first: 1, last: 2 }],
  ]);
  expect(await say('Too late.')).toMatchObject({ status: 409 });
  expect(await say('')).toMatchObject({ status: 400, body: { error: 'message is required' } });
  expect(await say('x'.repeat(32_769))).toMatchObject({
    status: 400,
    body: { error: 'message too long (32769 bytes, max 32768)' },
  });
  expect(await say('hello', 'swarm/task_none/message')).toMatchObject({
    status: 404,
    body: { error: 'Workflow not found' },
  });
});

/** A task that is paused while its last steps are in flight, once they have ended: its answer waits for the resumption. */
async function pausedBeforeAnswer(): Promise<string> {
  const usage = { input: 10, output: 5 };
  house.model.answer(
    brain({
      plan: { ...value({ steps: [planStep('a'), planStep('b')] }), usage },
      step: (call) =>
        askedOf(call).includes('Your step: Do a')
          ? { text: 'A.', usage, holdAfter: 0 }
          : { error: { status: 401, body: { error: { message: 'no' } } } },
      join: { text: 'Joined.', usage, holdAfter: 0 },
    }),
  );
  const id = await house.submit({ query, mode: 'standard' });
  await eventually(
    () => house.model.calls.map(({ end }) => end),
    (ends) => ends.length === 3 && ends.includes('error'),
  );
  await house.call('POST', `/api/v1/tasks/${id}/pause`);
  await house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
  house.model.releaseHeld();
  await house.until(id, ({ usage: used }) => used.total_tokens === 30);
  return id;
}

test('a message that is sent while a task is paused before its answer reaches the answer', async () => {
  const id = await pausedBeforeAnswer();
  await house.call('POST', `/api/v1/tasks/${id}/message`, { body: { message: 'Mind the cost.' } });
  house.model.release();
  await house.call('POST', `/api/v1/tasks/${id}/resume`);
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'Joined.' });
  expect(askedOf(house.model.calls[3]!)).toContain('- Mind the cost.');
  expect(await typesOf(id)).toContain('MESSAGE_RECEIVED');
});

test('a message that is sent when the answer is there already counts as seen by nobody', async () => {
  const id = await pausedBeforeAnswer();
  await house.call('POST', `/api/v1/tasks/${id}/resume`);
  await eventually(
    () => house.model.held,
    (calls) => calls === 1,
  );
  await house.call('POST', `/api/v1/tasks/${id}/pause`);
  await house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
  house.model.release();
  await house.until(id, ({ usage }) => usage.total_tokens === 45);
  await house.call('POST', `/api/v1/tasks/${id}/message`, { body: { message: 'Mind the cost.' } });
  await house.call('POST', `/api/v1/tasks/${id}/resume`);
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'Joined.' });
  expect(house.model.calls).toHaveLength(4);
  expect((await typesOf(id)).filter((type) => type.startsWith('MESSAGE_'))).toEqual(['MESSAGE_SENT']);
});

test('what a paused task still had to tell before its answer is told by the cancel that ends it', async () => {
  const id = await pausedBeforeAnswer();
  await house.call('POST', `/api/v1/tasks/${id}/cancel`);
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_CANCELLED' });
  const told = (await house.events(id)).filter(({ type }) => type === 'WARNING');
  expect(told.map(({ message }) => message)).toEqual([expect.stringContaining('Step b gave no result')]);
});
