import { limits } from '../contract/limits';
import type { TaskIdentity } from '../contract/orders';
import type { Turn } from '../reasoning/conversation';
import { summaryTurn } from '../reasoning/recall';
import type { ActivityDeps } from './deps';
import type { Recalled } from './recalled';

type OfSession = Pick<TaskIdentity, 'taskId' | 'tenant' | 'sessionId' | 'createdAt'>;

/**
 * The turns of a session that had ended when a task of it was submitted, newest first. Of a long one (`isLong`) those
 * after its summary, as the task has settled it, and the summary as the oldest of them.
 */
export async function sessionTurns(
  { store }: Pick<ActivityDeps, 'store'>,
  task: OfSession,
  isLong: boolean,
): Promise<Turn[]> {
  const looks = isLong ? await store.steps.find(task.taskId, { prefix: 'recall:' }) : [];
  const memory = looks.map(({ output }) => (output as Recalled | null)?.memory).findLast((kept) => kept);
  const range = { by: task.createdAt, after: memory };
  const turns = await store.sessionMemory.newest(task, range, limits.historyMessages.most / 2);
  return memory ? [...turns, summaryTurn(memory.text)] : turns;
}
