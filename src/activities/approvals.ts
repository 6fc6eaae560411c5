import type { RequestApprovalInput, SettleApprovalInput } from '../contract/approvals';
import { agents } from '../contract/agents';
import type { PendingApproval } from '../contract/approvals';
import type { ModelToolCall } from '../providers/models/port';
import type { ActivityDeps } from './deps';

/** Makes the verb that lists an approval as pending and tells of it. Safe to repeat. Throws the store's error. */
export function createRequestApproval(deps: ActivityDeps) {
  return async function requestApproval(input: RequestApprovalInput): Promise<void> {
    const { taskId, approvalId } = input;
    const pending = await describe(deps, input);
    await deps.store.approvals.request(taskId, pending);
    await deps.store.events.append(taskId, [
      {
        key: `approval:${approvalId}`,
        type: 'APPROVAL_REQUESTED',
        agent_id: pending.agent_id,
        message: JSON.stringify(pending),
        payload: pending,
      },
    ]);
  };
}

/** Makes the verb that takes an approval from the list and tells what was decided. Safe to repeat. */
export function createSettleApproval({ store }: Pick<ActivityDeps, 'store'>) {
  return async function settleApproval(input: SettleApprovalInput): Promise<void> {
    const { taskId, approvalId, decision, isGivenUp = false, agent } = input;
    await store.approvals.settle(approvalId);
    const outcome = { approval_id: approvalId, approved: decision?.isApproved ?? false };
    const said = decision
      ? { ...outcome, approved_by: decision.by, feedback: decision.feedback }
      : { ...outcome, ...(isGivenUp ? { given_up: true } : { expired: true }) };
    await store.events.append(taskId, [
      {
        key: `approval:${approvalId}:decided`,
        type: 'APPROVAL_DECISION',
        agent_id: agent,
        message: JSON.stringify(said),
        payload: said,
      },
    ]);
  };
}

async function describe(deps: ActivityDeps, input: RequestApprovalInput): Promise<PendingApproval> {
  const { taskId, approvalId, subject, reason, requestedAt, expiresAt } = input;
  const common = {
    approval_id: approvalId,
    workflow_id: taskId,
    kind: subject.kind,
    reason,
    requested_at: requestedAt,
    expires_at: expiresAt,
  };
  if (subject.kind === 'call') return { ...common, agent_id: agents.simple };
  if (subject.kind === 'plan') return { ...common, agent_id: agents.orchestrator, plan: subject.plan };
  const turn = await deps.store.steps.output(taskId, subject.turnStep);
  const call = (turn?.['toolCalls'] as readonly ModelToolCall[] | undefined)?.[subject.index];
  const facts = (await deps.tools.list()).find(({ name }) => name === subject.tool);
  return {
    ...common,
    tool: subject.tool,
    arguments: call?.args ?? {},
    agent_id: subject.agent,
    ...(facts && { cost_usd: facts.cost_per_use }),
  };
}
