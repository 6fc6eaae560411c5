import type { ApprovalList } from '../../../src/contract/approvals';
import type { Stage } from './scene';

/** Waits until a task asks for approval; returns the id of what it asks. */
export async function findApproval({ stack }: Stage, taskId: string): Promise<string> {
  const of = ({ approvals }: ApprovalList) => approvals.find(({ workflow_id: id }) => id === taskId);
  const { body } = await stack.ask<ApprovalList>('GET', '/api/v1/approvals?limit=200', {
    fits: ({ status, body: list }) => status === 200 && of(list) !== undefined,
  });
  return of(body)?.approval_id ?? '';
}

/** Approves it, again and again until that is taken. */
export async function decide({ stack }: Stage, workflow_id: string, approval_id: string): Promise<void> {
  await stack.ask('POST', '/api/v1/approvals/decision', {
    body: { workflow_id, approval_id, approved: true },
  });
}
