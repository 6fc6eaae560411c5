import { House } from '../support/house';

const unavailable = { status: 500, body: { error: 'Failed to get task status: database error' } };

test('without the engine an ended task is still read, a live one and a submission get their clear answers', async () => {
  const house = await House.open({ worker: false });
  const worker = await house.startWorker();
  const ended = await house.submit('before');
  const view = await house.ended(ended);
  await worker.stop();
  const live = await house.submit('nobody works on it');
  await house.loseEngine();
  expect(await house.status(ended)).toEqual(view);
  expect(await house.call('GET', `/api/v1/tasks/${live}`)).toMatchObject(unavailable);
  const refused = await house.call('POST', '/api/v1/tasks', { body: { query: 'now' } });
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect((await house.call('GET', '/readiness', { key: null })).body).toMatchObject({
    status: 'not ready',
    checks: { store: 'ok', orchestrator: 'failed' },
  });
  const list = await house.call<{ tasks: { status: string }[] }>('GET', '/api/v1/tasks');
  expect(list.status).toBe(200);
  await house.close();
}, 40_000);

test('without the store a status is 500 with the one text, and nothing of the reason leaks', async () => {
  const house = await House.open();
  const id = await house.submit('before');
  await house.ended(id);
  await house.loseStore();
  expect(await house.call('GET', `/api/v1/tasks/${id}`)).toMatchObject(unavailable);
  const fresh = await house.call('GET', `/api/v1/tasks/${id}`, { key: 'sk_never_seen' });
  expect(fresh).toMatchObject(unavailable);
  const refused = await house.call('POST', '/api/v1/tasks', { body: { query: 'now' } });
  expect(refused).toMatchObject({ status: 500, body: { error: 'Internal error' } });
  expect((await house.call('GET', '/health', { key: null })).status).toBe(200);
  expect((await house.call('GET', '/readiness', { key: null })).status).toBe(503);
  await house.close();
}, 40_000);
