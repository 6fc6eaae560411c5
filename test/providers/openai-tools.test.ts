import { ask, hello, makeModels } from './make-models';
import { openAiItself } from './openai-itself';
import { clockTool, firstTurn, lastTurn, oddArguments, searchArguments, searchTool } from './tool-request';
import { startVendorServer, type VendorServer } from './vendor-server';

const key = 'sk-test-4f1d9c0a77';
let server: VendorServer;
beforeAll(async () => (server = await startVendorServer()));
beforeEach(() => (server.calls.length = 0));
afterEach(() => jest.restoreAllMocks());
afterAll(() => server.close());

const foreign = () => makeModels({ openai: { apiKey: key, baseUrl: `${server.url}/v1` }, openaiModel: 'm' });

const itself = () => openAiItself(server);

const usage = {
  prompt_tokens: 120,
  completion_tokens: 48,
  total_tokens: 168,
  prompt_tokens_details: { cached_tokens: 64, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 16,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};
const base = {
  id: 'chatcmpl-CfT1',
  object: 'chat.completion.chunk',
  created: 1764072000,
  model: 'gpt-5.1-2025-11-13',
  service_tier: 'default',
  system_fingerprint: null,
};
const chunk = (delta: object, finish: string | null = null) => ({
  ...base,
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  usage: null,
});
const opened = (index: number, id: string, name: string, first = '') =>
  chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: first } }] });
const more = (index: number, part: string) =>
  chunk({ tool_calls: [{ index, function: { arguments: part } }] });
const said = (content: string | null) => chunk({ role: 'assistant', content, refusal: null });
const answers = (events: object[], finish = 'tool_calls') => {
  const counted = { ...base, choices: [], usage };
  server.answer = { events: [...events, chunk({}, finish), counted], isMarkedDone: true };
};

describe.each([
  ['another server of its format', foreign],
  ['OpenAI itself', itself],
])('%s', (_who, models) => {
  test('is offered tools with their whole parameters', async () => {
    answers([said('Hello')], 'stop');
    await ask(models(), firstTurn);
    expect(server.calls[0]?.body).toMatchObject({
      tools: [searchTool, clockTool].map((tool) => ({ type: 'function', function: tool })),
      tool_choice: 'auto',
    });
  });
  test('is offered none where there are none', async () => {
    answers([said('Hello')], 'stop');
    await ask(models(), hello);
    expect(server.calls[0]?.body).not.toHaveProperty('tools');
    expect(server.calls[0]?.body).not.toHaveProperty('tool_choice');
  });
  test('gives a call in fragments, after a text, with what it counted', async () => {
    answers([
      said(''),
      chunk({ content: 'I ' }),
      chunk({ content: 'look.' }),
      opened(0, 'call_DdmO9pD3xa9XTPNJ32zg2hcA', 'paper_search'),
      ...['{"', 'query', '":"', 'tides', '","filters":', '{"kind":"article"}', '}'].map((part) =>
        more(0, part),
      ),
    ]);
    expect(await ask(models(), firstTurn)).toMatchObject({
      text: 'I look.',
      pieces: ['I ', 'look.'],
      finish: 'tool_calls',
      toolCalls: [
        {
          id: 'call_DdmO9pD3xa9XTPNJ32zg2hcA',
          name: 'paper_search',
          args: { query: 'tides', filters: { kind: 'article' } },
        },
      ],
      model: 'gpt-5.1-2025-11-13',
      usage: { inputTokens: 120, outputTokens: 48, cachedInputTokens: 64, source: 'provider' },
    });
  });
  test('gives several calls of one turn in their order, also when their fragments are mixed', async () => {
    answers([
      said(null),
      opened(0, 'call_1', 'paper_search'),
      opened(1, 'call_2', 'current_time'),
      more(1, '{}'),
      more(0, '{"query":'),
      opened(2, 'call_3', 'paper_search', '{"query":"ebb"}'),
      more(0, '"flood"}'),
    ]);
    const answer = await ask(models(), firstTurn);
    expect(answer).toMatchObject({ text: '', pieces: [] });
    expect(answer.toolCalls).toEqual([
      { id: 'call_1', name: 'paper_search', args: { query: 'flood' } },
      { id: 'call_2', name: 'current_time', args: {} },
      { id: 'call_3', name: 'paper_search', args: { query: 'ebb' } },
    ]);
  });
  test.each([
    ['nothing', [], {}],
    ['a broken object', ['{"query": ', 'tid'], '{"query": tid'],
    ['an object that is another by its end', ['{}', ' trailing'], '{} trailing'],
    ['a text', ['"tides"'], 'tides'],
  ])('gives arguments as they came: %s', async (_what, parts, args) => {
    answers([said(null), opened(0, 'call_1', 'paper_search'), ...parts.map((part) => more(0, part))]);
    expect((await ask(models(), firstTurn)).toolCalls).toEqual([
      { id: 'call_1', name: 'paper_search', args },
    ]);
  });
  test('is told what was called and what came of it, and to call no more', async () => {
    answers([said('Nothing new.')], 'stop');
    expect(await ask(models(), lastTurn)).toMatchObject({ finish: 'stop', toolCalls: [] });
    const { messages, tools, tool_choice: choice } = server.calls[0]?.body ?? {};
    expect(choice).toBe('none');
    expect(tools).toHaveLength(2);
    const called = (id: string, name: string, args: unknown) => ({
      id,
      type: 'function',
      function: { name, arguments: JSON.stringify(args) },
    });
    const odd = 'functions.paper search:2';
    expect(messages).toEqual([
      { role: expect.stringMatching(/^(system|developer)$/) as string, content: 'You are an agent.' },
      { role: 'user', content: 'What is new on tides?' },
      {
        role: 'assistant',
        content: 'I look.',
        tool_calls: [called('call_a', 'paper_search', searchArguments), called('call_b', 'current_time', {})],
      },
      { role: 'tool', tool_call_id: 'call_a', content: 'Two papers.' },
      { role: 'tool', tool_call_id: 'call_b', content: '2026-11-25T12:00:00Z' },
      { role: 'assistant', content: null, tool_calls: [called(odd, 'paper_search', oddArguments)] },
      { role: 'tool', tool_call_id: odd, content: 'The tool failed: no such tool.' },
      { role: 'user', content: 'You have no turns left. Answer now, without tools.' },
    ]);
  });
  test('stops in the middle of a call for want of room: what came is given back as text', async () => {
    answers([said(null), opened(0, 'call_1', 'paper_search'), more(0, '{"query":"ti')], 'length');
    expect(await ask(models(), firstTurn)).toMatchObject({
      finish: 'length',
      toolCalls: [{ id: 'call_1', args: '{"query":"ti' }],
    });
  });
});

describe('another server of its format', () => {
  test('may think aloud before, between and after', async () => {
    answers([
      chunk({ role: 'assistant', content: null, reasoning_content: 'Hm. ' }),
      chunk({ reasoning_content: 'A search.' }),
      chunk({ content: 'I look.' }),
      opened(0, 'call_1', 'paper_search', '{"query":'),
      chunk({ reasoning: 'And the time.' }),
      more(0, '"tides"}'),
      opened(1, 'call_2', 'current_time', '{}'),
    ]);
    expect(await ask(foreign(), firstTurn)).toMatchObject({
      text: 'I look.',
      toolCalls: [
        { id: 'call_1', args: { query: 'tides' } },
        { id: 'call_2', args: {} },
      ],
    });
  });
  test('may leave out ids and numbers of calls: each call gets an id of its own', async () => {
    const call = (name: string, args: string) => ({ type: 'function', function: { name, arguments: args } });
    answers([
      chunk({ tool_calls: [call('paper_search', '{"query":"a"}')] }),
      chunk({ tool_calls: [call('paper_search', '{"query":"b"}')] }),
    ]);
    const { toolCalls } = await ask(foreign(), firstTurn);
    expect(toolCalls.map(({ args }) => args)).toEqual([{ query: 'a' }, { query: 'b' }]);
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(2);
  });
  test('may say of a call that it just stopped', async () => {
    answers([said(null), opened(0, 'call_1', 'current_time', '{}')], 'stop');
    expect(await ask(foreign(), firstTurn)).toMatchObject({
      finish: 'tool_calls',
      toolCalls: [{ id: 'call_1' }],
    });
  });
  test('gets back the thought that it sealed into a call', async () => {
    const sealed = { extra_content: { google: { thought_signature: 'c2VhbGVk' } } };
    const call = { index: 0, id: 'call_1', type: 'function', ...sealed };
    answers([chunk({ tool_calls: [{ ...call, function: { name: 'current_time', arguments: '{}' } }] })]);
    const { toolCalls } = await ask(foreign(), firstTurn);
    const results = [{ id: 'call_1', name: 'current_time', text: 'noon' }];
    const kept = JSON.parse(JSON.stringify(toolCalls)) as typeof toolCalls;
    await ask(foreign(), {
      messages: [
        ...firstTurn.messages,
        { role: 'assistant', content: '', toolCalls: kept },
        { role: 'tool', content: '', results },
      ],
    });
    expect(server.calls[1]?.body['messages']).toMatchObject([{}, { tool_calls: [sealed] }, {}]);
  });
});
