import type { WantedTool } from '../contract/orders';
import type { ToolFacts } from '../contract/tools';
import { approvalReason } from '../reasoning/approval';
import type { AskOrder } from './ask-models';
import type { ActivityDeps } from './deps';

/** The tool calls that a turn wants, with those marked that a person must approve. Throws the store's error. */
export async function markApprovals(
  { approvalPolicy, store }: ActivityDeps,
  { input, row }: AskOrder,
  tools: readonly ToolFacts[],
  calls: readonly WantedTool[],
): Promise<WantedTool[]> {
  const { tenant, sessionId } = input;
  const spentUsd =
    approvalPolicy.sessionUsd === undefined ? 0 : await store.tasks.spentUsd(tenant, sessionId);
  return calls.map((call) => {
    const tool = tools.find(({ name }) => name === call.name);
    const approval = tool && approvalReason(tool, row.settings, approvalPolicy, spentUsd);
    return approval === undefined ? call : { ...call, approval };
  });
}
