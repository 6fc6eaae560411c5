import { isCancellation, proxyActivities } from '@temporalio/workflow';
import type { TaskActivities } from '../contract/activities';
import { agents } from '../contract/agents';
import { limits } from '../contract/limits';
import { warning } from '../reasoning/work-events';
import { callRetry } from './calls';
import type { Run } from './run';
import { sentenceOf } from './task';

const { lookBack } = proxyActivities<TaskActivities>({
  startToCloseTimeout: limits.recallWaitMs + limits.storeOutageMs,
  heartbeatTimeout: limits.heartbeatTimeoutMs,
  summary: 'earlier turns',
  retry: callRetry,
});

const failed = 'Earlier turns of the session could not be summed up; the oldest of them are left out.';

/**
 * Sums up, one call after the other, what of a session's earlier turns does not fit the window of the task's models.
 * Where that fails the task goes on without its oldest turns, and says so. To be called of tasks with a long session
 * alone: of others it would only fill the history. Throws cancellation.
 */
export async function recallSession(run: Run): Promise<void> {
  let summary: string | undefined;
  try {
    for (let number = 1; ; number += 1) {
      const look = { ...run.identity(), number, ...(summary !== undefined && { summary }) };
      const next = await run.control.begin(() => lookBack(look));
      if (next.kind === 'ready') return;
      summary = await run.text({
        step: `${next.step}:summary`,
        agent: agents.memory,
        tier: 'small',
        summary: 'earlier turns, in short',
        prompt: { name: 'sum_up', words: next.words },
        uses: [{ label: 'the conversation so far', step: next.step }],
      });
    }
  } catch (error) {
    if (isCancellation(error)) throw error;
    run.tell(warning('recall', agents.memory, `${failed} ${sentenceOf(error)}`));
  }
}
