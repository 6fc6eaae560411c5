import type { ToolFacts } from '../../contract/tools';
import { offeredTools } from '../../reasoning/tool-choice';
import type { TaskRow } from '../../store';
import type { ActivityDeps } from '../deps';

/** The tools by which research touches the web. */
export type WebToolName = 'web_search' | 'web_fetch';

/** A tool of the web, or a sentence of why the task may not use it: who names tools or forbids them is obeyed. */
export async function webTool(
  { tools }: Pick<ActivityDeps, 'tools'>,
  { settings }: Pick<TaskRow, 'settings'>,
  name: WebToolName,
): Promise<{ readonly tool: ToolFacts } | { readonly refusal: string }> {
  const all = await tools.list();
  const isNamed = (tool: ToolFacts) => tool.name === name;
  const tool = offeredTools(all, settings, { hasReadForeign: false }).find(isNamed);
  if (tool) return { tool };
  const why = all.some(isNamed) ? 'the settings of the task do not allow it' : 'this server does not have it';
  return { refusal: `${name} cannot be used: ${why}.` };
}
