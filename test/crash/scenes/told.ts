import { createHmac } from 'node:crypto';
import type { WebhookLog } from '../../../src/contract/webhook';
import { askedOf } from '../../support/brain';
import { startReceiver, type Received } from '../../support/receiver';
import { decide, findApproval } from './approval';
import { inPieces, submit, type Scene, type Stage } from './scene';

const secret = 'told-under-this-secret';

/**
 * Tasks with a webhook, one of which asks for approval and one of which is cancelled: each thing is told at least once,
 * always as one delivery, signed, and the log says that it was.
 */
export async function told(stage: Stage): Promise<Scene> {
  const { stack, name } = stage;
  const receiver = await startReceiver();
  // The first tries are refused, as by a receiver that is down as well.
  receiver.script(503, 503);
  const expected = new Map<string, { readonly events: readonly string[]; readonly status: string }>();
  const webhook = { url: receiver.url, secret, events: ['end', 'approval'] };
  const plain = async () => {
    const id = await submit(stage, { query: `${name} plain`, mode: 'simple', webhook }, `${name} plain`);
    expected.set(id, { events: ['end'], status: 'TASK_STATUS_COMPLETED' });
  };
  const approved = async () => {
    const query = `${name} approved`;
    const id = await submit(stage, { query, mode: 'simple', webhook, require_approval: true }, query);
    expected.set(id, { events: ['approval', 'end'], status: 'TASK_STATUS_COMPLETED' });
    await decide(stage, id, await findApproval(stage, id));
  };
  const cancelled = async () => {
    const query = `${name} cancelled`;
    const id = await submit(stage, { query, mode: 'simple', webhook }, query);
    expected.set(id, { events: ['end'], status: 'TASK_STATUS_CANCELLED' });
    await stack.ask('POST', `/api/v1/tasks/${id}/cancel`, { body: { reason: 'chaos' } });
  };
  return {
    answer: (call) =>
      // It is to be cancelled before it is through.
      askedOf(call).includes('cancelled') ? { text: '', hang: true } : inPieces(stage, askedOf(call)),
    play: async () => {
      await Promise.all([plain(), approved(), cancelled()]);
    },
    check: async () => {
      for (const [id, { events, status }] of expected) {
        expect(await stack.ended(id)).toMatchObject({ status });
        const { body } = await stack.ask<WebhookLog>('GET', `/api/v1/tasks/${id}/webhooks`, {
          fits: ({ status: code, body: log }) =>
            code === 200 && log.deliveries.filter(({ state }) => state !== 'pending').length >= events.length,
        });
        expect(body.deliveries.map(({ event, state }) => [event, state]).sort()).toEqual(
          events.map((event) => [event, 'delivered']),
        );
        const all = receiver.toldOf(id);
        for (const event of events) {
          const same = all.filter(({ json }) => json['event'] === event);
          expect(same.length).toBeGreaterThan(0);
          expect(new Set(same.map(deliveryOf)).size).toBe(1);
        }
        expect(all.filter(({ json }) => json['event'] === 'end').map(({ json }) => json['status'])).toEqual(
          expect.arrayContaining([status]),
        );
        for (const one of all) expect(one.headers['x-holdfast-signature']).toBe(signatureOf(one));
      }
    },
    close: () => receiver.close(),
  };
}

function deliveryOf({ headers, json }: Received): string {
  expect(headers['x-holdfast-delivery']).toBe(json['delivery_id']);
  return String(json['delivery_id']);
}

function signatureOf({ headers, body }: Received): string {
  const signed = `${String(headers['x-holdfast-timestamp'])}.${body}`;
  return `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}`;
}
