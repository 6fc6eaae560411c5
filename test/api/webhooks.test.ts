import { createHmac } from 'node:crypto';
import { Writable } from 'node:stream';
import pino from 'pino';
import type { ApprovalList } from '../../src/contract/approvals';
import type { WebhookLog } from '../../src/contract/webhook';
import { WebhookBody } from '../../src/contract/webhook';
import { openDatabase } from '../../src/store/database';
import { deliveriesOf, settled } from '../support/deliveries';
import { Histories } from '../support/history';
import { House } from '../support/house';
import { startReceiver, type Receiver } from '../support/receiver';

let house: House;
let receiver: Receiver;
const logged: string[] = [];
beforeAll(async () => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  house = await House.open({ webhookAllow: ['127.0.0.1'], log: pino({ level: 'trace' }, sink) });
  receiver = await startReceiver();
});
afterAll(async () => {
  await house.close();
  await receiver.close();
});
beforeEach(() => {
  house.model.reset();
  receiver.script();
});

const secret = 'whsec-not-to-be-seen';

test('the end of a task is told to its webhook: signed, with what came of it', async () => {
  house.model.script({ text: 'Paris.' });
  const id = await house.submit({ query: 'x', session_id: 'told', webhook: { url: receiver.url, secret } });
  const log = await settled(house, id);
  const [told, ...more] = receiver.toldOf(id);
  expect(more).toEqual([]);
  const view = await house.status(id);
  expect(WebhookBody.parse(told?.json)).toEqual({
    delivery_id: `webhook_${id}_end`,
    event: 'end',
    task_id: id,
    workflow_id: id,
    session_id: 'told',
    status: 'TASK_STATUS_COMPLETED',
    mode: view.mode,
    created_at: view.created_at,
    occurred_at: log.deliveries[0]?.created_at,
    result: 'Paris.',
    error: '',
    model_used: view.model_used,
    provider: view.provider,
    usage: view.usage,
  });
  const { headers, body = '' } = told ?? {};
  const timestamp = String(headers?.['x-holdfast-timestamp']);
  expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(60);
  const expected = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-holdfast-signature': `sha256=${expected}`,
    'x-holdfast-delivery': `webhook_${id}_end`,
  });
  expect(log).toMatchObject({
    webhook: { url: `${new URL(receiver.url).origin}/…`, events: ['end'], is_signed: true },
    deliveries: [
      { event: 'end', state: 'delivered', attempts: [{ attempt: 1, status_code: 204, error: null }] },
    ],
  });
});

test.each(['failed', 'cancelled'])('a task that is %s is told too', async (how) => {
  house.model.script(how === 'failed' ? { error: { status: 401 } } : { pieces: ['a', 'b'], holdAfter: 1 });
  const id = await house.submit({ query: 'x', context: { webhook: { url: receiver.url } } });
  if (how === 'cancelled') {
    await house.until(id, ({ model_used }) => model_used !== '');
    await house.call('POST', `/api/v1/tasks/${id}/cancel`, { body: { reason: 'enough' } });
  }
  await settled(house, id);
  const [told] = receiver.toldOf(id);
  expect(told?.json['status']).toBe(`TASK_STATUS_${how.toUpperCase()}`);
  expect(told?.json['error']).toBe((await house.status(id)).error);
  expect(told?.headers['x-holdfast-signature']).toBeUndefined();
});

test('a receiver that is away is tried again, with the same delivery, as late as it asks', async () => {
  receiver.script(500, { status: 429, headers: { 'retry-after': '1' } });
  const id = await house.submit({ query: 'x', webhook: { url: receiver.url } });
  const { deliveries } = await settled(house, id);
  expect(deliveries[0]).toMatchObject({
    state: 'delivered',
    attempts: [
      {
        attempt: 1,
        status_code: 500,
        error: expect.stringMatching(/^127\.0\.0\.1:\d+ answered with status 500\.$/),
      },
      { attempt: 2, status_code: 429 },
      { attempt: 3, status_code: 204, error: null },
    ],
  });
  expect(new Set(receiver.toldOf(id).map(({ body }) => body)).size).toBe(1);
  expect(receiver.toldOf(id)).toHaveLength(3);
});

test('a receiver that wants no more is left, and a redirect is not followed', async () => {
  receiver.script({ status: 302, headers: { location: receiver.url } }, 410);
  const id = await house.submit({ query: 'x', webhook: { url: receiver.url } });
  const { deliveries } = await settled(house, id);
  expect(deliveries[0]).toMatchObject({
    state: 'failed',
    attempts: [
      { status_code: 302, error: expect.stringContaining('redirects (302), which is not followed') },
      { status_code: 410, error: expect.stringContaining('wants to hear nothing more') },
    ],
  });
});

test('what waits for an approval is told with what is to be approved, and the log has pages', async () => {
  house.model.script({ text: 'Approved.' });
  const webhook = { url: receiver.url, events: ['approval', 'end'], secret };
  const id = await house.submit({ query: 'x', require_approval: true, webhook });
  await settled(house, id, 1);
  const listed = await house.call<ApprovalList>('GET', '/api/v1/approvals');
  const approval = listed.body.approvals.find(({ workflow_id }) => workflow_id === id);
  expect(receiver.toldOf(id)[0]?.json).toMatchObject({
    event: 'approval',
    status: 'TASK_STATUS_PAUSED',
    approval,
  });
  await house.call('POST', '/api/v1/approvals/decision', {
    body: { workflow_id: id, approval_id: approval?.approval_id, approved: true },
  });
  const { deliveries, total_count } = await settled(house, id, 2);
  expect(deliveries.map(({ event }) => event)).toEqual(['approval', 'end']);
  expect(total_count).toBe(2);
  const page = await house.call<WebhookLog>('GET', `/api/v1/tasks/${id}/webhooks?limit=1&offset=1`);
  expect(page.body).toMatchObject({ deliveries: [deliveries[1]], total_count: 2 });
  expect(await house.call('GET', `/api/v1/tasks/${id}/webhooks?limit=0`)).toMatchObject({ status: 400 });
});

test('of the approvals of a task that asks for its end alone nothing is told', async () => {
  const id = await house.submit({ query: 'x', require_approval: true, webhook: { url: receiver.url } });
  await house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
  await house.call('POST', `/api/v1/tasks/${id}/cancel`);
  const { deliveries } = await settled(house, id);
  expect(deliveries.map(({ event }) => event)).toEqual(['end']);
});

test.each([{ url: 'https://example.org' }, '{"url":"https://example.org"}'])(
  'a schedule takes no webhook, as it would keep and show it: %j',
  async (webhook) => {
    const body = { name: 's', cron_expression: '0 0 * * *', task_query: 'x', task_context: { webhook } };
    expect(await house.call('POST', '/api/v1/schedules', { body })).toMatchObject({
      status: 400,
      body: { error: 'webhook cannot be set in a schedule: only a task that is submitted itself has one' },
    });
  },
);

test('address and secret stand in no answer, no event, no log and no history', async () => {
  receiver.script(500);
  const id = await house.submit({ query: 'x', webhook: { url: receiver.url, secret }, context: { mine: 1 } });
  const log = await settled(house, id);
  const histories = await Histories.open();
  const kept = [
    JSON.stringify(await house.status(id)),
    JSON.stringify(await house.store.tasks.get(id)),
    JSON.stringify(await house.events(id)),
    JSON.stringify(log),
    logged.join(''),
    ...(await Promise.all(
      [id, `webhook_${id}_end`].map(async (workflow) => {
        await histories.of(workflow);
        return JSON.stringify(await house.gateway.history(workflow));
      }),
    )),
  ];
  await histories.close();
  for (const text of kept) {
    expect(text).toContain(id);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('secret-path');
    expect(text).not.toContain('hidden');
  }
  expect((await house.status(id)).context).toMatchObject({ mine: 1 });
  const database = openDatabase({ url: house.databaseUrl, connections: 1 });
  const stored = () => database.pool.query('select secret from webhooks where task_id = $1', [id]);
  expect((await stored()).rows).toEqual([{ secret }]);
  await house.store.upkeep.expire(90);
  expect((await stored()).rows).toEqual([{ secret: null }]);
  await database.close();
});

test.each([
  [{ url: 'http://10.0.0.1/x' }, /^webhook\.url: 10\.0\.0\.1 is a private address/],
  [{ url: 'http://169.254.169.254/x' }, /^webhook\.url: .*cloud metadata/],
  [{ url: 'http://box.internal/x' }, /^webhook\.url: .*local network/],
  [{ url: 'ftp://example.org/x' }, /only http and https/],
  [{ url: 'https://me:word@example.org/' }, /user name or a password/],
  [{ url: 'no address' }, /^webhook\.url: /],
  [{ url: 'https://example.org', events: ['start'] }, /^webhook\.events takes end and approval$/],
  [{ url: 'https://example.org', events: [] }, /^webhook\.events must name/],
  [{ url: 'https://example.org', secret: '' }, /^webhook\.secret must not be empty$/],
  [{ url: 'https://example.org', when: 1 }, /unknown field: when/],
  ['https://example.org', /^webhook must be an object/],
])('a webhook that cannot be is refused: %j', async (webhook, sentence) => {
  const answer = await house.call('POST', '/api/v1/tasks', { body: { query: 'x', webhook } });
  expect(answer.status).toBe(400);
  expect(answer.body['error']).toMatch(sentence);
});

test('a task without a webhook has an empty log, and a foreign one is not there', async () => {
  const id = await house.submit('x');
  expect(await deliveriesOf(house, id)).toEqual({ webhook: null, deliveries: [], total_count: 0 });
  const foreign = await house.store.keys.create({ tenant: 'else', owner: 'e', name: 'e' });
  const get = (path: string, key: string | null = house.key) => house.call('GET', path, { key });
  const missing = await get('/api/v1/tasks/task_none/webhooks');
  expect(missing).toMatchObject({ status: 404, body: { error: 'Task not found' } });
  expect(await get(`/api/v1/tasks/${id}/webhooks`, foreign)).toMatchObject({
    status: 404,
    text: missing.text,
  });
  expect((await get(`/api/v1/tasks/${id}/webhooks`, null)).status).toBe(401);
});
