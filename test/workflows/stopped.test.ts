import { askedOf, brain, planStep, purposeOf, value } from '../support/brain';
import { eventually, House } from '../support/house';
import type { ModelCall } from '../support/model-server';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const query = 'Find the parts, then compare them and then sum them up.';
const held = { pieces: ['half a ', 'thought'], holdAfter: 1 };
const isFor = (id: string) => (call: ModelCall) => askedOf(call).includes(`Your step: Do ${id}`);
const cancel = (id: string) => house.call('POST', `/api/v1/tasks/${id}/cancel`);

test('a task over its time keeps what its steps had written, and counts all that was paid', async () => {
  house.model.answer(
    brain({
      plan: value({ steps: [planStep('a'), planStep('b', ['a'])] }),
      step: (call) => (isFor('b')(call) ? held : { text: 'All of a.' }),
    }),
  );
  const view = await house.ended(await house.submit({ query, mode: 'standard', timeout_seconds: 5 }));
  expect(view).toMatchObject({
    status: 'TASK_STATUS_TIMEOUT',
    mode: 'EXECUTION_MODE_STANDARD',
    result: '## Do a\n\nAll of a.\n\n## Do b\n\nhalf a ',
  });
  expect(view.unified_response).toMatchObject({ stop_reason: 'timeout', metadata: { agents_used: 3 } });
  expect(view.metadata).toMatchObject({
    agents: ['agent-a', 'agent-b', 'planner'],
    usage_source: 'estimated',
  });
  // Two whole calls, and what the third had taken in and written.
  expect(view.usage.total_tokens).toBeGreaterThan(2 * 18 + 50);
  expect(view.unified_response?.metadata.complexity_score).toBeGreaterThan(0.3);
});

test('a task stopped while it writes its answer keeps what was written of that', async () => {
  house.model.answer(
    brain({ plan: value({ steps: [planStep('a'), planStep('b')] }), step: { text: 'A part.' }, join: held }),
  );
  const id = await house.submit({ query, mode: 'standard' });
  await eventually(
    () => house.model.calls.map(purposeOf),
    (purposes) => purposes.includes('join'),
  );
  await eventually(
    () => house.store.events.partial(id),
    (partial) => partial !== undefined,
  );
  await cancel(id);
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_CANCELLED', result: 'half a ' });
  expect(view.metadata).toMatchObject({
    agents: ['agent-a', 'agent-b', 'planner', 'synthesis'],
    usage_source: 'estimated',
  });
  expect(view.usage.total_tokens).toBeGreaterThan(3 * 18);
});

test('a cancel ends all calls side by side within a second', async () => {
  house.model.answer(
    brain({ plan: value({ steps: ['a', 'b', 'c'].map((id) => planStep(id)) }), step: held }),
  );
  const id = await house.submit({ query, mode: 'standard' });
  await eventually(
    () => house.model.calls.length,
    (count) => count === 4,
  );
  const askedAt = Date.now();
  await cancel(id);
  await eventually(
    () => house.model.calls.slice(1).map(({ end }) => end),
    (ends) => ends.every((end) => end === 'left'),
    5_000,
  );
  const slowest = Math.max(
    ...house.model.calls.slice(1).map(({ endedAt }) => (endedAt ?? Infinity) - askedAt),
  );
  expect(slowest).toBeLessThan(1_000);
  const view = await house.ended(id);
  expect(view.status).toBe('TASK_STATUS_CANCELLED');
  expect(view.result.match(/half a /g)).toHaveLength(3);
  const events = await house.events(id);
  expect(events.slice(-3).map(({ type, agent_id }) => [type, agent_id])).toEqual([
    ['WORKFLOW_CANCELLED', 'orchestrator'],
    ['TASK_CANCELLED', 'orchestrator'],
    ['STREAM_END', 'orchestrator'],
  ]);
});

test('a task whose last call fails keeps what its steps had written', async () => {
  const refuse = { error: { status: 401, body: { error: { message: 'bad key' } } } };
  house.model.answer(
    brain({
      plan: value({ steps: [planStep('a'), planStep('b')] }),
      step: { text: 'A part.' },
      join: refuse,
    }),
  );
  const view = await house.ended(await house.submit({ query, mode: 'standard' }));
  expect(view).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    result: '## Do a\n\nA part.\n\n## Do b\n\nA part.',
  });
  expect(view.usage.total_tokens).toBe(3 * 18);
  expect(view.unified_response?.metadata.agents_used).toBe(3);
});

test('a draft stands when its judge is stopped; a judgement is no text', async () => {
  house.model.answer(
    brain({ draft: { text: 'A whole draft.' }, judge: { pieces: ['{"score"', ':1}'], holdAfter: 1 } }),
  );
  const id = await house.submit({ query: 'Why?', mode: 'complex', context: { reasoning: 'reflection' } });
  await eventually(
    () => house.model.calls.length,
    (count) => count === 2,
  );
  await cancel(id);
  const view = await house.ended(id);
  expect(view).toMatchObject({
    status: 'TASK_STATUS_CANCELLED',
    mode: 'EXECUTION_MODE_COMPLEX',
    result: 'A whole draft.',
  });
});

test.each([
  ['self_consistency', {}, 'think'],
  ['debate', { positions: ['Yes.', 'No.'] }, 'argue'],
])('%s of which nothing came fails with the first reason', async (reasoning, params, purpose) => {
  const refuse = { error: { status: 401, body: { error: { message: 'bad key' } } } };
  house.model.answer(brain({ [purpose]: refuse }));
  const view = await house.ended(
    await house.submit({ query: 'Why?', mode: 'complex', context: { reasoning, reasoning_params: params } }),
  );
  expect(view).toMatchObject({ status: 'TASK_STATUS_FAILED', result: '' });
  expect(view.error).toMatch(/key/i);
  expect(view.error).not.toContain('unexpectedly');
});
