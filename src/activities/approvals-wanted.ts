import type { WantedTool } from '../contract/orders';
import type { ToolFacts } from '../contract/tools';
import { approvalReason } from '../reasoning/approval';
import type { TaskRow } from '../store';
import type { AskOrder } from './ask-models';
import type { ActivityDeps } from './deps';

/** The tool calls that a turn wants, with those marked that a person must approve. Throws the store's error. */
export async function markApprovals(
  deps: ActivityDeps,
  { row }: AskOrder,
  tools: readonly ToolFacts[],
  calls: readonly WantedTool[],
): Promise<WantedTool[]> {
  const spentUsd = await spentOf(deps, row);
  return calls.map((call) => {
    const tool = tools.find(({ name }) => name === call.name);
    const approval = tool && approvalReason(tool, row.settings, deps.approvalPolicy, spentUsd);
    return approval === undefined ? call : { ...call, approval };
  });
}

/** Why a person must approve a call of a tool; undefined where nobody must. Throws the store's error. */
export async function approvalWanted(
  deps: ActivityDeps,
  row: TaskRow,
  tool: ToolFacts,
): Promise<string | undefined> {
  return approvalReason(tool, row.settings, deps.approvalPolicy, await spentOf(deps, row));
}

/** US dollars that the session has spent, where the policy asks. */
async function spentOf({ approvalPolicy, store }: ActivityDeps, row: TaskRow): Promise<number> {
  return approvalPolicy.sessionUsd === undefined ? 0 : store.tasks.spentUsd(row.tenant, row.session_id);
}
