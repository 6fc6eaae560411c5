import type { ApprovalPolicy } from '../contract/approvals';
import type { TaskSettings } from '../contract/submission';
import type { ToolFacts } from '../contract/tools';

/** Why a tool call must be approved, in a user's words; undefined where it need not be. */
export function approvalReason(
  tool: Pick<ToolFacts, 'name' | 'dangerous' | 'cost_per_use'>,
  { approval }: Pick<TaskSettings, 'approval'>,
  policy: ApprovalPolicy,
  sessionSpentUsd: number,
): string | undefined {
  const { name } = tool;
  if (approval?.tools.includes(name)) return `The task asks for approval of each call of ${name}.`;
  if (policy.tools.includes(name)) return `This server asks for approval of each call of ${name}.`;
  if (policy.dangerous && tool.dangerous) return `${name} can do harm: this server asks for approval.`;
  if (policy.callUsd !== undefined && tool.cost_per_use > policy.callUsd)
    return `A call of ${name} costs ${tool.cost_per_use} US dollars, more than ${policy.callUsd}.`;
  if (policy.sessionUsd !== undefined && sessionSpentUsd > policy.sessionUsd)
    return `The session has spent more than ${policy.sessionUsd} US dollars.`;
  return undefined;
}
