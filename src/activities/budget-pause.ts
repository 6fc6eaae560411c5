import { agents } from '../contract/agents';
import { limits } from '../contract/limits';
import type { Withheld } from '../contract/withheld';
import type { TaskRow } from '../store';
import type { BudgetRefusal } from './ask-budget';
import type { ActivityDeps } from './deps';
import { persist } from './persist';

/** A call was not made because a budget does not cover it, and its task is paused until it does. */
export class PausedForBudget extends Error {
  override name = 'PausedForBudget';

  constructor(readonly pause: Withheld) {
    super('The task is paused until its budget has room');
  }
}

/**
 * Pauses a task whose submission asks for that when a budget refuses a call, as somebody would pause it. Throws
 * `PausedForBudget` then, and the store's error; returns where the task goes on without the call, or is over.
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
  throw new PausedForBudget({ withheld: seq, ...order });
}

/** Does a call; where a budget paused its task in the place of it, what `instead` makes of that is what came of it. */
export async function orPaused<T>(call: () => Promise<T>, instead: (pause: Withheld) => T): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PausedForBudget) return instead(error.pause);
    throw error;
  }
}
