import type { TaskSettings } from '../contract/submission';
import type { ToolFacts } from '../contract/tools';

/** Reads on in a text that was too long to show; the house's own, offered wherever tools are. */
export const artifactReadName = 'artifact_read';

/** What a step may use. */
export interface StepTools {
  /** Names; absent: all that the task allows. */
  readonly tools?: readonly string[];
  readonly hasReadForeign: boolean;
}

/**
 * The tools that a step is offered: those that the task named, else all that cannot harm; of these the step's own.
 * What can harm is offered only by name, and not to a step that has read text of strangers, unless the task says so.
 */
export function offeredTools(
  all: readonly ToolFacts[],
  settings: TaskSettings,
  step: StepTools,
): ToolFacts[] {
  const { tools: named, disabledTools: disabled = [], allowDangerousTools } = settings;
  return all.filter(({ name, dangerous }) => {
    if (disabled.includes(name)) return false;
    if (named ? !named.includes(name) : dangerous) return false;
    if (dangerous && step.hasReadForeign && !allowDangerousTools) return false;
    return step.tools?.includes(name) ?? true;
  });
}
