import type { CallModelInput, TaskActivities } from '../contract/activities';
import { limits } from '../contract/limits';
import type { TaskInput } from '../contract/workflow';
import { announceUsage } from './announce';
import { Approvals } from './approvals';
import { modelCalls, noUse } from './calls';
import { Control } from './control';
import { endingCall } from './ending-call';
import { runTask, type ModeEnd } from './task';

/** SIMPLE: one model call without tools; an answer that cannot be used is asked again once. */
export async function simpleTask(task: TaskInput): Promise<unknown> {
  const control = new Control(task);
  const approvals = new Approvals(control);
  return runTask({ control, approvals }, async () => {
    await approvals.askForWhole({ kind: 'call' });
    return answer(control);
  });
}

async function answer(control: Control): Promise<ModeEnd> {
  const { task } = control;
  const first = await endingCall(control, () =>
    callModel(task, 'answer', 'model call', { attemptsBefore: 0 }),
  );
  if (first.kind === 'ended') return first.status;
  announceUsage(first);
  const repair = { step: 'answer', reason: first.reason };
  const second = await endingCall(control, () =>
    callModel(task, 'answer-again', 'model call, asked again', { attemptsBefore: first.attempts, repair }),
  );
  if (second.kind === 'ended') return second.status;
  throw noUse(second);
}

function callModel(
  task: TaskInput,
  step: string,
  summary: string,
  rest: Pick<CallModelInput, 'attemptsBefore' | 'repair'>,
): ReturnType<TaskActivities['callModel']> {
  const { taskId, tenant, sessionId, createdAt, traceId, settings } = task;
  const model = settings.modelOverride ?? settings.modelTier ?? 'default model';
  const activities = modelCalls(task, `${summary} · ${model}`);
  const excerpt = [...task.query].slice(0, limits.memoQueryCharacters).join('');
  return activities.callModel({
    taskId,
    excerpt,
    traceId,
    tenant,
    sessionId,
    createdAt,
    ...(settings.isNewSession && { isNewSession: true }),
    step,
    maxAttempts: limits.modelAttempts,
    ...rest,
  });
}
