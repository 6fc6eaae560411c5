import { request as httpRequest } from 'node:http';
import { House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const post = (body: unknown, headers = {}) => house.call('POST', '/api/v1/tasks', { body, headers });
const count = async () =>
  (await house.call<{ total_count: number }>('GET', '/api/v1/tasks')).body.total_count;

test('a submission is answered with its ids, and told what has no effect', async () => {
  const body = {
    query: 'hi',
    max_iterations: 3,
    strange: 1,
    constructor: 2,
    context: { mine: { deep: true } },
  };
  const answer = await post(body);
  expect(answer.status).toBe(200);
  const { task_id, session_id, created_at } = answer.body as Record<string, string>;
  expect(task_id).toMatch(/^task_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(answer.body).toEqual({
    task_id,
    workflow_id: task_id,
    status: 'TASK_STATUS_QUEUED',
    message: `Task submitted successfully. Session: ${session_id} Without effect on a simple task: max_iterations. Unknown fields, ignored: strange, constructor.`,
    session_id,
    created_at,
  });
  expect(answer.headers.get('x-workflow-id')).toBe(task_id);
  expect(answer.headers.get('x-session-id')).toBe(session_id);
  const view = await house.ended(task_id ?? '');
  expect(view.created_at).toBe(created_at);
  expect(view.context).toMatchObject({
    mine: { deep: true },
    max_iterations: 3,
    current_date: created_at?.slice(0, 10),
  });
});

test('a submission to be streamed is 201 with the stream', async () => {
  const answer = await house.call('POST', '/api/v1/tasks/stream', { body: { query: 'hi' } });
  expect(answer.status).toBe(201);
  const url = `/api/v1/stream/sse?workflow_id=${String(answer.body['task_id'])}`;
  expect(answer.body['stream_url']).toBe(url);
  expect(answer.headers.get('link')).toBe(`<${url}>; rel=stream`);
  await house.ended(String(answer.body['task_id']));
});

test.each<[string, unknown, string | RegExp]>([
  ['no JSON', '{"query":', 'Invalid request body: it is not valid JSON'],
  ['no body', '', 'Query is required'],
  ['a list', [], 'Invalid request body: it must be a JSON object'],
  ['a text', '"text"', 'Invalid request body: it must be a JSON object'],
  ['null', 'null', 'Invalid request body: it must be a JSON object'],
  ['no query', {}, 'Query is required'],
  ['blanks', { query: ' \n\t\u3000' }, 'Query is required'],
  ['a number', { query: 1 }, 'query must be a string'],
  ['10,001 characters', { query: '😀'.repeat(10_001) }, 'Query is too long (at most 10000 characters)'],
  ['a lone surrogate', '{"query":"\\ud800"}', /valid Unicode/],
  ['NUL', { query: 'a\0b' }, /NUL/],
  ['NUL in a key', { query: 'a', context: { 'x\0': 1 } }, /NUL/],
  ['__proto__', '{"query":"a","context":{"__proto__":{"x":1}}}', /__proto__/],
  ['deep nesting', `{"query":"a","context":{"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`, /nested deeper/],
  [
    'too large',
    { query: 'a', context: { x: 'y'.repeat(5_000_000) } },
    'Invalid request body: it is too large',
  ],
  ['a large context', { query: 'a', context: { x: 'y'.repeat(1_000_001) } }, /context is too large/],
  ['a context large in bytes', { query: 'a', context: { x: '汉'.repeat(400_000) } }, /context is too large/],
  ['context', { query: 'a', context: [] }, 'context must be an object'],
  ['session', { query: 'a', session_id: 'a b' }, 'Invalid session_id format'],
  ['mode', { query: 'a', mode: 'fast' }, 'Invalid mode (allowed: simple, standard, complex, supervisor)'],
  ['tier', { query: 'a', model_tier: 'huge' }, 'Invalid model_tier (allowed: small, medium, large)'],
  [
    'provider',
    { query: 'a', provider_override: 'acme' },
    /^Invalid provider_override: acme \(allowed: openai,/,
  ],
  ['provider not here', { query: 'a', provider_override: 'groq' }, /^provider groq is not configured/],
  ['iterations', { query: 'a', max_iterations: 51 }, 'max_iterations out of range (1..50)'],
  ['timeout', { query: 'a', timeout_seconds: 0 }, 'timeout_seconds out of range (1..86400)'],
  [
    'timeout in context',
    { query: 'a', context: { timeout_seconds: 1.5 } },
    'timeout_seconds out of range (1..86400)',
  ],
  ['budget', { query: 'a', budget: { max_tokens: -1 } }, 'budget.max_tokens must be a positive number'],
  ['budget key', { query: 'a', budget: { max_token: 1 } }, 'budget has an unknown field: max_token'],
  [
    'temperature',
    { query: 'a', context: { temperature: 3 } },
    'context.temperature must be a number from 0 to 2',
  ],
  [
    'research where nothing can be searched',
    { query: 'a', force_research: 'true' },
    'force_research needs the tool web_search, which this server does not have: it takes a search provider or a corpus (docs/tools.md)',
  ],
  [
    'research in one call',
    { query: 'a', mode: 'simple', context: { force_research: true } },
    /^force_research does not go with mode "simple"/,
  ],
  [
    'review',
    { query: 'a', context: { review_plan: 'maybe' } },
    'Invalid review_plan (allowed: manual, auto)',
  ],
  [
    'approval of a tool not here',
    { query: 'a', require_approval: ['x'] },
    "require_approval: there is no tool 'x' on this server",
  ],
  ['denial', { query: 'a', on_denial: 'perhaps' }, 'Invalid on_denial (allowed: fail, continue)'],
  ['skill', { query: 'a', skill: 'debugging' }, /^skill is not available yet/],
  ['role', { query: 'a', context: { role: 'analyst' } }, /^role is not available yet/],
  ['attachments', { query: 'a', context: { attachments: [{}] } }, /^attachments is not available yet/],
  ['swarm', { query: 'a', context: { force_swarm: true } }, /^force_swarm is not available yet/],
  ['tools', { query: 'a', context: { tools: 'x' } }, 'context.tools must be a list of tool names'],
  [
    'a tool not here',
    { query: 'a', context: { tools: ['look_up'] } },
    "context.tools: there is no tool 'look_up' on this server",
  ],
  [
    'a tool not here, left out',
    { query: 'a', context: { disabled_tools: ['look_up'] } },
    "context.disabled_tools: there is no tool 'look_up' on this server",
  ],
])('refused with a sentence, and nothing is kept: %s', async (_name, body, text) => {
  const before = await count();
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(Object.keys(answer.body)).toEqual(['error']);
  if (typeof text === 'string') expect(answer.body['error']).toBe(text);
  else expect(answer.body['error']).toMatch(text);
  expect(await count()).toBe(before);
  expect(house.model.calls).toHaveLength(0);
});

test('what is false, null or empty counts as not asked', async () => {
  const asked = { force_research: false, require_review: 'false', require_approval: false, session_id: null };
  const context = { attachments: [], role: '', tools: [], force_swarm: false, timeout_seconds: null };
  expect((await post({ query: 'plain', mode: 'SIMPLE', ...asked, context })).status).toBe(200);
});

test('10,000 characters of any plane are taken as they are', async () => {
  const query = '日😀'.repeat(5_000);
  const view = await house.ended(await house.submit(query));
  expect(view.query).toBe(query);
});

test('a request without a key is refused before its body is read', async () => {
  for (const headers of [
    {},
    { 'X-API-Key': 'nope' },
    { Authorization: 'Bearer' },
    { Authorization: 'Basic x' },
  ]) {
    const answer = await house.call('POST', '/api/v1/tasks', { body: '{', headers, key: null });
    expect(answer).toMatchObject({ status: 401, body: { error: 'Unauthorized' } });
  }
  const bearer = { authorization: `bearer ${house.key}` };
  expect((await house.call('GET', '/api/v1/tasks', { key: null, headers: bearer })).status).toBe(200);
});

test('other encodings, methods and paths get their clear answers', async () => {
  expect(await post('{}', { 'Content-Encoding': 'gzap' })).toMatchObject({ status: 400 });
  const patched = await house.call('PATCH', '/api/v1/tasks');
  expect([patched.status, patched.headers.get('allow')]).toEqual([405, 'GET, POST']);
  expect(await house.call('GET', '/api/v1/nothing')).toMatchObject({
    status: 404,
    body: { error: 'Not found' },
  });
  expect((await house.call('GET', '/api/v1/tasks/%ff')).status).toBe(400);
  for (const path of ['/api/v1/skills', '/api/v1/agents', '/api/v1/memory/files']) {
    expect(await house.call('GET', path)).toMatchObject({ status: 501 });
    expect((await house.call('GET', path, { key: null })).status).toBe(401);
  }
  const openAi = await house.call('POST', '/v1/chat/completions', { body: {} });
  expect(openAi).toMatchObject({ status: 501, body: { error: { type: 'not_implemented_error' } } });
});

test('a client that leaves in the middle of its body leaves nothing behind', async () => {
  const before = await count();
  await new Promise<void>((resolve) => {
    const request = httpRequest(`${house.url}/api/v1/tasks`, {
      method: 'POST',
      headers: { 'X-API-Key': house.key, 'Content-Type': 'application/json', 'Content-Length': '1000' },
    });
    request.on('error', () => resolve());
    request.write('{"query":"half');
    setTimeout(() => request.destroy(), 50);
  });
  expect(await count()).toBe(before);
  expect((await house.call('GET', '/health', { key: null })).status).toBe(200);
});

test('a hundred submissions at once are a hundred tasks, each with its end', async () => {
  const ids = await Promise.all(Array.from({ length: 100 }, (_, n) => house.submit(`number ${n}`)));
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect((await house.ended(id, 30_000)).status).toBe('TASK_STATUS_COMPLETED');
}, 60_000);
