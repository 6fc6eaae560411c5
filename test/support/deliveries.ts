import { WebhookLog } from '../../src/contract/webhook';
import { openDatabase } from '../../src/store/database';
import { eventually, type House } from './house';

/** The log of deliveries of a task, which must be there. */
export async function deliveriesOf(house: House, id: string): Promise<WebhookLog> {
  const { status, body } = await house.call('GET', `/api/v1/tasks/${id}/webhooks`);
  expect(status).toBe(200);
  return WebhookLog.parse(body);
}

/** The same once so many deliveries have ended. */
export function settled(house: House, id: string, count = 1): Promise<WebhookLog> {
  return eventually(
    () => deliveriesOf(house, id),
    ({ deliveries }) => deliveries.filter(({ state }) => state !== 'pending').length === count,
  );
}

/** How many rows of webhooks, deliveries and tries the database has of a task. */
export async function webhookRows(house: House, id: string): Promise<number> {
  const database = openDatabase({ url: house.databaseUrl, connections: 1 });
  const { rows } = await database.pool.query<{ count: number }>(
    `select (select count(*) from webhooks where task_id = $1)::integer
      + (select count(*) from webhook_deliveries left join webhook_attempts using (delivery_id)
         where task_id = $1)::integer as count`,
    [id],
  );
  await database.close();
  return rows[0]?.count ?? 0;
}
