import type { LookupAddress } from 'node:dns';
import { createWebhooks } from '../../src/providers/webhooks/create-webhooks';
import { startReceiver, type Receiver } from '../support/receiver';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

/** Sends to a name that is what `addresses` say; none of them is connected to unless it is allowed. */
async function sendTo(host: string, addresses: string[], allow: string[], sendMs?: number) {
  const asked: string[] = [];
  const webhooks = createWebhooks({
    allow,
    userAgent: 'test',
    ...(sendMs !== undefined && { sendMs }),
    resolve: (name) => {
      asked.push(name);
      return Promise.resolve(addresses.map((address): LookupAddress => ({ address, family: 4 })));
    },
  });
  const url = receiver.url.replace('127.0.0.1', host);
  webhooks.check(url);
  const outcome = await webhooks.send({ url, deliveryId: 'd', body: '{}', at: new Date(0) });
  await webhooks.close();
  return { outcome, asked };
}

test('a name that turns out to be of a closed network is not told, and not tried again', async () => {
  const { outcome, asked } = await sendTo('hooks.example.org', ['10.0.0.1'], []);
  expect(asked).toEqual(['hooks.example.org']);
  expect(outcome).toEqual({
    ok: false,
    isFinal: true,
    error: expect.stringMatching(/^hooks\.example\.org is 10\.0\.0\.1, which is a private address/),
  });
  expect(receiver.received).toEqual([]);
});

test('a name that is allowed is told, whatever its address, on the address that was looked at', async () => {
  const { outcome, asked } = await sendTo('hooks.internal', ['127.0.0.1'], ['.internal']);
  expect(outcome).toEqual({ ok: true, statusCode: 204 });
  expect(asked).toEqual(['hooks.internal']);
  expect(receiver.received).toHaveLength(1);
});

test('a receiver that does not answer in time, or is not there, is tried again', async () => {
  receiver.script(new Promise(() => undefined));
  const slow = await sendTo('hooks.internal', ['127.0.0.1'], ['hooks.internal'], 200);
  expect(slow.outcome).toMatchObject({
    ok: false,
    isFinal: false,
    error: expect.stringMatching(/took longer than 0\.2 s/),
  });
  const gone = await startReceiver();
  const { url } = gone;
  await gone.close();
  const webhooks = createWebhooks({ allow: ['127.0.0.1'], userAgent: 'test' });
  const outcome = await webhooks.send({ url, deliveryId: 'd', body: '{}', at: new Date(0) });
  await webhooks.close();
  expect(outcome).toMatchObject({
    ok: false,
    isFinal: false,
    error: expect.stringMatching(/could not be reached \(ECONNREFUSED\)\.$/),
  });
});
