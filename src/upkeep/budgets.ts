import type { Logger } from 'pino';
import { agents } from '../contract/agents';
import { limits } from '../contract/limits';
import { resumed } from '../contract/control-events';
import type { Store } from '../store';
import type { SweptEngine } from './sweep';

/** What the round of budgets works with. */
export interface BudgetSweepDeps {
  readonly store: Pick<Store, 'budgets' | 'control'>;
  readonly engine: Pick<SweptEngine, 'signal'>;
  readonly log: Logger;
}

const reason = 'The budget has room again';

/**
 * Releases what lost calls held, and has tasks go on that a budget had paused and that it covers again: it was raised,
 * taken away, or its period is over. One round; a task that cannot be reached now is told by the sweep.
 */
export async function sweepBudgets({ store, engine, log }: BudgetSweepDeps): Promise<void> {
  const released = await store.budgets.releaseExpired();
  if (released > 0) log.warn({ released }, 'reservations of lost calls were released');
  for (const taskId of await store.budgets.covered(limits.sweepRows)) {
    try {
      const by = agents.budget;
      const outcome = await store.control.setPaused(taskId, {
        ...{ isPaused: false, reason, by },
        event: resumed(reason),
      });
      if (outcome?.outcome !== 'taken') continue;
      await engine.signal(taskId, 'resume', { seq: outcome.seq, reason, by });
      await store.control.sent(taskId, outcome.seq);
      log.info({ task_id: taskId }, 'a budget lets a paused task go on');
    } catch (error) {
      log.warn({ err: error, task_id: taskId }, 'a task that a budget had paused could not be resumed');
    }
  }
}
