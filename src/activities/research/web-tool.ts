import type { ToolFacts } from '../../contract/tools';
import { offeredTools } from '../../reasoning/tool-choice';
import type { TaskRow } from '../../store';
import { approvalWanted } from '../approvals-wanted';
import type { ActivityDeps } from '../deps';

/** The tools by which research touches the web. */
export type WebToolName = 'web_search' | 'web_fetch';

/**
 * A tool of the web, or a sentence of why the task may not use it: who names tools or forbids them is obeyed, and so is
 * the operator who has people asked first, which research does for all of its plan at once. Throws the store's error.
 */
export async function webTool(
  deps: ActivityDeps,
  row: TaskRow,
  name: WebToolName,
): Promise<{ readonly tool: ToolFacts } | { readonly refusal: string }> {
  const { settings } = row;
  const all = await deps.tools.list();
  const isNamed = (tool: ToolFacts) => tool.name === name;
  const tool = offeredTools(all, settings, { hasReadForeign: false }).find(isNamed);
  if (tool) {
    const reason = wasSeen(settings) ? undefined : await approvalWanted(deps, row, tool);
    if (reason === undefined) return { tool };
    return { refusal: `${name} cannot be used: ${reason} ${howToAsk}` };
  }
  const why = all.some(isNamed) ? 'the settings of the task do not allow it' : 'this server does not have it';
  return { refusal: `${name} cannot be used: ${why}.` };
}

const howToAsk =
  'Submit research with require_approval or require_review as true: then a person sees its plan.';

/** Whether a person has let the plan begin. */
function wasSeen({ approval, reviewSeconds }: TaskRow['settings']): boolean {
  return approval?.plan === true || reviewSeconds !== undefined;
}
