import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import pino from 'pino';
import type { NewEvent } from '../../src/contract/events';
import { readStream } from '../support/event-stream';
import { House } from '../support/house';
import { openSocket, readSocket } from '../support/web-socket';

let house: House;
const logged: string[] = [];
beforeAll(async () => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  house = await House.open({ log: pino({ level: 'info' }, sink) });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const ws = (id: string, rest = '') => `${house.url}/api/v1/stream/ws?workflow_id=${id}${rest}`;
const auth = () => ({ headers: { 'X-API-Key': house.key } });
const seqs = (frames: Record<string, unknown>[]) => frames.map(({ seq }) => seq);

test('a WebSocket tells what a stream of server-sent events tells, under internal names, and closes after the end', async () => {
  house.model.script({ pieces: ['Once', ' upon', ' a time'], delayMs: 40 });
  const id = await house.submit('a story');
  const { frames, code } = await readSocket(ws(id), auth());
  expect(code).toBe(1000);
  const events = await readStream(`${house.url}/api/v1/tasks/${id}/stream`, auth());
  expect(frames.map(({ stream_id }) => stream_id)).toEqual(events.map((event) => event.id));
  expect(frames.at(-1)).toMatchObject({ type: 'STREAM_END', workflow_id: id });
  const pieces = frames.filter(({ type }) => type === 'LLM_PARTIAL').map(({ message }) => message);
  expect(pieces.join('')).toBe('Once upon a time');
  const unmapped = events.find(({ name }) => name === 'WORKFLOW_STARTED');
  expect(frames.find(({ type }) => type === 'WORKFLOW_STARTED')).toEqual(unmapped?.json);
});

test.each(['stream_id', 'seq'])('a dropped client goes on strictly after its last event (%s)', async (by) => {
  house.model.script({ pieces: Array.from({ length: 20 }, (_, n) => `${n},`), delayMs: 15 });
  const id = await house.submit('count');
  const first = await readSocket(ws(id), {
    ...auth(),
    onFrame: ({ seq }, socket) => {
      if (seq === 9) socket.terminate();
    },
  });
  const last = first.frames.at(-1)?.[by];
  const second = await readSocket(ws(id, `&last_event_id=${String(last)}`), auth());
  const all = seqs([...first.frames, ...second.frames]);
  expect(all).toEqual(all.map((_, index) => index + 1));
});

test.each([
  ['WORKFLOW_COMPLETED', ['WORKFLOW_COMPLETED', 'STREAM_END']],
  ['thread.message.completed', ['LLM_OUTPUT', 'LLM_OUTPUT', 'STREAM_END']],
  ['done', ['STREAM_END']],
])('behind the filter %s it still closes after the last event', async (types, expected) => {
  const id = await house.submit('filtered');
  const { frames, code } = await readSocket(ws(id, `&types=${types}`), auth());
  expect([frames.map(({ type }) => type), code]).toEqual([expected, 1000]);
});

test('a task that ended long ago is told whole, and a resume at its last event is closed at once', async () => {
  const id = await house.submit('over');
  await house.ended(id);
  const { frames } = await readSocket(ws(id), auth());
  const again = await readSocket(ws(id, `&last_event_id=${String(frames.at(-1)?.['stream_id'])}`), auth());
  expect(again).toEqual({ frames: [], code: 1000 });
});

test('what is refused is refused before the handshake, in the form of every error', async () => {
  const id = await house.submit('x');
  const foreign = await house.store.keys.create({ tenant: 'else', owner: 'e', name: 'e' });
  const refusal = (url: string, headers: Record<string, string> = auth().headers) =>
    readSocket(url, { headers }).catch((error: unknown) => (error as Error).message);
  expect(await refusal(ws(id), {})).toBe('401 {"error":"Unauthorized"}');
  expect(await refusal(ws('task_none'))).toBe('404 {"error":"Task not found"}');
  expect(await refusal(ws(id), { 'X-API-Key': foreign })).toBe('404 {"error":"Task not found"}');
  expect(await refusal(ws(''))).toBe('400 {"error":"Invalid or missing workflow_id"}');
  expect(await refusal(ws(id, '&last_event_id=abc'))).toBe('400 {"error":"Invalid last_event_id"}');
  expect(await refusal(`${house.url}/api/v1/stream/none`)).toBe('404 {"error":"Not found"}');
  const plain = await house.call('GET', `/api/v1/stream/ws?workflow_id=${id}`);
  expect(plain).toMatchObject({ status: 400, body: { error: 'This path takes WebSocket handshakes only' } });
});

test('a key in the query opens it, and no log line ever holds it', async () => {
  const id = await house.submit('by query');
  expect((await readSocket(ws(id, `&api_key=${house.key}`))).code).toBe(1000);
  expect((await readSocket(ws(id, `&token=${house.key}`))).code).toBe(1000);
  const lines = logged.filter((line) => line.includes('/api/v1/stream/ws'));
  expect(lines.some((line) => line.includes('"code":101'))).toBe(true);
  expect(logged.join('')).not.toContain(house.key);
});

test('a client that reads nothing for a while loses no event', async () => {
  house.model.script({ pieces: ['Wait', '.'], holdAfter: 1 });
  const id = await house.submit('Tell me much');
  await house.until(id, ({ model_used }) => model_used !== '');
  const { socket, talk } = await openSocket(ws(id), auth());
  socket.pause();
  for (let batch = 0; batch < 20; batch += 1) {
    const events = Array.from({ length: 500 }, (_, index): NewEvent => ({
      key: `much:${batch}:${index}`,
      type: 'LLM_PARTIAL',
      message: `piece ${index} ${'of a long text '.repeat(100)}`,
    }));
    await house.store.events.append(id, events);
  }
  house.model.release();
  await house.ended(id);
  socket.resume();
  const { frames, code } = await talk;
  expect(code).toBe(1000);
  expect(frames.length).toBeGreaterThan(10_000);
  expect(seqs(frames)).toEqual(frames.map((_, index) => index + 1));
}, 60_000);

test('what a client says is passed over, and a long message closes its connection', async () => {
  house.model.script({ pieces: ['a', 'b'], holdAfter: 1 });
  const id = await house.submit('listen');
  const talk = readSocket(ws(id), { ...auth(), onOpen: (socket) => socket.send('hello?') });
  const long = await readSocket(ws(id), { ...auth(), onOpen: (socket) => socket.send('x'.repeat(513)) });
  expect(long.code).not.toBe(1000);
  house.model.release();
  expect((await talk).code).toBe(1000);
});

test('an offer of another protocol is passed over: the request is answered as it is', async () => {
  const { port } = new URL(house.url);
  const body = JSON.stringify({ query: 'over HTTP/1.1' });
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n` +
      `HTTP2-Settings: AAMAAABkAAQAAP__\r\nX-API-Key: ${house.key}\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body);
  const [head] = (await once(socket, 'data')) as [Buffer];
  expect(head.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"task_id":"task_/);
  socket.end();
  await text(socket);
});

test('a server that stops says so to its clients', async () => {
  const other = await House.open({ worker: false });
  const id = await other.submit('nobody works on it');
  const url = `${other.url}/api/v1/stream/ws?workflow_id=${id}`;
  const { talk } = await openSocket(url, { headers: { 'X-API-Key': other.key } });
  await other.close();
  expect((await talk).code).toBe(1001);
});
