import { setTimeout as delay } from 'node:timers/promises';
import { ModelRefusedError, ModelStalledError } from '../../src/providers/models';
import { startModelServer, type ModelServer } from '../support/model-server';
import { eventually } from '../support/eventually';
import { ask, hello, makeModels, rejection } from './make-models';

const key = 'sk-test-4f1d9c0a77';
let server: ModelServer;
beforeAll(async () => (server = await startModelServer()));
beforeEach(() => server.reset());
afterAll(() => server.close());

const models = (stallMs?: number) =>
  makeModels({
    openai: { apiKey: key, baseUrl: server.url },
    openaiModel: 'm',
    ...(stallMs !== undefined && { stallMs }),
  });

describe('an answer', () => {
  test('comes piece by piece, with the tokens that the provider counted', async () => {
    server.script({
      pieces: ['One', ' and', ' two'],
      usage: { input: 21, output: 5 },
      model: 'm-2026-11-01',
    });
    expect(await ask(models())).toEqual({
      text: 'One and two',
      pieces: ['One', ' and', ' two'],
      provider: 'openai',
      model: 'm-2026-11-01',
      usage: { inputTokens: 21, outputTokens: 5, source: 'provider' },
      price: { costUsd: 0, pricing: 'unknown', upperUsd: 0.00069 },
      finish: 'stop',
      toolCalls: [],
    });
    await eventually(
      () => server.calls[0]?.end,
      (end) => end === 'whole',
    );
  });
  test('reaches the reader while it is written', async () => {
    server.script({ pieces: ['first', 'second'], holdAfter: 1 });
    const seen: string[] = [];
    const asked = ask(models(), hello, { onText: (piece) => seen.push(piece) });
    await eventually(
      () => seen.join(),
      (text) => text === 'first',
    );
    server.release();
    expect((await asked).text).toBe('firstsecond');
  });
  test('that nobody counted is counted by tokenizer, and said to be', async () => {
    server.script({ text: 'One and two', usage: null });
    const { usage } = await ask(models());
    expect(usage).toEqual({ inputTokens: 1, outputTokens: 3, source: 'estimated' });
  });
  test('counted as nothing is not counted', async () => {
    server.script({ text: 'One', usage: { input: 0, output: 0 } });
    expect((await ask(models())).usage.source).toBe('estimated');
  });
  test('does not hold what the model thought aloud', async () => {
    const thought = { choices: [{ index: 0, delta: { reasoning_content: 'Hm.' }, finish_reason: null }] };
    server.script({ chunks: [{ id: 'c', ...thought }], text: 'Yes' });
    expect(await ask(models())).toMatchObject({ text: 'Yes', pieces: ['Yes'] });
  });
  test.each(['length', 'content_filter'] as const)('that was cut says by what: %s', async (finish) => {
    server.script({ text: 'half', finish });
    expect(await ask(models())).toMatchObject({ text: 'half', finish });
  });
  test('that a filter withheld is refused', async () => {
    server.script({ text: '', finish: 'content_filter' });
    expect(await rejection(ask(models()))).toBeInstanceOf(ModelRefusedError);
  });
  test('of any letters arrives as it was written', async () => {
    const said = 'héllo 汉字 👩‍👩 \n\n data: [DONE] "quoted"';
    server.answer(() => ({ echo: true }));
    expect((await ask(models(), { messages: [{ role: 'user', content: said }] })).text).toBe(said);
  });
});

describe('a request', () => {
  const sent = () => server.calls[0]?.body;
  test('carries messages, system prompt, temperature and length', async () => {
    await ask(models(), {
      system: 'Be brief.',
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
        { role: 'user', content: 'c' },
      ],
      temperature: 0.2,
      maxOutputTokens: 50,
    });
    expect(sent()).toMatchObject({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
        { role: 'user', content: 'c' },
      ],
      temperature: 0.2,
      max_tokens: 50,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(server.calls[0]?.path).toBe('/v1/chat/completions');
    expect(server.calls[0]?.headers.authorization).toBe(`Bearer ${key}`);
  });
  test('carries nothing that was not asked for', async () => {
    await ask(models());
    expect(Object.keys(sent() ?? {}).sort()).toEqual(['messages', 'model', 'stream', 'stream_options']);
  });
  test('is made without a key where none is configured', async () => {
    await ask(makeModels({ openai: { baseUrl: server.url }, openaiModel: 'm' }));
    expect(server.calls[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a call that goes wrong', () => {
  test('is made once, whatever the error', async () => {
    server.answer(() => ({ error: { status: 500 } }));
    await rejection(ask(models()));
    expect(server.calls).toHaveLength(1);
  });
  test('closes its connection at once when it is aborted, with the reason of who aborted it', async () => {
    server.script({ pieces: ['a', 'b'], holdAfter: 1 });
    const controller = new AbortController();
    const asked = ask(models(), hello, { signal: controller.signal, onText: () => controller.abort(reason) });
    const reason = new Error('enough');
    expect(await rejection(asked)).toBe(reason);
    const abortedAt = Date.now();
    await eventually(
      () => server.calls[0]?.end,
      (end) => end === 'left',
    );
    expect(Date.now() - abortedAt).toBeLessThan(1_000);
  });
  test('is not made at all when it was aborted before', async () => {
    await rejection(ask(models(), hello, { signal: AbortSignal.abort(new Error('before')) }));
    await delay(20);
    expect(server.calls).toHaveLength(0);
  });
  test.each([{ hang: true }, { pieces: ['a', 'b'], holdAfter: 0 }, { pieces: ['a', 'b'], holdAfter: 1 }])(
    'is given up when nothing comes: %j',
    async (behaviour) => {
      server.script(behaviour);
      expect(await rejection(ask(models(80)))).toBeInstanceOf(ModelStalledError);
      await eventually(
        () => server.calls[0]?.end,
        (end) => end === 'left',
      );
    },
  );
  test('is not given up while the provider says that it still thinks', async () => {
    server.script({ text: 'done', comments: 6, delayMs: 60 });
    expect((await ask(models(200))).text).toBe('done');
  });
  test('that ends without a word of its end was broken off', async () => {
    server.script({ pieces: ['half'], noFinish: true });
    const error = await rejection(ask(models()));
    expect([error.name, error.message].join()).toMatch(/finish|whole/);
  });
  test('that ends with nothing was broken off', async () => {
    server.script({ pieces: [], noFinish: true });
    await rejection(ask(models()));
  });
  test.each(['first', 1] as const)('whose connection breaks throws: %s', async (reset) => {
    server.script({ pieces: ['a', 'b'], reset });
    await rejection(ask(models()));
  });
  test('that reports an error in its stream throws it and leaves', async () => {
    server.script({
      chunks: [{ error: { message: 'Overloaded', type: 'server_error' } }],
      pieces: ['a'],
      holdAfter: 0,
    });
    const error = await rejection(ask(models()));
    expect(error).toMatchObject({ message: 'Overloaded' });
    await eventually(
      () => server.calls[0]?.end,
      (end) => end === 'left',
    );
  });
  test('prints nothing', async () => {
    const print = [jest.spyOn(console, 'error'), jest.spyOn(console, 'warn'), jest.spyOn(console, 'info')];
    server.script({ error: { status: 500 } });
    await rejection(ask(models()));
    for (const spy of print) expect(spy).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });
  test('tells nobody the key or the text, also when the provider repeats them', async () => {
    server.answer(() => ({
      error: { status: 401, body: { error: { message: `Incorrect API key: ${key}` } } },
    }));
    const error = await rejection(ask(models(), { messages: [{ role: 'user', content: 'my secret' }] }));
    const all = `${String(error)} ${error.stack} ${JSON.stringify(error, Object.getOwnPropertyNames(error))}`;
    expect(all).not.toContain(key);
    expect(JSON.stringify(Object.entries(error))).not.toMatch(/my secret|sk-test/);
    expect(all).toContain('[key]');
  });
  test('tells nobody a key that no header can carry', async () => {
    const odd = 'sk-odd\nkey-0123456789';
    const broken = makeModels({ openai: { apiKey: odd, baseUrl: server.url }, openaiModel: 'm' });
    const error = await rejection(ask(broken));
    expect(`${String(error)} ${error.stack} ${String(error.cause)}`).not.toContain('0123456789');
  });
  test('that answers in no known form throws', async () => {
    server.script({ chunks: [{ nonsense: true }], text: 'x' });
    expect((await rejection(ask(models()))).name).toBe('AI_TypeValidationError');
  });
});

test('OpenAI itself is asked in its own way, at its own address', async () => {
  const asked: string[] = [];
  const spy = jest.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    asked.push(input as string, init?.body as string);
    return Promise.reject(new TypeError('fetch failed', { cause: new Error('no network in tests') }));
  });
  await rejection(ask(makeModels({ openai: { apiKey: key } }), { ...hello, maxOutputTokens: 9 }));
  await rejection(ask(makeModels({ openai: { apiKey: key, baseUrl: 'https://eu.api.openai.com/v1' } })));
  spy.mockRestore();
  expect(asked[0]).toBe('https://api.openai.com/v1/chat/completions');
  expect(asked[1]).toContain('"max_completion_tokens":9');
  expect(asked[2]).toBe('https://eu.api.openai.com/v1/chat/completions');
});
