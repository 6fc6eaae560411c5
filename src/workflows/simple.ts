import type { CallModelInput, TaskActivities } from '../contract/activities';
import { limits } from '../contract/limits';
import type { AskCost } from '../contract/orders';
import type { TaskInput } from '../contract/workflow';
import { workflowStarted } from '../reasoning/work-events';
import { modelCalls, noUse, sessionOf } from './calls';
import { endingCall } from './ending-call';
import { recallSession } from './recall';
import { Run } from './run';
import { runTask, type ModeEnd } from './task';

/** SIMPLE: one model call without tools; an answer that cannot be used is asked again once. */
export async function simpleTask(task: TaskInput): Promise<unknown> {
  const run = new Run(task);
  const { control, approvals } = run;
  const mode = async () => {
    await approvals.askForWhole({ kind: 'call' });
    if (task.settings.hasLongSession) await recall(run);
    return answer(run);
  };
  return runTask({ control, approvals }, mode, () => run.takeUntold());
}

/** The call that sums the session up is told after the beginning of the task. */
async function recall(run: Run): Promise<void> {
  run.tell(workflowStarted);
  await recallSession(run);
}

async function answer(run: Run): Promise<ModeEnd> {
  const { control } = run;
  const account = (cost: AskCost) => run.account(cost);
  const first = await endingCall(
    control,
    () => callModel(run, 'answer', 'model call', { attemptsBefore: 0 }),
    account,
  );
  if (first.kind === 'ended') return first.status;
  run.account(first);
  const repair = { step: 'answer', reason: first.reason };
  const again = { attemptsBefore: first.attempts, repair };
  const second = await endingCall(
    control,
    () => callModel(run, 'answer-again', 'model call, asked again', again),
    account,
  );
  if (second.kind === 'ended') return second.status;
  throw noUse(second);
}

function callModel(
  run: Run,
  step: string,
  summary: string,
  rest: Pick<CallModelInput, 'attemptsBefore' | 'repair'>,
): ReturnType<TaskActivities['callModel']> {
  const { task } = run;
  const { taskId, tenant, sessionId, createdAt, traceId, settings } = task;
  const tell = run.takeUntold();
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
    ...sessionOf(task),
    ...(tell.length > 0 && { tell }),
    step,
    maxAttempts: limits.modelAttempts,
    ...rest,
  });
}
