import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ExecuteAnswer } from '../../src/contract/tool-execution';
import type { ToolOutput } from '../../src/contract/tools';
import { currentTime } from '../../src/providers/tools/compute/current-time';
import { fileTools } from '../../src/providers/tools/files';
import { defineTool, ToolError } from '../../src/providers/tools/port';
import { createWorkspaces } from '../../src/providers/workspace';
import { eventually, House } from '../support/house';
import { failingTool, testTool } from '../support/tools';

let house: House;
let root: string;
const seen: { readonly tenant: string; readonly sessionId: string; readonly callKey: string }[] = [];
const waiting = { started: 0, reasons: [] as unknown[] };

const usual = {
  category: 'web',
  version: '2.1.0',
  timeoutMs: 30_000,
  costUsd: 0.002,
  dangerous: false,
  changes: false,
  foreignText: true,
} as const;
const echo = defineTool({
  ...usual,
  name: 'echo',
  description: 'Says it back.',
  parameters: z.strictObject({ text: z.string(), times: z.number().int().min(1).default(1) }),
  run: ({ text, times }, { tenant, sessionId, callKey }) => {
    seen.push({ tenant, sessionId, callKey });
    const said = Array.from({ length: times }, () => text).join(' ');
    return Promise.resolve({ text: said, output: { said }, metadata: { times }, costUsd: times * 0.001 });
  },
});
const patient = defineTool({
  ...usual,
  name: 'patient',
  description: 'Waits until its caller leaves.',
  parameters: z.strictObject({}),
  run: (_args, { signal }) =>
    new Promise<ToolOutput>((_, reject) => {
      waiting.started += 1;
      signal.addEventListener('abort', () => {
        waiting.reasons.push(signal.reason);
        reject(new ToolError('Left.'));
      });
    }),
});

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-api-tools-'));
  const workspaces = createWorkspaces({ root, quotaBytes: 20_000_000 });
  house = await House.open({
    worker: false,
    workspaces,
    tools: [
      ...[echo, patient, currentTime, ...fileTools(workspaces)],
      failingTool('moody', 'The shop is closed on Sundays.'),
      testTool('broken', () => Promise.reject(new TypeError('secret detail'))),
      testTool('slow', () => new Promise(() => undefined), { timeoutMs: 100 }),
    ],
  });
});
afterAll(async () => {
  await house.close();
  await rm(root, { recursive: true, force: true });
});

const execute = (name: string, body: unknown, headers = {}) =>
  house.call<ExecuteAnswer>('POST', `/api/v1/tools/${name}/execute`, { body, headers });

test('an execution answers with output, text, time and what it really cost; no tokens are made up', async () => {
  const answer = await execute('echo', { arguments: { text: 'ho', times: '3' }, session_id: 'talk:1' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-session-id')).toBe('talk:1');
  expect(ExecuteAnswer.parse(answer.body)).toEqual(answer.body);
  expect(answer.body).toEqual({
    success: true,
    output: { said: 'ho ho ho' },
    text: 'ho ho ho',
    error: null,
    metadata: { times: 3 },
    execution_time_ms: expect.any(Number) as number,
    usage: { tokens: 0, cost_usd: 0.003 },
  });
  expect(seen.at(-1)).toMatchObject({ tenant: 'acme', sessionId: 'talk:1' });
});

test('a session is made for each execution that names none, and told', async () => {
  const made = await Promise.all([1, 2].map(() => execute('echo', { arguments: { text: 'a' } })));
  const ids = made.map(({ headers }) => headers.get('x-session-id'));
  expect(ids[0]).toMatch(/^session_[0-9a-f]{32}$/);
  expect(ids[1]).not.toBe(ids[0]);
  expect(
    seen
      .slice(-2)
      .map(({ sessionId }) => sessionId)
      .sort(),
  ).toEqual([...ids].sort());
});

test('arguments and body may be left out, and unknown fields are named in the answer', async () => {
  for (const body of [undefined, '', {}, { arguments: null, session_id: null }]) {
    const answer = await execute('current_time', body, { 'Idempotency-Key': 'k' });
    expect(answer.body).toMatchObject({ success: true, error: null });
  }
  const answer = await execute('current_time', { args: { zone: 'x' }, toString: 1 });
  expect(answer.body.metadata).toMatchObject({ ignored_fields: ['args', 'toString'] });
});

test.each([
  ['moody', {}, 'The shop is closed on Sundays.'],
  ['broken', {}, 'broken failed unexpectedly; it is no use to try the same again.'],
  ['slow', {}, 'slow took longer than its limit of 0.1 s.'],
  ['echo', {}, /^Invalid arguments for echo: text: .*Known parameters: text, times\.$/],
  ['echo', { text: 'a', volume: 11 }, /unknown volume/],
  ['file_read', { path: '../../etc/passwd' }, /^Invalid path .*may not lead out/],
])('a failure of %s with %j is 200 with a sentence', async (name, args, error) => {
  const answer = await execute(name, { arguments: args, session_id: 's' });
  expect(answer.status).toBe(200);
  expect(ExecuteAnswer.parse(answer.body)).toMatchObject({
    success: false,
    output: null,
    text: null,
    error: typeof error === 'string' ? error : expect.stringMatching(error),
    usage: { tokens: 0, cost_usd: 0 },
  });
  expect(answer.text).not.toContain('secret');
});

test.each([
  ['no JSON', '{"arguments":', 'Invalid request body: it is not valid JSON'],
  ['a list', [], 'Invalid request body: it must be a JSON object'],
  ['null', 'null', 'Invalid request body: it must be a JSON object'],
  ['arguments as a list', { arguments: [1] }, 'arguments must be an object'],
  ['arguments as text', { arguments: '{}' }, 'arguments must be an object'],
  ['a session with a blank', { session_id: 'a b' }, 'Invalid session_id format'],
  ['an empty session', { session_id: '' }, 'Invalid session_id format'],
  ['a session that is a number', { session_id: 1 }, 'Invalid session_id format'],
  ['a session too long', { session_id: 'a'.repeat(129) }, 'Invalid session_id format'],
  ['NUL', { arguments: { text: 'a\0' } }, /NUL/],
  ['__proto__', '{"arguments":{"__proto__":{"a":1}}}', /__proto__/],
  ['deep nesting', `{"arguments":{"a":${'['.repeat(500)}${']'.repeat(500)}}}`, /nested deeper/],
  ['too much', { arguments: { text: 'y'.repeat(5_000_000) } }, 'Invalid request body: it is too large'],
])('a body with %s is refused with a sentence', async (_, body, error) => {
  const before = seen.length;
  expect(await execute('echo', body)).toMatchObject({
    status: 400,
    body: { error: typeof error === 'string' ? error : (expect.stringMatching(error) as string) },
  });
  expect(seen).toHaveLength(before);
});

test('equal sessions of two tenants are two sessions', async () => {
  const key = await house.store.keys.create({ tenant: 'other', owner: 'o', name: 'o' });
  const session_id = 'shared';
  await execute('file_write', { session_id, arguments: { path: 'mine.txt', content: 'of acme' } });
  const read = { session_id, arguments: { path: 'mine.txt' } };
  expect((await execute('file_read', read)).body.text).toBe('of acme');
  const path = '/api/v1/tools/file_read/execute';
  const foreign = await house.call<ExecuteAnswer>('POST', path, { key, body: read });
  expect(foreign.body).toMatchObject({ success: false, error: expect.stringMatching(/no file/) as string });
});

test('a repeat with its Idempotency-Key changes things once; another key or body is another call', async () => {
  const session_id = 'once';
  const edit = { path: 'list.txt', old_text: 'a', new_text: 'aa' };
  const again = (key: string, body: object = { session_id, arguments: edit }) =>
    execute('file_edit', body, { 'Idempotency-Key': key });
  const text = async () =>
    (await execute('file_read', { session_id, arguments: { path: 'list.txt' } })).body.text;
  await execute('file_write', { session_id, arguments: { path: 'list.txt', content: 'a' } });
  const [first, second] = await Promise.all([again('key-1'), again('key-1')]);
  const reordered = await again('key-1', { arguments: edit, session_id });
  for (const answer of [first, second, reordered]) {
    expect(answer.body).toMatchObject({ success: true, output: { path: 'list.txt', replacements: 1 } });
  }
  expect(await text()).toBe('aa');
  const all = { session_id, arguments: { ...edit, all: true } };
  expect((await again('key-1', all)).body).toMatchObject({ output: { replacements: 2 } });
  expect(await text()).toBe('aaaa');
  expect((await again('key-2', all)).body).toMatchObject({ output: { replacements: 4 } });
  expect(await again('key\u00e9')).toMatchObject({ status: 400 });
});

test('a key makes the session, too, where none is named', async () => {
  const write = { arguments: { path: 'a.txt', content: 'a' } };
  const headers = { 'Idempotency-Key': 'sessionless' };
  const first = await execute('file_write', write, headers);
  const second = await execute('file_write', write, headers);
  expect(second.headers.get('x-session-id')).toBe(first.headers.get('x-session-id'));
  expect(first.headers.get('x-session-id')).toMatch(/^session_[0-9a-f]{32}$/);
});

test('a client that leaves ends its call at once, and nobody else’s', async () => {
  const start = () =>
    httpRequest(`${house.url}/api/v1/tools/patient/execute`, {
      method: 'POST',
      headers: { 'X-API-Key': house.key, 'Content-Type': 'application/json' },
    })
      .on('error', () => undefined)
      .end('{}');
  const calls = [start(), start()];
  await eventually(
    () => waiting.started,
    (started) => started === 2,
  );
  expect(waiting.reasons).toEqual([]);
  calls[0]?.destroy();
  await eventually(
    () => waiting.reasons,
    (reasons) => reasons.length === 1,
    2_000,
  );
  expect(String(waiting.reasons[0])).toContain('The client has left');
  expect((await house.call('GET', '/health', { key: null })).status).toBe(200);
  expect(waiting.reasons).toHaveLength(1);
  calls[1]?.destroy();
  await eventually(
    () => waiting.reasons,
    (reasons) => reasons.length === 2,
    2_000,
  );
});

test('executions are counted by their route, without a name or a session', async () => {
  await execute('echo', { arguments: { text: 'private words' }, session_id: 'private-session' });
  const { text } = await house.call('GET', '/metrics', { key: null });
  expect(text).toContain('route="/api/v1/tools/:name/execute",code="200"');
  expect(text).not.toContain('private');
});
