import { z } from 'zod';
import { ToolListItem } from '../../src/contract/tool-execution';
import { ToolDescription } from '../../src/contract/tools';
import { House } from '../support/house';
import { testTool } from '../support/tools';

let house: House;
beforeAll(async () => {
  house = await House.open({
    worker: false,
    tools: [
      testTool('echo', ({ input }) => input, { costUsd: 0.002, version: '2.1.0', timeoutMs: 30_000 }),
      testTool('explode', () => 'boom', { dangerous: true }),
      testTool('Alpha-2', () => '2', { category: 'web' }),
      testTool('remote_read', () => '', { category: 'mcp', foreignText: true }),
      testTool('remote_write', () => '', { category: 'mcp', changes: true }),
    ],
  });
});
afterAll(() => house.close());

const get = (path: string, key?: string | null) =>
  house.call('GET', `/api/v1/tools${path}`, key === undefined ? {} : { key });
const list = (query: string) => house.call<ToolListItem[]>('GET', `/api/v1/tools${query}`);

test('tools are listed by name, each with what a caller needs, those that can harm left out', async () => {
  const answer = await list('');
  expect(answer.status).toBe(200);
  expect(z.array(ToolListItem.strict()).parse(answer.body)).toEqual(answer.body);
  expect(answer.body.map(({ name }) => name)).toEqual(['Alpha-2', 'echo', 'remote_read', 'remote_write']);
  expect(answer.body[1]).toEqual({
    name: 'echo',
    description: 'The tool echo of a test.',
    parameters: {
      type: 'object',
      properties: { input: { type: 'string', default: '' } },
      additionalProperties: false,
    },
  });
});

test('a category chooses; one that no tool has is an empty list', async () => {
  const names = async (query: string) => (await list(query)).body.map(({ name }) => name);
  expect(await names('?category=mcp')).toEqual(['remote_read', 'remote_write']);
  expect(await names('?category=search')).toEqual([]);
  expect(await names('?category=')).toHaveLength(4);
  expect(await get('?category=web&category=files')).toMatchObject({
    status: 400,
    body: { error: 'Give category once' },
  });
});

test('a server without tools lists none', async () => {
  const bare = await House.open({ worker: false });
  expect(await bare.call('GET', '/api/v1/tools')).toMatchObject({ status: 200, body: [] });
  expect((await bare.call('GET', '/api/v1/tools/echo')).status).toBe(404);
  await bare.close();
});

test('a tool is described whole, and nothing of how the house sees it', async () => {
  const answer = await get('/echo');
  expect(answer.status).toBe(200);
  expect(ToolDescription.strict().parse(answer.body)).toEqual(answer.body);
  expect(answer.body).toMatchObject({
    name: 'echo',
    category: 'compute',
    version: '2.1.0',
    timeout_seconds: 30,
    cost_per_use: 0.002,
  });
});

test.each([
  ['explode', 403, 'Tool not available via direct execution'],
  ['nothing', 404, "Tool 'nothing' not found"],
  ['Echo', 404, "Tool 'Echo' not found"],
  ['constructor', 404, "Tool 'constructor' not found"],
  ['a%20b', 404, "Tool 'a b' not found"],
  ['..%2Fecho', 404, "Tool '../echo' not found"],
  ['echo%00', 404, "Tool 'echo\0' not found"],
  ['%E2%80%AEecho', 404, "Tool '\u202Eecho' not found"],
  ['x'.repeat(5_000), 404, `Tool '${'x'.repeat(64)}' not found`],
  ['%ff', 400, 'Invalid path encoding'],
])('the name %s is answered %d when it is asked for and when it is executed', async (name, status, error) => {
  expect(await get(`/${name}`)).toMatchObject({ status, body: { error } });
  expect(await house.call('POST', `/api/v1/tools/${name}/execute`, { body: {} })).toMatchObject({
    status,
    body: { error },
  });
});

test('without a key nothing is told, neither of tools nor of bodies', async () => {
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/echo'],
    ['GET', '/nothing'],
    ['POST', '/echo/execute'],
    ['POST', '/explode/execute'],
  ] as const) {
    for (const key of [null, 'sk_unknown']) {
      const body = method === 'POST' ? '{' : undefined;
      const answer = await house.call(method, `/api/v1/tools${path}`, { key, body });
      expect(answer).toMatchObject({ status: 401, body: { error: 'Unauthorized' } });
    }
  }
  expect((await get(`?api_key=${house.key}`, null)).status).toBe(401);
});

test('other methods are refused with those that there are', async () => {
  const allow = async (method: string, path: string) => {
    const answer = await house.call(method, `/api/v1/tools${path}`);
    return [answer.status, answer.headers.get('allow')];
  };
  expect(await allow('POST', '')).toEqual([405, 'GET']);
  expect(await allow('DELETE', '/echo')).toEqual([405, 'GET']);
  expect(await allow('GET', '/echo/execute')).toEqual([405, 'POST']);
  expect((await house.call('GET', '/api/v1/tools/echo/more')).status).toBe(404);
});
