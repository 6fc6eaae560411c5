import type { EndStatus } from '../contract/status';

const ends: Record<EndStatus, string> = {
  TASK_STATUS_COMPLETED: 'The task has completed',
  TASK_STATUS_FAILED: 'The task has failed',
  TASK_STATUS_CANCELLED: 'The task was cancelled',
  TASK_STATUS_TIMEOUT: 'The task has timed out',
};

/** Why nothing more can be `done` to a task that has ended, such as `paused`. */
export function endedSentence(status: EndStatus, done: string): string {
  return `${ends[status]} and can no longer be ${done}`;
}
