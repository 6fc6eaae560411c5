import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { findFreePort } from '../../src/embedded/ports';
import { eventually } from '../support/eventually';
import { everything, openMcp, type McpHouse } from './mcp-house';

jest.setTimeout(60_000);

/** Requests that the server has said it received. */
let posts = 0;
let port: number;
let server: ChildProcess | undefined;
let house: McpHouse | undefined;
beforeAll(async () => {
  port = await findFreePort();
});
afterEach(async () => {
  await house?.close();
  await stop();
});

/** The reference server as an HTTP server of its own; returns when it listens. */
async function start(): Promise<void> {
  server = spawn(process.execPath, [everything, 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  posts = 0;
  server.stdout!.on('data', (data: Buffer) => (posts += data.toString().split('MCP POST').length - 1));
  await once(server.stderr!, 'data');
}
async function stop(): Promise<void> {
  const running = server;
  server = undefined;
  if (!running) return;
  running.kill('SIGKILL');
  await once(running, 'exit');
}
const echo = (message: string) => house!.call('all__echo', { message });
const openHouse = (more: object = {}) =>
  openMcp({
    all: { url: `http://127.0.0.1:${port}/mcp`, headers: { authorization: 'Bearer sesame' }, ...more },
  });

test('the tools of an HTTP server work; it may go and come back', async () => {
  await start();
  house = openHouse();
  await eventually(
    () => house!.names(),
    (names) => names.includes('all__echo'),
  );
  expect(await echo('hello')).toMatchObject({ ok: true, text: 'Echo: hello' });
  await stop();
  expect(await echo('anybody?')).toMatchObject({
    ok: false,
    error: `The MCP server all is not running: http://127.0.0.1:${port} cannot be reached (ECONNREFUSED).`,
    isRetryable: true,
  });
  expect(await house.names()).toContain('all__echo');
  await start();
  await eventually(
    () => echo('again'),
    (outcome) => outcome.ok,
  );
  expect(JSON.stringify(house.logged)).not.toContain('sesame');
});

test('a server that was started anew between two calls has forgotten us, and the call works all the same', async () => {
  await start();
  house = openHouse();
  await eventually(
    () => house!.names(),
    (names) => names.includes('all__echo'),
  );
  await stop();
  await start();
  expect(
    await eventually(
      () => echo('hello'),
      (outcome) => outcome.ok,
    ),
  ).toMatchObject({ text: 'Echo: hello' });
});

test('a server that goes away in the middle of a call ends it long before its time is up', async () => {
  await start();
  house = openHouse({ timeout_seconds: 300 });
  await eventually(
    () => house!.names(),
    (names) => names.includes('all__trigger-long-running-operation'),
  );
  // The greeting, its end, and the listing.
  await eventually(
    () => posts,
    (received) => received >= 3,
  );
  const call = house.call('all__trigger-long-running-operation', { duration: 120, steps: 2 });
  await eventually(
    () => posts,
    (received) => received >= 4,
  );
  await stop();
  // It only reads, so it is tried once more before that is said.
  expect(await call).toMatchObject({
    ok: false,
    error: expect.stringMatching(/^The MCP server all is not running: /) as string,
    isRetryable: true,
  });
});

test('a server that is not there yet is found when it comes', async () => {
  house = openHouse();
  expect(await house.names()).toEqual([]);
  await start();
  await eventually(
    () => house!.names(),
    (names) => names.includes('all__echo'),
  );
});
