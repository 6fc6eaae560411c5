import { ask, makeModels } from './make-models';
import { clockTool, firstTurn, lastTurn, oddArguments, searchArguments, searchTool } from './tool-request';
import { startVendorServer, type VendorServer } from './vendor-server';

let server: VendorServer;
beforeAll(async () => (server = await startVendorServer()));
beforeEach(() => (server.calls.length = 0));
afterAll(() => server.close());

const models = () => makeModels({ anthropic: { apiKey: 'sk-ant-scripted', baseUrl: server.url } });

const start = {
  type: 'message_start',
  message: {
    id: 'msg_014p7gG3wDgGV9EUtLvnow3U',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-4-5-20251001',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 472, cache_read_input_tokens: 100, output_tokens: 2 },
  },
};
let blocks = 0;
const block = (content: object, ...deltas: object[]) => {
  const index = blocks++;
  return [
    { type: 'content_block_start', index, content_block: content },
    { type: 'ping' },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
};
const said = (...pieces: string[]) =>
  block({ type: 'text', text: '' }, ...pieces.map((text) => ({ type: 'text_delta', text })));
const thought = (text: string) =>
  block(
    { type: 'thinking', thinking: '', signature: '' },
    { type: 'thinking_delta', thinking: text },
    { type: 'signature_delta', signature: 'RXFnZw==' },
  );
const called = (id: string, name: string, ...parts: string[]) =>
  block(
    { type: 'tool_use', id, name, input: {} },
    ...parts.map((part) => ({ type: 'input_json_delta', partial_json: part })),
  );
const answers = (events: object[], reason = 'tool_use') => {
  blocks = 0;
  const delta = { stop_reason: reason, stop_sequence: null };
  const end = [{ type: 'message_delta', delta, usage: { output_tokens: 89 } }, { type: 'message_stop' }];
  server.answer = { named: true, events: [start, ...events, ...end] };
};

test('tools are offered with their whole parameters', async () => {
  answers(said('Hello'), 'end_turn');
  await ask(models(), firstTurn);
  expect(server.calls[0]?.body).toMatchObject({
    tools: [searchTool, clockTool].map(({ name, description, parameters }) => ({
      name,
      description,
      input_schema: parameters,
    })),
    tool_choice: { type: 'auto' },
  });
});

test('a call comes in fragments, after a text, with what the vendor counted', async () => {
  const parts = ['', '{"query": "ti', 'des", "filters"', ': {"kind": "article"}', '}'];
  answers([...said('I ', 'look.'), ...called('toolu_01T1x1fJ34qAmk2tNTrN7Up6', 'paper_search', ...parts)]);
  expect(await ask(models(), firstTurn)).toMatchObject({
    text: 'I look.',
    pieces: ['I ', 'look.'],
    finish: 'tool_calls',
    toolCalls: [
      {
        id: 'toolu_01T1x1fJ34qAmk2tNTrN7Up6',
        name: 'paper_search',
        args: { query: 'tides', filters: { kind: 'article' } },
      },
    ],
    usage: { inputTokens: 572, outputTokens: 89, cachedInputTokens: 100, source: 'provider' },
  });
});

test('several calls of one turn come in their order, with thoughts around them', async () => {
  answers([
    ...thought('Two things at once.'),
    ...called('toolu_1', 'paper_search', '{"query": "flood"}'),
    ...thought('And the time.'),
    ...called('toolu_2', 'current_time'),
    ...block({ type: 'redacted_thinking', data: 'RW1N' }),
    ...called('toolu_3', 'paper_search', '{"query"', ': "ebb"}'),
  ]);
  const answer = await ask(models(), firstTurn);
  expect(answer).toMatchObject({ text: '', pieces: [], finish: 'tool_calls' });
  expect(answer.toolCalls).toEqual([
    { id: 'toolu_1', name: 'paper_search', args: { query: 'flood' } },
    { id: 'toolu_2', name: 'current_time', args: {} },
    { id: 'toolu_3', name: 'paper_search', args: { query: 'ebb' } },
  ]);
});

test('arguments that are no JSON are given back as text', async () => {
  answers(called('toolu_1', 'paper_search', '{"query": ', 'tid'), 'max_tokens');
  expect(await ask(models(), firstTurn)).toMatchObject({
    finish: 'length',
    toolCalls: [{ id: 'toolu_1', name: 'paper_search', args: '{"query": tid' }],
  });
});

test('the next turn tells what was called and what came of it, and to call no more', async () => {
  answers(said('Nothing new.'), 'end_turn');
  expect(await ask(models(), lastTurn)).toMatchObject({ finish: 'stop', toolCalls: [] });
  const { messages, tools, tool_choice: choice } = server.calls[0]?.body ?? {};
  // The vendor refuses a conversation with calls in it that comes without tools.
  expect(tools).toHaveLength(2);
  expect(choice).toEqual({ type: 'none' });
  const use = (id: string, name: string, input: unknown) => ({ type: 'tool_use', id, name, input });
  const result = (id: string, content: string) => ({ type: 'tool_result', tool_use_id: id, content });
  const text = (words: string) => ({ type: 'text', text: words });
  const odd = 'functions_paper_search_2';
  expect(messages).toEqual([
    { role: 'user', content: [text('What is new on tides?')] },
    {
      role: 'assistant',
      content: [
        text('I look.'),
        use('call_a', 'paper_search', searchArguments),
        use('call_b', 'current_time', {}),
      ],
    },
    { role: 'user', content: [result('call_a', 'Two papers.'), result('call_b', '2026-11-25T12:00:00Z')] },
    { role: 'assistant', content: [use(odd, 'paper_search', oddArguments)] },
    {
      role: 'user',
      content: [
        result(odd, 'The tool failed: no such tool.'),
        text('You have no turns left. Answer now, without tools.'),
      ],
    },
  ]);
});
