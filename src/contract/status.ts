import { z } from 'zod';

const prefix = 'TASK_STATUS_';

/** State of a task, as the wire spells it. `UNSPECIFIED` only when the state really cannot be known. */
export const TaskStatus = z.enum([
  'TASK_STATUS_UNSPECIFIED',
  'TASK_STATUS_QUEUED',
  'TASK_STATUS_RUNNING',
  'TASK_STATUS_PAUSED',
  'TASK_STATUS_COMPLETED',
  'TASK_STATUS_FAILED',
  'TASK_STATUS_CANCELLED',
  'TASK_STATUS_TIMEOUT',
]);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** The four ways in which a task ends. */
export const EndStatus = TaskStatus.extract([
  'TASK_STATUS_COMPLETED',
  'TASK_STATUS_FAILED',
  'TASK_STATUS_CANCELLED',
  'TASK_STATUS_TIMEOUT',
]);
export type EndStatus = z.infer<typeof EndStatus>;

/** The states of a task that has not ended. */
export type LiveStatus = Exclude<TaskStatus, EndStatus>;

/** Whether a task in this state has ended and will not change any more. */
export function isEnded(status: TaskStatus): status is EndStatus {
  return EndStatus.safeParse(status).success;
}

/** Whether a task in this state waits for its first worker. */
export function isQueued(status: TaskStatus): boolean {
  return status === 'TASK_STATUS_QUEUED';
}

/** Whether a worker has begun a task in this state, and nobody holds it. */
export function isRunning(status: TaskStatus): boolean {
  return status === 'TASK_STATUS_RUNNING';
}

/** Whether a task in this state was cancelled. */
export function isCancelled(status: TaskStatus): boolean {
  return status === 'TASK_STATUS_CANCELLED';
}

/** Whether a task in this state is held by a person. */
export function isPaused(status: TaskStatus): boolean {
  return status === 'TASK_STATUS_PAUSED';
}

/** The word that `unified_response.status` uses for an end. */
export const unifiedStatus = {
  TASK_STATUS_COMPLETED: 'completed',
  TASK_STATUS_FAILED: 'failed',
  TASK_STATUS_CANCELLED: 'cancelled',
  TASK_STATUS_TIMEOUT: 'timeout',
} as const satisfies Record<EndStatus, string>;

/** The word of a state, without the prefix that the wire puts before it. */
export function statusWord(status: TaskStatus): string {
  return status.slice(prefix.length);
}

/**
 * Reads a `status` filter of a list: a bare word or the full name, in any case, `CANCELED` included.
 * Returns undefined for anything else.
 */
export function parseStatusFilter(text: string): TaskStatus | undefined {
  const word = text.trim().toUpperCase();
  const bare = word.startsWith(prefix) ? word.slice(prefix.length) : word;
  const parsed = TaskStatus.safeParse(prefix + (bare === 'CANCELED' ? 'CANCELLED' : bare));
  return parsed.success && parsed.data !== 'TASK_STATUS_UNSPECIFIED' ? parsed.data : undefined;
}
