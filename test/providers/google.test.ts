import { ModelRefusedError, ModelStreamBrokenError } from '../../src/providers/models';
import { eventually } from '../support/eventually';
import { ask, hello, makeModels, rejection } from './make-models';
import { startVendorServer, type VendorServer } from './vendor-server';

let server: VendorServer;
beforeAll(async () => (server = await startVendorServer()));
beforeEach(() => (server.calls.length = 0));
afterAll(() => server.close());

const models = () => makeModels({ google: { apiKey: 'AIza-scripted', baseUrl: server.url } });

const counted = { promptTokenCount: 8, candidatesTokenCount: 4, thoughtsTokenCount: 6, totalTokenCount: 18 };
const piece = (text: string, rest: object = {}, part: object = {}) => ({
  candidates: [{ content: { parts: [{ text, ...part }], role: 'model' }, index: 0, ...rest }],
  usageMetadata: { promptTokenCount: 8, totalTokenCount: 8 },
  modelVersion: 'gemini-3.5-flash-lite',
  responseId: 'r1',
});
const last = (finishReason: string) => ({ ...piece('!', { finishReason }), usageMetadata: counted });

test('an answer comes piece by piece, thoughts counted but not told', async () => {
  server.answer = { events: [piece('Hm.', {}, { thought: true }), piece('Hello'), last('STOP')] };
  expect(await ask(models())).toMatchObject({
    text: 'Hello!',
    pieces: ['Hello', '!'],
    provider: 'google',
    model: 'gemini-3.5-flash-lite',
    usage: { inputTokens: 8, outputTokens: 10, source: 'provider' },
    price: { pricing: 'known' },
    finish: 'stop',
  });
});

test('the request is as the vendor wants it, its key in no address', async () => {
  server.answer = { events: [last('STOP')] };
  await ask(models(), { ...hello, system: 'Be brief.', temperature: 0.5, maxOutputTokens: 64 });
  expect(server.calls[0]).toMatchObject({
    path: '/v1beta/models/gemini-3.5-flash-lite:streamGenerateContent?alt=sse',
    headers: { 'x-goog-api-key': 'AIza-scripted' },
    body: {
      generationConfig: { temperature: 0.5, maxOutputTokens: 64 },
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
    },
  });
});

test.each([
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'content_filter'],
  ['OTHER', 'other'],
])('%s is told as %s', async (reason, finish) => {
  server.answer = { events: [piece('Hello'), last(reason)] };
  expect((await ask(models())).finish).toBe(finish);
});

test('a prompt that is not let through is refused', async () => {
  const blocked = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: counted };
  server.answer = { events: [blocked] };
  expect(await rejection(ask(models()))).toBeInstanceOf(ModelRefusedError);
});

test('an answer broken off is an error', async () => {
  server.answer = { events: [piece('Hello')] };
  expect(await rejection(ask(models()))).toBeInstanceOf(ModelStreamBrokenError);
});

test('an error in the middle of an answer is thrown, and the connection closed', async () => {
  const error = { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' };
  server.answer = { events: [piece('Hello'), { error }], thenHold: true };
  const thrown = await rejection(ask(models()));
  expect(thrown).toMatchObject({ message: 'The model is overloaded.', statusCode: 503 });
  await eventually(() => server.calls[0]?.isLeft, Boolean);
});

test('an abort closes the connection at once', async () => {
  server.answer = { events: [piece('Hello')], thenHold: true };
  const controller = new AbortController();
  const onText = () => controller.abort(new Error('enough'));
  expect((await rejection(ask(models(), hello, { signal: controller.signal, onText }))).message).toBe(
    'enough',
  );
  await eventually(() => server.calls[0]?.isLeft, Boolean);
});

test('JSON is asked for in the vendor’s own way', async () => {
  server.answer = {
    events: [piece('{"city":'), { ...last('STOP'), ...piece('"Paris"}', { finishReason: 'STOP' }) }],
  };
  const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
  const answer = await ask(models(), { ...hello, responseFormat: { name: 'place', schema } });
  expect(answer.pieces).toEqual(['{"city":', '"Paris"}']);
  await ask(models(), { ...hello, responseFormat: {} });
  const [bySchema, any] = server.calls.map(({ body }) => body['generationConfig']);
  expect(bySchema).toMatchObject({ responseMimeType: 'application/json', responseSchema: schema });
  expect(any).toEqual({ responseMimeType: 'application/json' });
});
