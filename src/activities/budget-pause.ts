import { agents } from '../contract/agents';
import { limits } from '../contract/limits';
import type { TaskRow } from '../store';
import type { BudgetRefusal } from './ask-budget';
import { CallWithheld } from './call-withheld';
import type { ActivityDeps } from './deps';
import { persist } from './persist';

/**
 * Pauses a task whose submission asks for that when a budget refuses a call, as somebody would pause it. Throws
 * `CallWithheld` then, and the store's error; returns where the task goes on without the call, or is over.
 */
export async function pauseIfAsked(
  deps: ActivityDeps,
  { task_id: taskId, settings }: TaskRow,
  { sentence, need, isOwn }: BudgetRefusal,
): Promise<void> {
  if (!settings.pausesOnBudget) return;
  const by = agents.budget;
  const event = {
    key: 'pausing',
    type: 'WORKFLOW_PAUSING',
    agent_id: by,
    message: `Pausing: ${sentence}`,
  } as const;
  const pause = () => deps.store.budgets.pause(taskId, { reason: sentence, by, event, need, isOwn });
  const outcome = await persist(pause, deps.log, limits.storeOutageMs);
  if (outcome?.outcome !== 'taken' && outcome?.outcome !== 'same') return;
  const { seq } = outcome;
  deps.log.info({ task_id: taskId }, 'a budget has paused a task');
  // Where it was paused before, whoever did that tells the workflow.
  const order = outcome.outcome === 'taken' ? { order: { seq, reason: sentence, by } } : {};
  throw new CallWithheld({ withheld: seq, ...order });
}
