import type { ExecutionMode } from '../contract/mode';
import type { ReasoningParams, ReasoningPattern } from '../contract/reasoning';
import type { Submission } from '../contract/submission';

/** The parameters that each pattern reads; positions that are given set the sides themselves. */
const readBy: Readonly<Record<ReasoningPattern, readonly (keyof ReasoningParams)[]>> = {
  reflection: ['rounds', 'threshold', 'criteria'],
  self_consistency: ['samples'],
  debate: ['rounds', 'sides', 'positions'],
  tree_of_thoughts: ['breadth', 'depth', 'nodes'],
  plan_and_execute: [],
};

/** Settings of steps that were asked for and have no effect on what runs, by the names that the client gave them. */
export function withoutEffectIn(
  mode: ExecutionMode,
  pattern: ReasoningPattern | undefined,
  submission: Submission,
): string[] {
  if (submission.research) return withoutEffectInResearch(submission);
  const { settings, stepSettings } = submission;
  const { tools, reasoning, reasoningParams = {} } = settings;
  const steps = [
    ...stepSettings.filter((name) => name !== 'reasoning_params'),
    ...(tools && tools.length > 0 ? ['tools'] : []),
  ];
  const reads: readonly string[] = pattern ? readBy[pattern] : [];
  const hasSides = reasoningParams.positions !== undefined;
  const parameters = Object.keys(reasoningParams);
  const unread = parameters.filter((name) => !reads.includes(name) || (name === 'sides' && hasSides));
  const isPlanned = mode === 'EXECUTION_MODE_STANDARD' || pattern === 'plan_and_execute';
  return [
    ...(settings.reviewSeconds !== undefined && !isPlanned ? ['require_review'] : []),
    ...(settings.approval && settings.approval.tools.length > 0 && !isPlanned ? ['require_approval'] : []),
    ...(isPlanned ? [] : steps),
    ...(reasoning !== undefined && reasoning !== pattern ? ['reasoning'] : []),
    ...(unread.length === parameters.length && unread.length > 0
      ? ['reasoning_params']
      : unread.map((name) => `reasoning_params.${name}`)),
  ];
}

/** Research plans, reasons and chooses tools in its own way; how much it does may be set. */
function withoutEffectInResearch({ mode, settings, stepSettings }: Submission): string[] {
  const ignored = stepSettings.filter(
    (name) => name === 'allow_dangerous_tools' || name === 'reasoning_params',
  );
  return [
    ...(mode === undefined || mode === 'complex' ? [] : ['mode']),
    ...ignored,
    ...(settings.reasoning === undefined ? [] : ['reasoning']),
  ];
}
