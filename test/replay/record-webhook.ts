import type { WebhookLog } from '../../src/contract/webhook';
import { eventually } from '../support/house';
import { startReceiver, type Receiver } from '../support/receiver';
import { Recorder } from './recorder';

/** Records the delivery of a webhook in every way in which it can end, for `replay.test.ts`; run by `npm run histories`. */
const recorder = new Recorder({ webhookAllow: ['127.0.0.1'] });
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

/** Submits a task with a webhook; returns the delivery of its end once that has ended too. */
async function delivery(url: string): Promise<string> {
  const id = await recorder.house.submit({ query: 'x', webhook: { url, secret: 'a secret of a test' } });
  const log = await eventually(
    async () => (await recorder.house.call<WebhookLog>('GET', `/api/v1/tasks/${id}/webhooks`)).body,
    ({ deliveries }) => deliveries.some(({ state }) => state !== 'pending'),
  );
  return log.deliveries[0]?.delivery_id ?? '';
}

recorder.record('webhook-delivered', () => delivery(receiver.url));

recorder.record('webhook-retried', () => {
  receiver.script(503);
  return delivery(receiver.url);
});

recorder.record('webhook-failed', () => {
  receiver.script(410);
  return delivery(receiver.url);
});
