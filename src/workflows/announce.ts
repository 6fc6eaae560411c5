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
  const view = workflowInfo().memo?.['view'] as LiveView;
  upsertMemo({
    view: {
      ...view,
      at: new Date().toISOString(),
      usage: spent.usage,
      model_used: spent.model,
      provider: spent.provider,
    } satisfies LiveView,
  });
}

/** Shows in the search attributes how the task ended, for those who list tasks in the engine. */
export function announceEnd(status: EndStatus): void {
  upsertSearchAttributes([{ key: statusKey, value: status.replace('TASK_STATUS_', '') }]);
}
