import { classifyModelError } from '../../src/activities/model-failure';
import { ModelStalledError } from '../../src/providers/models';
import type { Models } from '../../src/providers/models/port';
import { eventually } from '../support/eventually';
import { ask, hello, makeModels, rejection, targetOf } from './make-models';
import { openAiItself } from './openai-itself';
import { startVendorServer, type VendorServer } from './vendor-server';

const key = 'scripted-4f1d9c0a77b2';
let server: VendorServer;
beforeAll(async () => (server = await startVendorServer()));
beforeEach(() => (server.calls.length = 0));
afterEach(() => jest.restoreAllMocks());
afterAll(() => server.close());

const chunk = (delta: object, finish: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1764072000,
  model: 'gpt-5.1',
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const openAiEvents = {
  begun: [chunk({ role: 'assistant', content: 'Hel' })],
  ended: [chunk({ content: 'lo' }), chunk({}, 'stop')],
  error: { error: { message: 'The server had an error', type: 'server_error', param: null, code: null } },
};
const text = (words: string) => ({ type: 'text_delta', text: words });
const anthropicDelta = (delta: object) => ({ type: 'content_block_delta', index: 0, delta });

/** A vendor, the events of an answer in two parts, and the error that it may put between them. */
interface Vendor {
  readonly name: string;
  readonly models: (stallMs?: number) => Models;
  readonly begun: readonly object[];
  readonly ended: readonly object[];
  readonly error: object;
}
const stalling = (stallMs?: number) => (stallMs === undefined ? {} : { stallMs });
const vendors: readonly Vendor[] = [
  {
    name: 'another server of OpenAI’s format',
    models: (stallMs) =>
      makeModels({
        openai: { apiKey: key, baseUrl: `${server.url}/v1` },
        openaiModel: 'm',
        ...stalling(stallMs),
      }),
    ...openAiEvents,
  },
  { name: 'OpenAI itself', models: (stallMs) => openAiItself(server, stallMs), ...openAiEvents },
  {
    name: 'Anthropic',
    models: (stallMs) =>
      makeModels({ anthropic: { apiKey: key, baseUrl: server.url }, ...stalling(stallMs) }),
    begun: [
      {
        type: 'message_start',
        message: {
          ...{ id: 'msg_01', type: 'message', role: 'assistant', model: 'claude-haiku-4-5', content: [] },
          ...{ stop_reason: null, stop_sequence: null, usage: { input_tokens: 5, output_tokens: 1 } },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      anthropicDelta(text('Hel')),
    ],
    ended: [
      anthropicDelta(text('lo')),
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 5 },
      },
      { type: 'message_stop' },
    ],
    error: { type: 'error', error: { type: 'api_error', message: 'Internal server error' } },
  },
  {
    name: 'Google',
    models: (stallMs) => makeModels({ google: { apiKey: key, baseUrl: server.url }, ...stalling(stallMs) }),
    begun: [{ candidates: [{ content: { parts: [{ text: 'Hel' }], role: 'model' }, index: 0 }] }],
    ended: [
      {
        candidates: [{ content: { parts: [{ text: 'lo' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
        usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 5, totalTokenCount: 10 },
      },
    ],
    error: { error: { code: 500, message: 'An internal error has occurred.', status: 'INTERNAL' } },
  },
];

describe.each(vendors)('$name', ({ models, begun, ended, error }) => {
  const failureOf = async () => {
    const made = models();
    const target = await targetOf(made);
    return classifyModelError(await rejection(ask(made)), target);
  };
  const isLeft = () => eventually(() => server.calls[0]?.isLeft, Boolean);
  const leftWithin = async (since: number) => {
    await isLeft();
    expect(Date.now() - since).toBeLessThan(1_000);
  };

  test('answers where nothing goes wrong', async () => {
    server.answer = { named: true, events: [...begun, ...ended] };
    expect(await ask(models())).toMatchObject({ text: 'Hello', finish: 'stop' });
  });
  test.each([
    ['first of all', [] as readonly object[]],
    ['in the middle', begun],
  ])('reports an error %s of its stream: tried again, and left', async (_when, before) => {
    server.answer = { named: true, events: [...before, error], thenHold: true };
    const failure = await failureOf();
    expect(failure).toMatchObject({ retryable: true, fallback: true });
    expect(failure.sentence).toMatch(/error/);
    await isLeft();
  });
  test('is left at once when a call is aborted in the middle', async () => {
    server.answer = { named: true, events: begun, thenHold: true };
    const controller = new AbortController();
    const reason = new Error('enough');
    const asked = rejection(
      ask(models(), hello, { signal: controller.signal, onText: () => controller.abort(reason) }),
    );
    expect(await asked).toBe(reason);
    await leftWithin(Date.now());
  });
  test('is left at once when a call is aborted before anything was said', async () => {
    server.answer = { events: [], thenHold: true };
    const controller = new AbortController();
    const reason = new Error('enough');
    const asked = rejection(ask(models(), hello, { signal: controller.signal }));
    await eventually(
      () => server.calls.length,
      (calls) => calls === 1,
    );
    controller.abort(reason);
    expect(await asked).toBe(reason);
    await leftWithin(Date.now());
  });
  test('is given up and left when it falls silent', async () => {
    server.answer = { named: true, events: begun, thenHold: true };
    expect(await rejection(ask(models(80)))).toBeInstanceOf(ModelStalledError);
    await isLeft();
  });
  test.each([
    ['a stream that ends in the middle', () => ({ named: true, events: begun })],
    ['a stream of nothing', () => ({ events: [] })],
    ['a page in the place of a stream', () => ({ text: '<h1>Sign in</h1>', contentType: 'text/html' })],
    ['events that are no JSON', () => ({ text: 'data: {"a"\n\n', contentType: 'text/event-stream' })],
    ['events of no known form', () => ({ events: [{ candidates: 7, choices: 7, type: 7 }, ...ended] })],
  ])('sends %s: tried again, also elsewhere', async (_what, answer) => {
    server.answer = answer();
    expect(await failureOf()).toMatchObject({ retryable: true, fallback: true });
  });
  test('may add fields that nobody knows', async () => {
    const grown = [...begun, ...ended].map((event) => ({ ...event, not_known: { before: [1] } }));
    server.answer = { named: true, events: grown };
    expect((await ask(models())).text).toBe('Hello');
  });
});

test.each([
  ['an event', { type: 'message_note', note: 'x' }],
  ['a piece', anthropicDelta({ type: 'style_delta', style: 'x' })],
])('Anthropic may add %s of a kind that nobody knows', async (_what, event) => {
  const vendor = vendors.find(({ name }) => name === 'Anthropic');
  if (!vendor) throw new Error('There is no Anthropic');
  server.answer = { named: true, events: [...vendor.begun, event, ...vendor.ended] };
  expect((await ask(vendor.models())).text).toBe('Hello');
});
