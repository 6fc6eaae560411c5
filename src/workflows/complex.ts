import type { ReasoningPattern } from '../contract/reasoning';
import type { TaskInput } from '../contract/workflow';
import { choosePattern } from '../reasoning/routing';
import { openingEvents } from '../reasoning/work-events';
import { debate } from './patterns/debate';
import { planAndExecute } from './patterns/plan-and-execute';
import { reflection } from './patterns/reflection';
import { selfConsistency } from './patterns/self-consistency';
import { treeOfThoughts } from './patterns/tree-of-thoughts';
import type { Pattern } from './patterns/support';
import { Run } from './run';
import { runTask } from './task';

const patterns: Readonly<Record<ReasoningPattern, Pattern>> = {
  reflection,
  self_consistency: selfConsistency,
  debate,
  tree_of_thoughts: treeOfThoughts,
  plan_and_execute: planAndExecute,
};

/** COMPLEX: the pattern that the client forces, else the one that suits the question, explained in the metadata. */
export async function complexTask(task: TaskInput): Promise<unknown> {
  return runTask(task, () => {
    const run = new Run(task);
    run.tell(...openingEvents(task.query));
    const { reasoning, modeReason } = task.settings;
    const chosen = reasoning
      ? { pattern: reasoning, reason: 'The client asked for it.' }
      : choosePattern(task.query);
    return patterns[chosen.pattern](run, {
      ...(modeReason !== undefined && { mode_reason: modeReason }),
      reasoning: chosen.pattern,
      reasoning_reason: chosen.reason,
    });
  });
}
