import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { House } from '../support/house';
import { startModelServer, type ModelServer } from '../support/model-server';
import { startVendorServer, type VendorServer } from './vendor-server';

const keys = { openai: 'sk-scripted-111', anthropic: 'sk-ant-scripted-222', google: 'AIzaScripted333' };
const file = {
  tiers: { openai: { medium: 'mine-medium', large: 'mine-large' } },
  prices: { 'mine-medium': { input_per_million_usd: 2, output_per_million_usd: 8 } },
};

let openai: ModelServer;
let anthropic: VendorServer;
let google: VendorServer;
let house: House;
let folder: string;
beforeAll(async () => {
  [openai, anthropic, google] = await Promise.all([
    startModelServer(),
    startVendorServer(),
    startVendorServer(),
  ]);
  folder = mkdtempSync(join(tmpdir(), 'holdfast-models-'));
  const modelsFile = join(folder, 'models.json');
  writeFileSync(modelsFile, JSON.stringify(file));
  const providers = {
    openai: { apiKey: keys.openai, baseUrl: openai.url },
    anthropic: { apiKey: keys.anthropic, baseUrl: anthropic.url },
    google: { apiKey: keys.google, baseUrl: google.url },
  };
  house = await House.open({ models: { modelsFile, providers }, stallMs: 400 });
});
beforeEach(() => {
  openai.reset();
  openai.list(['first-listed', 'mine-medium', 'mine-large']);
  for (const vendor of [anthropic, google]) vendor.calls.length = 0;
  anthropic.answer = claude('end_turn', 'From Anthropic');
  google.answer = gemini('From Google');
});
afterAll(async () => {
  await house.close();
  await Promise.all([openai.close(), anthropic.close(), google.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const claude = (reason: string, ...texts: string[]) => ({
  named: true,
  events: [
    {
      type: 'message_start',
      message: {
        ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-haiku-4-5', content: [] },
        usage: { input_tokens: 1_000, output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...texts.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: reason }, usage: { output_tokens: 200 } },
    { type: 'message_stop' },
  ],
});
const gemini = (text: string, finishReason = 'STOP') => ({
  events: [
    {
      candidates: [{ content: { parts: [{ text }], role: 'model' }, finishReason, index: 0 }],
      usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 3, totalTokenCount: 12 },
      modelVersion: 'gemini-3.8-flash',
    },
  ],
});
const asked = () => [openai.calls.length, anthropic.calls.length, google.calls.length];
const run = async (body: object) => house.ended(await house.submit({ query: 'Who are you?', ...body }));

test('a tier is served by the model that the file gives it, at the file’s own price', async () => {
  openai.script({ text: 'Me', usage: { input: 500, output: 250 } });
  const view = await run({ model_tier: 'medium' });
  expect(openai.calls[0]?.body.model).toBe('mine-medium');
  expect(view).toMatchObject({
    model_used: 'mine-medium',
    provider: 'openai',
    usage: { total_tokens: 750, estimated_cost: 0.003 },
    metadata: { model_breakdown: [{ model: 'mine-medium', cost_usd: 0.003, percentage: 100 }] },
  });
  expect(view.metadata).not.toHaveProperty('pricing');
  expect(view.metadata).not.toHaveProperty('usage_source');
});

test('a tier whose model the server does not have is served by the first that it lists', async () => {
  const view = await run({ model_tier: 'small' });
  expect(openai.calls[0]?.body.model).toBe('first-listed');
  expect(view).toMatchObject({ model_used: 'first-listed', metadata: { pricing: 'unknown' } });
});

test('tokens that the provider did not count are estimated, and said to be', async () => {
  openai.script({ text: 'One and two', usage: null });
  const view = await run({ model_tier: 'large' });
  expect(view.metadata).toMatchObject({ usage_source: 'estimated', pricing: 'unknown' });
  expect(view.usage).toMatchObject({ output_tokens: 3, estimated_cost: 0 });
  expect(view.usage.input_tokens).toBeGreaterThan(0);
});

test.each([
  [{ model_override: 'anthropic:claude-haiku-4-5' }, 'anthropic', 0.002],
  [{ model_override: 'claude-haiku-4-5' }, 'anthropic', 0.002],
  [{ context: { provider_override: 'Anthropic' } }, 'anthropic', 0.002],
  [{ provider_override: 'google', model_tier: 'medium' }, 'google', undefined],
  [{ provider_override: 'google', model_override: 'gemini-3.8-flash' }, 'google', undefined],
])('%j is answered by %s, at its list price', async (choice, provider, usd) => {
  const view = await run(choice);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', provider });
  if (usd !== undefined) expect(view.usage.estimated_cost).toBeCloseTo(usd, 9);
  expect(view.usage.estimated_cost).toBeGreaterThan(0);
  expect(asked()).toEqual(provider === 'google' ? [0, 0, 1] : [0, 1, 0]);
});

test('a chain goes on until one answers, and tells the reader each step', async () => {
  openai.script({ pieces: ['Half', ' of it'], reset: 1 });
  anthropic.answer = {
    status: 529,
    body: { type: 'error', error: { type: 'overloaded_error', message: 'Busy' } },
  };
  const id = await house.submit({ query: 'Who are you?' });
  const view = await house.ended(id);
  expect(view).toMatchObject({ result: 'From Google', provider: 'google', usage: { total_tokens: 12 } });
  expect(asked()).toEqual([1, 1, 1]);
  const told = (await house.events(id)).filter(({ type }) => type === 'ERROR_RECOVERY');
  expect(told.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^The provider openai broke its answer off .* Trying claude-haiku-4-5 \(anthropic\)\.$/,
    ),
    expect.stringMatching(/^The provider anthropic is not available .* Trying gemini-\S+ \(google\)\.$/),
  ]);
});

test('a provider that falls silent is given up for the next one', async () => {
  openai.script({ pieces: ['Well', ' then'], holdAfter: 1 });
  const view = await run({});
  expect(view).toMatchObject({ result: 'From Anthropic', provider: 'anthropic' });
  expect(openai.calls[0]?.end).toBe('left');
});

test('a model that was asked for by name is asked again itself, and no other in its place', async () => {
  openai.script({ error: { status: 503, headers: { 'retry-after-ms': '20' } } }, { text: 'Back' });
  const view = await run({ model_override: 'mine-large' });
  expect(view).toMatchObject({ result: 'Back', model_used: 'mine-large' });
  expect(asked()).toEqual([2, 0, 0]);
});

describe('content that is refused', () => {
  const failed = (provider: string) => ({
    status: 'TASK_STATUS_FAILED',
    error: expect.stringMatching(
      new RegExp(`^The provider ${provider} refused the content for the model \\S+\\.`),
    ),
    result: '',
  });
  test('by a filter that lets no text through fails the task after one call', async () => {
    openai.answer(() => ({ text: '', finish: 'content_filter' }));
    expect(await run({})).toMatchObject(failed('openai'));
    expect(asked()).toEqual([1, 0, 0]);
  });
  test('by Anthropic and by Google too', async () => {
    anthropic.answer = claude('refusal');
    expect(await run({ provider_override: 'anthropic' })).toMatchObject(failed('anthropic'));
    google.answer = gemini('', 'SAFETY');
    expect(await run({ provider_override: 'google' })).toMatchObject(failed('google'));
    expect(asked()).toEqual([0, 1, 1]);
  });
  test.each(['', 'I cannot help with that.', '{"half": '])(
    'where JSON was asked for is not asked again: %j, and stays to be read',
    async (text) => {
      openai.answer(() => ({ text, finish: 'content_filter' }));
      const view = await run({ response_format: { type: 'json_object' } });
      expect(view).toMatchObject({ ...failed('openai'), result: text });
      expect(asked()).toEqual([1, 0, 0]);
    },
  );
  test('after a text that is of use leaves the text', async () => {
    openai.answer(() => ({ text: '{"a":1}', finish: 'content_filter' }));
    expect(await run({ response_format: { type: 'json_object' } })).toMatchObject({ response: { a: 1 } });
    openai.answer(() => ({ text: 'I cannot help with that.', finish: 'content_filter' }));
    expect(await run({})).toMatchObject({
      status: 'TASK_STATUS_COMPLETED',
      result: 'I cannot help with that.',
    });
  });
});

test.each([
  ['openai', 401, 'refused the configured API key'],
  ['anthropic', 404, 'does not know this model'],
  ['google', 400, 'rejected the request'],
])(
  'what %s answers with %i ends the task at once, and no key is told anywhere',
  async (provider, status, cause) => {
    const text = `No model for ${Object.values(keys).join(' ')}`;
    openai.answer(() => ({ error: { status, body: { error: { message: text } } } }));
    anthropic.answer = { status, body: { type: 'error', error: { type: 'not_found_error', message: text } } };
    google.answer = { status, body: { error: { code: status, status: 'INVALID_ARGUMENT', message: text } } };
    const id = await house.submit({ query: 'Who are you?', provider_override: provider });
    const view = await house.ended(id);
    expect(view).toMatchObject({ status: 'TASK_STATUS_FAILED', error: expect.stringContaining(cause) });
    expect(view.error).toContain(`(HTTP ${status})`);
    expect(asked().reduce((sum, calls) => sum + calls)).toBe(1);
    const everything = JSON.stringify([view, await house.events(id)]);
    for (const key of Object.values(keys)) expect(everything).not.toContain(key);
    expect(everything).not.toMatch(/node_modules|\.[jt]s:\d+/);
  },
);
