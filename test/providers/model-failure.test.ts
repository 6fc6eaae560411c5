import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { classifyModelError, type ModelFailure } from '../../src/activities/model-failure';
import { FailureType } from '../../src/contract/failures';
import { startModelServer, type Behaviour, type ModelServer } from '../support/model-server';
import { ask, makeModels, rejection, targetOf, type Wanted } from './make-models';
import { startVendorServer, type VendorServer } from './vendor-server';

const key = 'sk-test-4f1d9c0a77b2';
const now = Date.parse('2026-11-24T12:00:00Z');
let openai: ModelServer;
let vendor: VendorServer;
beforeAll(async () => ([openai, vendor] = await Promise.all([startModelServer(), startVendorServer()])));
beforeEach(() => openai.reset());
afterAll(() => Promise.all([openai.close(), vendor.close()]));

/** What the true client makes of it, classified. */
async function failureOf(wanted: Wanted): Promise<ModelFailure> {
  const models = makeModels(wanted);
  const target = await targetOf(models);
  return classifyModelError(await rejection(ask(models)), target, now);
}
const byOpenAi = (behaviour: Behaviour, stallMs = 1_000) => {
  openai.script(behaviour);
  return failureOf({ openai: { apiKey: key, baseUrl: openai.url }, openaiModel: 'gpt-x', stallMs });
};
const byAnthropic = (status: number, type: string, message: string, headers = {}) => {
  vendor.answer = { status, headers, body: { type: 'error', error: { type, message }, request_id: 'req_1' } };
  return failureOf({ anthropic: { apiKey: key, baseUrl: vendor.url } });
};
const byGoogle = (code: number, status: string, message: string, details: object[] = []) => {
  vendor.answer = { status: code, body: { error: { code, message, status, details } } };
  return failureOf({ google: { apiKey: key, baseUrl: vendor.url } });
};
const error = (status: number, message = '', rest: object = {}, headers: Record<string, string> = {}) =>
  byOpenAi({
    error: { status, headers, body: { error: { message, type: 'x', param: null, code: null, ...rest } } },
  });
const inStream = (reported: object) => byOpenAi({ chunks: [{ error: reported }], text: 'x' });
const later = (seconds: number) => new Date(now + seconds * 1_000).toUTCString();

type Meaning = readonly [keyof typeof FailureType, 'retried' | 'final', 'elsewhere' | 'here'];
const limited: Meaning = ['modelRateLimited', 'retried', 'elsewhere'];
const down: Meaning = ['modelUnavailable', 'retried', 'elsewhere'];
const slow: Meaning = ['modelTimeout', 'retried', 'elsewhere'];
const key401: Meaning = ['modelAuthentication', 'final', 'here'];
const request: Meaning = ['modelBadRequest', 'final', 'here'];
const unknown: Meaning = ['modelUnknown', 'final', 'here'];
const refused: Meaning = ['modelRefused', 'final', 'here'];

const busy = { type: 'rate_limit_error' };
const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.5s' };
const badKey = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' };

test.each<[string, () => Promise<ModelFailure>, Meaning]>([
  ['400', () => error(400, 'bad'), request],
  ['401', () => error(401, 'Incorrect API key provided'), key401],
  ['402', () => error(402, 'Payment required'), limited],
  ['403', () => error(403, 'Country not supported'), key401],
  [
    '404 of a model',
    () => error(404, 'The model `gpt-x` does not exist', { code: 'model_not_found' }),
    unknown,
  ],
  ['404 of an address', () => error(404, 'Invalid URL (POST /chat/completions)'), unknown],
  ['408', () => error(408), slow],
  ['409', () => error(409), down],
  ['413', () => error(413), request],
  ['422', () => error(422), request],
  ['425', () => error(425), down],
  ['429', () => error(429, 'Rate limit reached'), limited],
  ['429 out of quota', () => error(429, 'You exceeded your quota', { code: 'insufficient_quota' }), limited],
  ['500', () => error(500), down],
  ['502', () => error(502), down],
  ['503', () => error(503), down],
  ['504', () => error(504), slow],
  ['529', () => error(529), down],
  ['400 content filter', () => error(400, 'filtered', { code: 'content_filter' }), refused],
  ['400 content policy', () => error(400, 'no', { code: 'content_policy_violation' }), refused],
  ['400 context too long', () => error(400, 'too long', { code: 'context_length_exceeded' }), request],
  [
    '503, told not to',
    () => error(503, '', {}, { 'x-should-retry': 'false' }),
    ['modelUnavailable', 'final', 'elsewhere'],
  ],
  [
    '400, told to',
    () => error(400, '', {}, { 'x-should-retry': 'true' }),
    ['modelBadRequest', 'retried', 'here'],
  ],
  ['503, told nothing known', () => error(503, '', {}, { 'x-should-retry': 'constructor' }), down],
  ['Anthropic 401', () => byAnthropic(401, 'authentication_error', 'invalid x-api-key'), key401],
  ['Anthropic 400', () => byAnthropic(400, 'invalid_request_error', 'max_tokens: required'), request],
  [
    'Anthropic 400, no money',
    () => byAnthropic(400, 'invalid_request_error', 'Your credit balance is too low'),
    limited,
  ],
  ['Anthropic 404', () => byAnthropic(404, 'not_found_error', 'model: claude-x'), unknown],
  ['Anthropic 429', () => byAnthropic(429, 'rate_limit_error', 'slow down'), limited],
  ['Anthropic 529', () => byAnthropic(529, 'overloaded_error', 'Overloaded'), down],
  ['Google 400, key', () => byGoogle(400, 'INVALID_ARGUMENT', 'API key not valid.', [badKey]), key401],
  ['Google 403', () => byGoogle(403, 'PERMISSION_DENIED', 'denied'), key401],
  ['Google 404', () => byGoogle(404, 'NOT_FOUND', 'models/gemini-x is not found'), unknown],
  ['Google 429', () => byGoogle(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', [retryInfo]), limited],
  ['Google 503', () => byGoogle(503, 'UNAVAILABLE', 'overloaded'), down],
  ['reset before the answer', () => byOpenAi({ reset: 'first' }), down],
  ['reset in the answer', () => byOpenAi({ pieces: ['a', 'b'], reset: 1 }), down],
  ['ended in the middle', () => byOpenAi({ pieces: ['a'], noFinish: true }), down],
  ['nonsense', () => byOpenAi({ chunks: [{ nonsense: 1 }], text: '' }), down],
  ['silence', () => byOpenAi({ hang: true }, 50), slow],
  ['nobody there', () => nobody(), down],
  ['withheld by a filter', () => byOpenAi({ text: '', finish: 'content_filter' }), refused],
  ['in the stream: limited', () => inStream({ message: 'Slow down', type: 'rate_limit_error' }), limited],
  ['in the stream: quota', () => inStream({ message: 'x', code: 'insufficient_quota' }), limited],
  ['in the stream: overloaded', () => inStream({ message: 'x', type: 'overloaded_error' }), down],
  ['in the stream: a status', () => inStream({ message: 'Provider returned error', code: 502 }), down],
  ['in the stream: a final status', () => inStream({ message: 'No', code: 400 }), request],
  ['in the stream: key', () => inStream({ message: 'x', type: 'authentication_error' }), key401],
  ['in the stream: key, repeated', () => inStream({ message: key, type: 'authentication_error' }), key401],
  ['nonsense that repeats the key', () => byOpenAi({ chunks: [{ nonsense: key }], text: '' }), down],
  ['in the stream: words only', () => inStream({ message: 'Rate limit exceeded' }), limited],
  ['in the stream: nothing known', () => inStream({ message: 'Hm' }), down],
])('%s', async (_what, fail, [type, retry, where]) => {
  const failure = await fail();
  const meaning = [failure.retryable ? 'retried' : 'final', failure.fallback ? 'elsewhere' : 'here'];
  expect([failure.type, ...meaning]).toEqual([FailureType[type], retry, where]);
  expect(failure.sentence).toMatch(/^The provider \w+ .* for the model \S+/);
  expect([...failure.sentence].length).toBeLessThanOrEqual(300);
});

async function nobody(): Promise<ModelFailure> {
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => free.once('listening', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  return failureOf({ openai: { baseUrl: `http://127.0.0.1:${port}/v1` }, openaiModel: 'gpt-x' });
}

describe('the wait that a provider asks for', () => {
  test.each<[string, Record<string, string>, number | undefined]>([
    ['none', {}, undefined],
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['parts of seconds', { 'retry-after': '0.5' }, 500],
    ['milliseconds, before seconds', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    ['a date', { 'retry-after': later(90) }, 90_000],
    ['a date gone by', { 'retry-after': later(-90) }, 1],
    ['nothing', { 'retry-after': '0' }, 1],
    ['days, cut to an hour', { 'retry-after': '999999' }, 3_600_000],
    ['no number', { 'retry-after': 'soon' }, undefined],
    ['no number of milliseconds', { 'retry-after-ms': 'soon', 'retry-after': '2' }, 2_000],
  ])('%s', async (_what, headers, ms) => {
    expect((await error(429, '', busy, headers)).retryAfterMs).toBe(ms);
  });
  test('in the body, as Google writes it', async () => {
    const failure = await byGoogle(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', [retryInfo]);
    expect(failure.retryAfterMs).toBe(34_500);
  });
});

describe('the sentence', () => {
  test('names provider, model and cause, with what the provider said', async () => {
    expect((await error(429, 'Rate limit\n reached.')).sentence).toBe(
      'The provider openai limits our requests for the model gpt-x (HTTP 429): Rate limit reached.',
    );
    expect((await nobody()).sentence).toBe('The provider openai could not be reached for the model gpt-x.');
    expect((await byOpenAi({ pieces: ['a', 'b'], reset: 1 })).sentence).toMatch(
      / broke its answer off for the model gpt-x\.$/,
    );
    expect((await byOpenAi({ hang: true }, 50)).sentence).toBe(
      'The provider openai did not answer in time for the model gpt-x.',
    );
    expect((await inStream({ message: 'Busy', type: 'overloaded_error' })).sentence).toBe(
      'The provider openai is not available for the model gpt-x: Busy',
    );
  });
  test.each([
    ['the configured key', key],
    ['another key', 'sk-proj-abcdefghijklmnop'],
    ['a masked key', 'sk-abc**********wxyz'],
    ['a Google key', 'AIzaSyA1234567890abcdefg'],
    ['a token', 'Bearer abc.def.ghi'],
    ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['an odd key that is announced', 'API key: hunter2hunter2'],
    ['a key in an address', 'https://x.test/v1?key=hunter2hunter2&a=b'],
    ['a password in an address', 'https://me:hunter2hunter2@x.test/'],
  ])('does not tell %s', async (_what, secret) => {
    const { sentence } = await error(401, `This is wrong: ${secret} (see the docs)`);
    const bare = secret.replace(/^(Bearer|API key:) /, '');
    expect(sentence).not.toContain(bare);
    expect(sentence).not.toContain('hunter2');
    expect(sentence).toContain('(see the docs)');
  });
  test('leaves plain words alone', async () => {
    const said =
      'The keyboard-driven task-oriented monkey skips risk-averse, key results of claude-haiku-4-5-20251001';
    expect((await error(400, said)).sentence).toContain(said);
  });
  test('is cut by characters, whatever the provider or the client writes', async () => {
    const { sentence } = await error(400, '😀'.repeat(5_000));
    expect([...sentence]).toHaveLength(300);
    expect(sentence.isWellFormed()).toBe(true);
    const failure = classifyModelError(new Error('x'), { provider: 'openai', model: 'm'.repeat(5_000) });
    expect(failure.sentence.length).toBeLessThan(200);
  });
});

test.each([[undefined], [null], ['text'], [42], [{}], [new Error('x')], [Object.create(null)]])(
  'what is no provider’s error is tried again here: %p',
  (thrown) => {
    const failure = classifyModelError(thrown, { provider: 'openai', model: 'm' });
    expect(failure).toMatchObject({ retryable: true, fallback: false, type: FailureType.modelUnavailable });
  },
);
test('an error that is its own cause ends', () => {
  const looped = new Error('x');
  looped.cause = looped;
  expect(classifyModelError(looped, { provider: 'openai', model: 'm' }).retryable).toBe(true);
});
