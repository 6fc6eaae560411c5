import type { ReasoningPattern } from '../contract/reasoning';
import type { TaskInput } from '../contract/workflow';
import { openingEvents } from '../reasoning/work-events';
import { debate } from './patterns/debate';
import { planAndExecute } from './patterns/plan-and-execute';
import { reflection } from './patterns/reflection';
import { selfConsistency } from './patterns/self-consistency';
import { treeOfThoughts } from './patterns/tree-of-thoughts';
import type { Pattern } from './patterns/support';
import { recallSession } from './recall';
import { Run } from './run';
import { runTask } from './task';

const patterns: Readonly<Record<ReasoningPattern, Pattern>> = {
  reflection,
  self_consistency: selfConsistency,
  debate,
  tree_of_thoughts: treeOfThoughts,
  plan_and_execute: planAndExecute,
};

/** What runs when a submission does not say how; today each one says. */
const usual = { pattern: 'reflection', reason: 'The usual pattern.' } as const;

/** COMPLEX: the pattern that was decided when the task was submitted, explained in the metadata. */
export async function complexTask(task: TaskInput): Promise<unknown> {
  const run = new Run(task);
  const mode = async () => {
    run.tell(...openingEvents(task.query));
    if (task.settings.hasLongSession) await recallSession(run);
    const { reasoning = usual.pattern, reasoningReason = usual.reason } = task.settings;
    // Its own plan is what is to be approved, once it is there.
    if (reasoning !== 'plan_and_execute')
      await run.approvals.askForWhole({ kind: 'plan', plan: `${reasoning}: ${reasoningReason}` });
    return patterns[reasoning](run, { reasoning, reasoning_reason: reasoningReason });
  };
  return runTask(run, mode, () => run.takeUntold());
}
