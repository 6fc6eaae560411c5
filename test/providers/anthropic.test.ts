import { ModelRefusedError, ModelStreamBrokenError } from '../../src/providers/models';
import { eventually } from '../support/eventually';
import { ask, hello, makeModels, rejection } from './make-models';
import { startVendorServer, type VendorServer } from './vendor-server';

let server: VendorServer;
beforeAll(async () => (server = await startVendorServer()));
beforeEach(() => (server.calls.length = 0));
afterAll(() => server.close());

const models = () => makeModels({ anthropic: { apiKey: 'sk-ant-scripted', baseUrl: server.url } });

const start = {
  type: 'message_start',
  message: {
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-4-5-20251001',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 25,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 100,
      output_tokens: 1,
    },
  },
};
const block = (index: number, content: object) => ({
  type: 'content_block_start',
  index,
  content_block: content,
});
const delta = (index: number, content: object) => ({ type: 'content_block_delta', index, delta: content });
const stop = (index: number) => ({ type: 'content_block_stop', index });
const end = (reason: string) => [
  {
    type: 'message_delta',
    delta: { stop_reason: reason, stop_sequence: null },
    usage: { output_tokens: 15 },
  },
  { type: 'message_stop' },
];
const text = [
  block(0, { type: 'text', text: '' }),
  { type: 'ping' },
  delta(0, { type: 'text_delta', text: 'Hello' }),
  delta(0, { type: 'text_delta', text: '!' }),
  stop(0),
];

test('an answer comes piece by piece, counted by the provider with what it had kept', async () => {
  server.answer = { named: true, events: [start, ...text, ...end('end_turn')] };
  const answer = await ask(models());
  expect(answer).toMatchObject({
    text: 'Hello!',
    pieces: ['Hello', '!'],
    provider: 'anthropic',
    model: 'claude-haiku-4-5-20251001',
    usage: { inputTokens: 125, outputTokens: 15, cachedInputTokens: 100, source: 'provider' },
    finish: 'stop',
  });
  // 25 at 1 dollar a million, 100 at a tenth of it, 15 at 5.
  expect(answer.price).toEqual({ costUsd: expect.closeTo(110e-6, 9), pricing: 'known' });
});

test('the request is as the vendor wants it', async () => {
  server.answer = { named: true, events: [start, ...text, ...end('end_turn')] };
  await ask(models(), { ...hello, system: 'Be brief.', temperature: 0.5, maxOutputTokens: 64 });
  expect(server.calls[0]).toMatchObject({
    path: '/v1/messages',
    headers: { 'x-api-key': 'sk-ant-scripted', 'anthropic-version': '2023-06-01' },
    body: {
      model: 'claude-haiku-4-5',
      max_tokens: 64,
      temperature: 0.5,
      stream: true,
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    },
  });
});

test('an address with its version is taken as it is', async () => {
  server.answer = { named: true, events: [start, ...text, ...end('end_turn')] };
  await ask(makeModels({ anthropic: { apiKey: 'k', baseUrl: `${server.url}/gateway/v1` } }));
  expect(server.calls[0]?.path).toBe('/gateway/v1/messages');
});

test('what the model thinks is no part of the answer', async () => {
  const thinking = [
    block(0, { type: 'thinking', thinking: '', signature: '' }),
    delta(0, { type: 'thinking_delta', thinking: 'Let me see.' }),
    delta(0, { type: 'signature_delta', signature: 'c2ln' }),
    stop(0),
    block(1, { type: 'text', text: '' }),
    delta(1, { type: 'text_delta', text: 'Yes' }),
    stop(1),
  ];
  server.answer = { named: true, events: [start, ...thinking, ...end('end_turn')] };
  expect(await ask(models())).toMatchObject({ text: 'Yes', pieces: ['Yes'] });
});

test.each([
  ['max_tokens', 'length'],
  ['stop_sequence', 'stop'],
  ['refusal', 'content_filter'],
])('%s is told as %s', async (reason, finish) => {
  server.answer = { named: true, events: [start, ...text, ...end(reason)] };
  expect((await ask(models())).finish).toBe(finish);
});

test('a refusal without a word is an error', async () => {
  server.answer = { named: true, events: [start, ...end('refusal')] };
  expect(await rejection(ask(models()))).toBeInstanceOf(ModelRefusedError);
});

test('an answer broken off is an error', async () => {
  server.answer = { named: true, events: [start, ...text.slice(0, 3)] };
  expect(await rejection(ask(models()))).toBeInstanceOf(ModelStreamBrokenError);
});

test('an error in the middle of an answer is thrown, and the connection closed', async () => {
  const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
  server.answer = { named: true, events: [start, ...text.slice(0, 3), overloaded], thenHold: true };
  expect(await rejection(ask(models()))).toMatchObject({ message: 'Overloaded', code: 'overloaded_error' });
  await eventually(() => server.calls[0]?.isLeft, Boolean);
});

test('an abort closes the connection at once', async () => {
  server.answer = { named: true, events: [start, ...text], thenHold: true };
  const controller = new AbortController();
  const onText = () => controller.abort(new Error('enough'));
  expect((await rejection(ask(models(), hello, { signal: controller.signal, onText }))).message).toBe(
    'enough',
  );
  await eventually(() => server.calls[0]?.isLeft, Boolean);
});

test('JSON by a schema is asked for in the vendor’s own way, and streams as it is written', async () => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  };
  const json = [
    block(0, { type: 'text', text: '' }),
    delta(0, { type: 'text_delta', text: '{"ci' }),
    delta(0, { type: 'text_delta', text: 'ty":"Paris"}' }),
    stop(0),
  ];
  server.answer = { named: true, events: [start, ...json, ...end('end_turn')] };
  const answer = await ask(models(), { ...hello, responseFormat: { name: 'place', schema } });
  expect(answer.pieces).toEqual(['{"ci', 'ty":"Paris"}']);
  const format = { type: 'json_schema', schema: expect.objectContaining({ required: ['city'] }) };
  expect(JSON.stringify(server.calls[0]?.body)).toContain('json_schema');
  expect(server.calls[0]?.body).toMatchObject({ output_config: { format } });
});

test('JSON of any shape is left to the words of the prompt', async () => {
  server.answer = { named: true, events: [start, ...text, ...end('end_turn')] };
  expect((await ask(models(), { ...hello, responseFormat: {} })).text).toBe('Hello!');
});
