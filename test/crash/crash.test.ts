import { readStream, type WireEvent } from '../support/event-stream';
import { eventually } from '../support/house';
import { Stack } from './stack';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.open();
}, 60_000);
afterAll(() => stack.close(), 60_000);
beforeEach(() => stack.model.reset());

const slow = { pieces: Array.from({ length: 40 }, (_, n) => `w${n} `), delayMs: 50 };
const whole = slow.pieces.join('');
const seqs = (events: readonly WireEvent[]) => events.map(({ id }) => Number(id?.split('-')[1]));
const stream = (id: string, url = stack.url, rest = '') =>
  `${url}/api/v1/stream/sse?workflow_id=${id}${rest}`;

test('everything killed in the middle of a model call: the task ends right, one call is repeated at most', async () => {
  stack.model.answer(() => slow);
  const id = await stack.submit('survive all');
  await stack.asked(1);
  await new Promise((resolve) => setTimeout(resolve, 400));
  await stack.crash('all');
  const view = await stack.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: whole });
  expect(stack.model.calls.length).toBeLessThanOrEqual(2);
  const events = await readStream(stream(id), { headers: stack.headers });
  expect(seqs(events)).toEqual(events.map((_, index) => index + 1));
  const reset = events.findIndex(({ name }) => name === 'WARNING');
  const text = events.slice(reset).filter(({ name }) => name === 'thread.message.delta');
  expect(text.map(({ json }) => json?.['delta']).join('')).toBe(whole);
}, 90_000);

test('the database killed while a model writes: its answer is not lost and not paid for twice', async () => {
  stack.model.answer(() => slow);
  const id = await stack.submit('survive the database');
  await stack.asked(1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  stack.kill('postgres');
  expect(await stack.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: whole });
  expect(stack.model.calls).toHaveLength(1);
  const events = await readStream(stream(id), { headers: stack.headers });
  expect(seqs(events)).toEqual(events.map((_, index) => index + 1));
}, 90_000);

test('the database killed right before the final write: the answer that had arrived is the answer', async () => {
  stack.model.script({ pieces: ['the ', 'answer'], holdAfter: 2 });
  const id = await stack.submit('survive the end');
  await stack.asked(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  stack.kill('postgres');
  stack.model.release();
  expect(await stack.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'the answer' });
  expect(stack.model.calls).toHaveLength(1);
}, 90_000);

test('the engine killed in the middle of a model call: the task ends right', async () => {
  stack.model.answer(() => slow);
  const id = await stack.submit('survive the engine');
  await stack.asked(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  stack.kill('engine');
  expect(await stack.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: whole });
  expect(stack.model.calls.length).toBeLessThanOrEqual(2);
  // What was taken while the engine was away is told so, and what is taken again works.
  const again = await eventually(
    () => stack.submit('after').catch(() => ''),
    (taken) => taken !== '',
    30_000,
  );
  expect((await stack.ended(again)).status).toBe('TASK_STATUS_COMPLETED');
}, 90_000);

test('an API killed in the middle of a stream: its client goes on elsewhere without gap or repeat', async () => {
  stack.model.answer(() => slow);
  const other = await stack.startAlone('server.js');
  const id = await stack.submit('stream on', { url: other.url });
  const seen: WireEvent[] = [];
  await readStream(stream(id, other.url), {
    headers: stack.headers,
    onEvent: (event) => {
      seen.push(event);
      if (seen.length === 15) other.child.kill('SIGKILL');
    },
  }).catch(() => undefined);
  const last = seen.at(-1)?.id ?? '';
  const rest = await readStream(stream(id), { headers: { ...stack.headers, 'Last-Event-ID': last } });
  const all = seqs([...seen, ...rest]);
  expect(all).toEqual(all.map((_, index) => index + 1));
  expect(rest.at(-1)?.name).toBe('done');
}, 60_000);

test('an API killed in the middle of submissions: a retry with the key finds the one task', async () => {
  const other = await stack.startAlone('server.js');
  const keys = Array.from({ length: 20 }, (_, n) => `crash-${n}`);
  const first = keys.map((key) => stack.submit('once', { url: other.url, key }).catch(() => undefined));
  await new Promise((resolve) => setTimeout(resolve, 25));
  other.child.kill('SIGKILL');
  const answered = await Promise.all(first);
  const again = await Promise.all(keys.map((key) => stack.submit('once', { key })));
  for (const [index, id] of answered.entries()) if (id !== undefined) expect(again[index]).toBe(id);
  expect(new Set(again).size).toBe(keys.length);
  for (const id of again) expect((await stack.ended(id)).status).toBe('TASK_STATUS_COMPLETED');
  expect(stack.model.calls).toHaveLength(keys.length);
}, 60_000);

test('a worker killed in the middle of a call: another takes it over, and the reader is told', async () => {
  stack.model.answer((_call, index) => (index === 0 ? { ...slow, delayMs: 120 } : slow));
  const worker = await stack.startAlone('worker.js');
  const id = await stack.submit('take over', { url: (await stack.startAlone('server.js')).url });
  await stack.asked(1);
  await new Promise((resolve) => setTimeout(resolve, 700));
  worker.child.kill('SIGKILL');
  const view = await stack.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: whole });
  expect(stack.model.calls.length).toBeLessThanOrEqual(2);
}, 60_000);

test('a deploy lets a call in flight end within its grace time', async () => {
  stack.model.script({ ...slow, delayMs: 25 });
  const id = await stack.submit('deploy');
  await stack.asked(1);
  await stack.deploy();
  expect(await stack.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: whole });
  expect(stack.model.calls).toHaveLength(1);
}, 60_000);

test('two APIs and two workers on one engine and one database are one service', async () => {
  const [a, b] = [await stack.startAlone('server.js'), await stack.startAlone('server.js')];
  await stack.startAlone('worker.js');
  stack.model.answer(() => ({ pieces: ['one ', 'service'], delayMs: 20 }));
  const ids = await Promise.all(
    Array.from({ length: 10 }, (_, n) => stack.submit(`n${n}`, { url: n % 2 ? a.url : b.url })),
  );
  const streams = await Promise.all(
    ids.map((id, n) => readStream(stream(id, n % 2 ? b.url : a.url), { headers: stack.headers })),
  );
  for (const [n, events] of streams.entries()) {
    expect(seqs(events)).toEqual(events.map((_, index) => index + 1));
    expect(await stack.status(ids[n] ?? '', a.url)).toEqual(await stack.status(ids[n] ?? '', b.url));
  }
}, 60_000);
