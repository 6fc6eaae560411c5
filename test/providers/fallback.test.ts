import { eventually, House } from '../support/house';
import { startModelServer, type ModelServer } from '../support/model-server';
import { startVendorServer, type VendorServer } from './vendor-server';

let openai: ModelServer;
let anthropic: VendorServer;
let house: House;
beforeAll(async () => {
  [openai, anthropic] = await Promise.all([startModelServer(), startVendorServer()]);
  house = await House.open({
    models: {
      openaiModel: 'gpt-x',
      providers: {
        openai: { apiKey: 'sk-scripted', baseUrl: openai.url },
        anthropic: { apiKey: 'sk-ant-scripted', baseUrl: anthropic.url },
        google: { apiKey: undefined, baseUrl: undefined },
      },
    },
  });
});
beforeEach(() => {
  openai.reset();
  anthropic.calls.length = 0;
  anthropic.answer = { named: true, events: answered };
});
afterAll(async () => {
  await house.close();
  await Promise.all([openai.close(), anthropic.close()]);
});

const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-haiku-4-5', content: [] };
const answered = [
  { type: 'message_start', message: { ...message, usage: { input_tokens: 9, output_tokens: 1 } } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'From the other one' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } },
  { type: 'message_stop' },
];
const quota = { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } };

test.each([
  ['is down', { error: { status: 503 } }],
  ['is out of quota', { error: { status: 429, body: quota } }],
  ['breaks its answer off', { pieces: ['Half a', ' sentence'], reset: 1 }],
])(
  'a provider that %s is followed by the next, once, and the record names who answered',
  async (_why, behaviour) => {
    openai.script(behaviour);
    const view = await house.ended(await house.submit('Who are you?'));
    expect(view).toMatchObject({
      status: 'TASK_STATUS_COMPLETED',
      result: 'From the other one',
      model_used: 'claude-haiku-4-5',
      provider: 'anthropic',
    });
    expect(view.usage.estimated_cost).toBeGreaterThan(0);
    expect([openai.calls.length, anthropic.calls.length]).toEqual([1, 1]);
  },
);

test('a wrong key is no reason to ask another, and is not told', async () => {
  openai.answer(() => ({
    error: { status: 401, body: { error: { message: 'Incorrect API key: sk-scripted' } } },
  }));
  const view = await house.ended(await house.submit('Who are you?'));
  expect(view).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: expect.stringMatching(/openai refused the configured API key for the model gpt-x \(HTTP 401\)/),
  });
  expect(JSON.stringify(view)).not.toContain('sk-scripted');
  expect([openai.calls.length, anthropic.calls.length]).toEqual([1, 0]);
});

test('a provider that was asked for by name has no stand-in', async () => {
  openai.script({ error: { status: 503, headers: { 'retry-after-ms': '50' } } }, { text: 'Back' });
  const view = await house.ended(await house.submit({ query: 'Who are you?', provider_override: 'openai' }));
  expect(view).toMatchObject({ result: 'Back', provider: 'openai' });
  expect([openai.calls.length, anthropic.calls.length]).toEqual([2, 0]);
});

test.each(['simple', 'standard'])(
  'no other provider is asked for a %s task that was paused meanwhile; once it goes on the first is asked anew',
  async (mode) => {
    openai.script(
      { pieces: ['Half a', ' sentence'], holdAfter: 1, reset: 1 },
      { pieces: ['Half a', ' sentence'], reset: 1 },
    );
    const id = await house.submit({ query: 'Who are you?', mode });
    await eventually(
      () => openai.held,
      (held) => held === 1,
    );
    await house.call('POST', `/api/v1/tasks/${id}/pause`);
    openai.releaseHeld();
    await eventually(
      () => house.events(id),
      (events) => events.some(({ type }) => type === 'ERROR_RECOVERY'),
    );
    await house.call('POST', `/api/v1/tasks/${id}/resume`);
    const view = await house.ended(id);
    expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'From the other one' });
    expect([openai.calls.length, anthropic.calls.length]).toEqual([2, 1]);
  },
);
