import { ModelStreamBrokenError } from '../../src/providers/models';
import { ask, makeModels, rejection } from './make-models';
import { clockTool, firstTurn, lastTurn, oddArguments, searchArguments, searchTool } from './tool-request';
import { startVendorServer, type VendorServer } from './vendor-server';

let server: VendorServer;
beforeAll(async () => (server = await startVendorServer()));
beforeEach(() => (server.calls.length = 0));
afterAll(() => server.close());

const models = () => makeModels({ google: { apiKey: 'AIza-scripted', baseUrl: server.url } });

const chunk = (parts: object[], rest: object = {}) => ({
  candidates: [{ content: { parts, role: 'model' }, index: 0, ...rest }],
  usageMetadata: { promptTokenCount: 90, totalTokenCount: 90 },
  modelVersion: 'gemini-3.5-flash-lite',
  responseId: 'mNEmaZ',
});
const call = (name: string, args?: object, rest: object = {}) => ({
  functionCall: { name, ...(args && { args }) },
  ...rest,
});
const answers = (...events: object[]) => {
  const usageMetadata = {
    promptTokenCount: 90,
    cachedContentTokenCount: 30,
    candidatesTokenCount: 20,
    thoughtsTokenCount: 40,
    totalTokenCount: 150,
  };
  const end = { ...chunk([{ text: '' }], { finishReason: 'STOP' }), usageMetadata };
  server.answer = { events: [...events, end] };
};

test('tools are offered with their parameters, as far as the vendor knows their words', async () => {
  answers(chunk([{ text: 'Hello' }]));
  await ask(models(), firstTurn);
  expect(server.calls[0]?.body).toMatchObject({
    tools: [
      {
        functionDeclarations: [
          {
            name: searchTool.name,
            description: searchTool.description,
            parameters: {
              type: 'object',
              required: ['query'],
              properties: {
                query: { type: 'string', minLength: 1, description: 'what to look for' },
                filters: {
                  type: 'object',
                  required: ['kind'],
                  properties: {
                    site: { type: 'string', nullable: true },
                    kind: { type: 'string', enum: ['article', 'book'] },
                    years: { type: 'array', items: { type: 'integer' } },
                  },
                },
              },
            },
          },
          { name: clockTool.name, description: clockTool.description },
        ],
      },
    ],
    toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
  });
});

test('a tool whose parameters the vendor cannot be told exactly is offered with what it can be told', async () => {
  answers(chunk([{ text: 'Hello' }]));
  const mixed = { enum: [1, 'all'], description: 'how many' };
  const properties = {
    count: mixed,
    const: { type: 'object', properties: { page: { type: 'integer', const: 'x' } }, required: ['page'] },
    again: { $ref: '#/properties/count' },
  };
  const odd = { name: 'odd', description: '', parameters: { type: 'object', properties } };
  expect((await ask(models(), { ...firstTurn, tools: [searchTool, odd] })).text).toBe('Hello');
  expect(server.calls[0]?.body['tools']).toMatchObject([
    {
      functionDeclarations: [
        { name: 'paper_search', parameters: { properties: { query: { type: 'string' } } } },
        {
          name: 'odd',
          parameters: {
            properties: {
              count: { type: 'string', description: 'how many' },
              const: { properties: { page: { type: 'integer' } }, required: ['page'] },
              again: { type: 'string' },
            },
          },
        },
      ],
    },
  ]);
});

test('a call comes after thoughts and a text, with what the vendor counted', async () => {
  const args = { query: 'tides', filters: { kind: 'article' } };
  const signed = { thoughtSignature: 'CiQB0e2Kb' };
  const functionCall = { name: 'paper_search', args, id: 'rn5qxo1p' };
  answers(
    chunk([{ text: '**Searching**', thought: true }]),
    chunk([{ text: 'I ' }]),
    chunk([{ text: 'look.' }]),
    chunk([{ functionCall, ...signed }]),
  );
  expect(await ask(models(), firstTurn)).toMatchObject({
    text: 'I look.',
    pieces: ['I ', 'look.'],
    finish: 'tool_calls',
    toolCalls: [{ id: 'rn5qxo1p', name: 'paper_search', args, ...signed }],
    usage: { inputTokens: 90, outputTokens: 60, cachedInputTokens: 30, source: 'provider' },
  });
});

test('several calls of one turn come in their order, each with an id of its own where the vendor gives none', async () => {
  answers(
    chunk([call('paper_search', { query: 'flood' }), call('current_time', {})]),
    chunk([{ text: 'Hm.', thought: true }, call('paper_search', { query: 'ebb' }), call('current_time')]),
  );
  const { toolCalls, finish } = await ask(models(), firstTurn);
  expect(finish).toBe('tool_calls');
  expect(toolCalls.map(({ name, args }) => [name, args])).toEqual([
    ['paper_search', { query: 'flood' }],
    ['current_time', {}],
    ['paper_search', { query: 'ebb' }],
    ['current_time', {}],
  ]);
  expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(4);
});

test('arguments that come in parts are put together', async () => {
  const part = (functionCall: object) => chunk([{ functionCall }]);
  answers(
    part({ name: 'paper_search', id: 'c1', willContinue: true }),
    part({
      partialArgs: [{ jsonPath: '$.query', stringValue: 'ti', willContinue: true }],
      willContinue: true,
    }),
    part({ partialArgs: [{ jsonPath: '$.query', stringValue: 'des' }], willContinue: true }),
    part({}),
  );
  expect((await ask(models(), firstTurn)).toolCalls).toEqual([
    { id: 'c1', name: 'paper_search', args: { query: 'tides' } },
  ]);
});

test('a call that the model could not write is an answer broken off', async () => {
  server.answer = { events: [chunk([{ text: 'I look.' }], { finishReason: 'MALFORMED_FUNCTION_CALL' })] };
  expect(await rejection(ask(models(), firstTurn))).toBeInstanceOf(ModelStreamBrokenError);
});

test('the next turn tells what was called and what came of it, and to call no more', async () => {
  answers(chunk([{ text: 'Nothing new.' }]));
  expect(await ask(models(), lastTurn)).toMatchObject({ finish: 'stop', toolCalls: [] });
  const { contents, tools, toolConfig, systemInstruction } = server.calls[0]?.body ?? {};
  expect(systemInstruction).toEqual({ parts: [{ text: 'You are an agent.' }] });
  expect(tools).toMatchObject([{ functionDeclarations: [{}, {}] }]);
  expect(toolConfig).toEqual({ functionCallingConfig: { mode: 'NONE' } });
  const called = (id: string, name: string, args: unknown) =>
    expect.objectContaining({ functionCall: { id, name, args } }) as unknown;
  const result = (id: string, name: string, content: string) => ({
    functionResponse: { id, name, response: { name, content } },
  });
  const odd = 'functions.paper search:2';
  expect(contents).toEqual([
    { role: 'user', parts: [{ text: 'What is new on tides?' }] },
    {
      role: 'model',
      parts: [
        { text: 'I look.' },
        called('call_a', 'paper_search', searchArguments),
        called('call_b', 'current_time', {}),
      ],
    },
    {
      role: 'user',
      parts: [
        result('call_a', 'paper_search', 'Two papers.'),
        result('call_b', 'current_time', '2026-11-25T12:00:00Z'),
      ],
    },
    { role: 'model', parts: [called(odd, 'paper_search', oddArguments)] },
    { role: 'user', parts: [result(odd, 'paper_search', 'The tool failed: no such tool.')] },
    { role: 'user', parts: [{ text: 'You have no turns left. Answer now, without tools.' }] },
  ]);
});

test('a thought that the vendor sealed into a call goes back with it, also after it was kept', async () => {
  answers(
    chunk([call('current_time', {}, { thoughtSignature: 'c2VhbGVk' }), call('paper_search', { query: 'a' })]),
  );
  const { toolCalls } = await ask(models(), firstTurn);
  const kept = JSON.parse(JSON.stringify(toolCalls)) as typeof toolCalls;
  const results = kept.map(({ id, name }) => ({ id, name, text: 'x' }));
  await ask(models(), {
    ...firstTurn,
    messages: [
      ...firstTurn.messages,
      { role: 'assistant', content: '', toolCalls: kept },
      { role: 'tool', content: '', results },
    ],
  });
  const [, said] = server.calls[1]?.body['contents'] as { parts: Record<string, unknown>[] }[];
  expect(said?.parts.map(({ thoughtSignature }) => thoughtSignature)).toEqual(['c2VhbGVk', undefined]);
});
