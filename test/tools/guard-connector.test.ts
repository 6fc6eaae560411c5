import { request } from 'undici';
import { readAllowList } from '../../src/providers/pages/guard/allow-list';
import { guardedAgent, type Resolve } from '../../src/providers/pages/guard/connector';
import { AddressRefused } from '../../src/providers/pages/guard/refused';
import { startSearchServer, type SearchServer } from './search-server';

let server: SearchServer;
let port: string;
beforeAll(async () => {
  server = await startSearchServer();
  server.answer = (response) => response.end('hello');
  port = new URL(server.baseUrl).port;
});
afterAll(() => server.close());
beforeEach(() => {
  server.connections = 0;
});

/** What is read through a guarded agent from an address that nobody has checked before. */
const read = async (url: string, allow: string[], resolve?: Resolve): Promise<string> => {
  const agent = guardedAgent({ allowed: readAllowList(allow), connectMs: 5_000, resolve }, {});
  try {
    const { body } = await request(url, { dispatcher: agent });
    return await body.text();
  } finally {
    await agent.destroy();
  }
};
const answers =
  (...lists: string[][]): Resolve =>
  () =>
    Promise.resolve(
      (lists.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

test.each([
  ['127.0.0.1', /^127\.0\.0\.1 is a loopback address/],
  ['2130706433', /^127\.0\.0\.1 is a loopback address/],
  ['0x7f.1', /^127\.0\.0\.1 is a loopback address/],
  ['0177.0.0.1', /^127\.0\.0\.1 is a loopback address/],
  ['[::ffff:127.0.0.1]', /^::ffff:7f00:1 is a loopback address/],
  ['localhost', /^localhost names a machine of a local network/],
])('%s is refused before a connection exists', async (host, sentence) => {
  const failure = read(`http://${host}:${port}/`, []);
  await expect(failure).rejects.toThrow(AddressRefused);
  await expect(failure).rejects.toThrow(sentence);
  expect(server.connections).toBe(0);
});

test('a name that resolves to a closed address is refused before a connection exists', async () => {
  const failure = read(`http://rebind.example.org:${port}/`, [], answers(['127.0.0.1']));
  await expect(failure).rejects.toThrow(
    'rebind.example.org is 127.0.0.1, which is a loopback address: only public addresses are open, and those that the operator of this server allows.',
  );
  await expect(failure).rejects.toThrow(AddressRefused);
  expect(server.connections).toBe(0);
});

test('what was checked is what is connected to: a name is resolved once a connection', async () => {
  let asked = 0;
  const changing: Resolve = () => {
    asked += 1;
    return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
  };
  expect(await read(`http://rebind.example.org:${port}/`, ['127.0.0.1'], changing)).toBe('hello');
  expect(asked).toBe(1);
  expect(server.connections).toBe(1);
});

test('a later connection to the same name is checked again', async () => {
  const agent = guardedAgent(
    {
      allowed: readAllowList(['127.0.0.1']),
      connectMs: 5_000,
      resolve: answers(['127.0.0.1'], ['127.0.0.2']),
    },
    { pipelining: 0 },
  );
  const url = `http://rebind.example.org:${port}/`;
  try {
    expect(await (await request(url, { dispatcher: agent })).body.text()).toBe('hello');
    await expect(request(url, { dispatcher: agent })).rejects.toThrow(/is 127\.0\.0\.2, which is a loopback/);
    expect(server.connections).toBe(1);
  } finally {
    await agent.destroy();
  }
});

test('of several addresses only those that are open are tried', async () => {
  const mixed = answers(['127.0.0.2', '127.0.0.1', '::1']);
  expect(await read(`http://mixed.example.org:${port}/`, ['127.0.0.1'], mixed)).toBe('hello');
  expect(server.connections).toBe(1);
});

test.each([
  ['127.0.0.1', ['127.0.0.0/8']],
  ['127.0.0.1', ['127.0.0.1']],
  ['0x7f.1', ['127.0.0.1']],
])('%s is read where %j is allowed', async (host, allow) => {
  expect(await read(`http://${host}:${port}/`, allow)).toBe('hello');
});

test('a name that is allowed is read where it leads to this machine', async () => {
  expect(await read(`http://wiki:${port}/`, ['wiki'], answers(['127.0.0.1']))).toBe('hello');
});

test('a name without an address is a failure, not a refusal', async () => {
  await expect(read(`http://gone.example.org:${port}/`, [], answers([]))).rejects.toThrow(
    'gone.example.org has no address',
  );
});
