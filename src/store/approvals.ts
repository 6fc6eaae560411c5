import type { Pool } from 'pg';
import type { PendingApproval } from '../contract/approvals';
import { prepared } from './prepared';

/** Approvals that wait, for those who list them; the workflow of the task decides. Methods throw the database's error. */
export class ApprovalStore {
  constructor(private readonly pool: Pool) {}

  /** Lists an approval of a live task, and notes that the task waits; safe to repeat. */
  async request(taskId: string, pending: PendingApproval): Promise<void> {
    const text = `with task as (
        update tasks set waits_for = $3 where task_id = $1 and ended_at is null returning task_id
      )
      insert into approvals (approval_id, task_id, pending) select $2, task_id, $4::json from task
      on conflict do nothing`;
    const values = [taskId, pending.approval_id, `approval ${pending.approval_id}`, JSON.stringify(pending)];
    await prepared(this.pool, 'request_approval', text, values);
  }

  /** Takes an approval from the list; the task waits for none any more where it was the last. */
  async settle(approvalId: string): Promise<void> {
    const text = `with gone as (delete from approvals where approval_id = $1 returning task_id)
      update tasks set waits_for = null from gone where tasks.task_id = gone.task_id
        and not exists (select 1 from approvals a where a.task_id = gone.task_id and a.approval_id <> $1)`;
    await prepared(this.pool, 'settle_approval', text, [approvalId]);
  }

  /** A page of the approvals that wait for a tenant's people, oldest first, and how many there are. */
  async list(
    tenant: string,
    limit: number,
    offset: number,
  ): Promise<{ approvals: PendingApproval[]; total: number }> {
    const from = `from approvals a join tasks t using (task_id) where t.tenant = $1 and t.ended_at is null`;
    const page = `select a.pending ${from} order by a.requested_at, a.approval_id limit $2 offset $3`;
    const [rows, count] = await Promise.all([
      prepared<{ pending: PendingApproval }>(this.pool, 'list_approvals', page, [tenant, limit, offset]),
      prepared<{ total: number }>(this.pool, 'count_approvals', `select count(*)::integer as total ${from}`, [
        tenant,
      ]),
    ]);
    return { approvals: rows.rows.map(({ pending }) => pending), total: count.rows[0]?.total ?? 0 };
  }
}
