import { upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { searchAttributeNames } from '../contract/engine';
import { noUsage } from '../contract/no-usage';
import type { Usage } from '../contract/result';
import type { EndStatus } from '../contract/status';
import type { LiveView, TaskInput } from '../contract/workflow';

const statusKey = defineSearchAttributeKey(searchAttributeNames.status, 'KEYWORD');

/** Shows in the memo that a worker has begun. */
export function announceStart(task: TaskInput): void {
  const now = new Date().toISOString();
  const view: LiveView = {
    state: 'RUNNING',
    mode: task.mode,
    at: now,
    started_at: now,
    timeout_seconds: task.settings.timeoutSeconds,
    usage: noUsage,
    model_used: '',
    provider: '',
  };
  upsertMemo({ view });
}

/** Shows in the memo what the task has spent so far, and by which model. */
export function announceUsage(spent: { usage: Usage; model: string; provider: string }): void {
  change({ usage: spent.usage, model_used: spent.model, provider: spent.provider });
}

/** Shows in the memo, and to those who list tasks in the engine, that the task is paused. */
export function announcePause(paused: NonNullable<LiveView['paused']>): void {
  change({ state: 'PAUSED', paused });
  upsertSearchAttributes([{ key: statusKey, value: 'PAUSED' }]);
}

/** Shows in both that it goes on, and how long its pauses took so far, milliseconds. */
export function announceResumption(pausedMs: number): void {
  change({ state: 'RUNNING', paused: undefined, paused_ms: pausedMs });
  upsertSearchAttributes([{ key: statusKey, value: 'RUNNING' }]);
}

function change(changes: { [Key in keyof LiveView]?: LiveView[Key] | undefined }): void {
  const view = workflowInfo().memo?.['view'] as LiveView;
  upsertMemo({ view: { ...view, at: new Date().toISOString(), ...changes } });
}

/** Shows in the search attributes how the task ended, for those who list tasks in the engine. */
export function announceEnd(status: EndStatus): void {
  upsertSearchAttributes([{ key: statusKey, value: status.replace('TASK_STATUS_', '') }]);
}
