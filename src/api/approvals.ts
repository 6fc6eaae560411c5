import { createHash } from 'node:crypto';
import { Router, type Request } from 'express';
import {
  ApprovalDecisionRequest,
  type ApprovalDecisionAnswer,
  type ApprovalList,
  type Decision,
} from '../contract/approvals';
import { ApiError } from '../contract/errors';
import { checkJson } from '../contract/json';
import { limits } from '../contract/limits';
import { firstViolation } from '../contract/violation';
import type { Caller } from '../store';
import type { ApiDeps } from './deps';
import { allowOnly } from './errors';
import { createForCallers } from './for-callers';
import type { Identify } from './identify';
import { readPage } from './paging';
import { hasEnded } from './status';

type Deps = Pick<ApiDeps, 'store' | 'engine' | 'log'>;

/** Everything under `/api/v1/approvals`. */
export function createApprovalRouter(deps: Deps, identify: Identify): Router {
  const router = Router();
  const { counted, withBody } = createForCallers(identify);
  router.get(
    '/',
    counted(async (caller, request, response) => {
      response.json(await listApprovals(deps, caller, request));
    }),
  );
  router.post(
    '/decision',
    withBody(async (caller, request, response) => {
      response.json(await decide(deps, caller, request.body));
    }),
  );
  router.all('/', allowOnly('GET'));
  router.all('/decision', allowOnly('POST'));
  return router;
}

async function listApprovals({ store }: Deps, caller: Caller, request: Request): Promise<ApprovalList> {
  const { limit, offset } = readPage(request, 50, 200);
  const { approvals, total } = await store.approvals.list(caller.tenant, limit, offset);
  return { approvals, total_count: total };
}

/**
 * `POST /api/v1/approvals/decision`: the workflow takes the decision or refuses it. The same decision sent again is
 * answered as the first. Throws `ApiError` 400, 404, 409 with a sentence, or 503 when no worker takes it in time.
 */
async function decide(deps: Deps, caller: Caller, body: unknown): Promise<ApprovalDecisionAnswer> {
  checkJson(body);
  const parsed = ApprovalDecisionRequest.safeParse(body);
  if (!parsed.success) throw new ApiError('badRequest', firstViolation(parsed.error));
  const { workflow_id: taskId, approval_id: approvalId } = parsed.data;
  const row = await deps.store.tasks.get(taskId);
  if (!row || row.tenant !== caller.tenant) throw new ApiError('approvalNotFound');
  if (hasEnded(row)) throw new ApiError('conflict', tooLate);
  const decision = decisionOf(parsed.data, caller);
  const outcome = await takeDecision(deps, taskId, decision);
  if (outcome.kind === 'gone') throw new ApiError('conflict', tooLate);
  if (outcome.kind === 'refused' && outcome.type === 'Approval.Unknown')
    throw new ApiError('approvalNotFound');
  if (outcome.kind === 'refused') throw new ApiError('conflict', 'This approval was decided already');
  const fields = { task_id: taskId, approval_id: approvalId, approved: decision.isApproved };
  deps.log.info(fields, 'an approval was decided');
  const message = `Approval ${approvalId} processed successfully`;
  const ids = { workflow_id: taskId, run_id: parsed.data.run_id ?? '', approval_id: approvalId };
  return { status: 'sent', success: true, message, ...ids };
}

const tooLate = 'The task has ended: nothing waits for this approval any more';

function decisionOf(asked: ReturnType<typeof ApprovalDecisionRequest.parse>, { owner }: Caller): Decision {
  const { approval_id: approvalId, approved: isApproved, feedback, modified_action: changed } = asked;
  const by = asked.approved_by?.trim() ? asked.approved_by.trim() : owner;
  const common = { approvalId, isApproved, by, feedback: feedback?.trim() ?? '' };
  return changed && isApproved ? { ...common, arguments: changed } : common;
}

async function takeDecision({ engine, log }: Deps, taskId: string, decision: Decision) {
  const content = createHash('sha256').update(JSON.stringify(decision)).digest('hex').slice(0, 32);
  try {
    const options = { timeoutMs: limits.engineCallMs, id: `decide-${content}` };
    return await engine.update<undefined>(taskId, 'decide', decision, options);
  } catch (error) {
    log.warn({ err: error, task_id: taskId }, 'a decision was not taken in time');
    throw new ApiError('unavailable', undefined, { 'Retry-After': '5' });
  }
}
