import type { NewEvent } from '../../contract/events';
import { limits } from '../../contract/limits';
import type { StepKind, TaskIdentity } from '../../contract/orders';
import type { JsonObject } from '../../contract/task';
import type { TaskRow } from '../../store';
import { taskEnded } from '../ask';
import { tellThresholds } from '../budget-events';
import type { ActivityDeps } from '../deps';
import { startHeartbeat } from '../heartbeat';
import { persist } from '../persist';

/** The order of a step of research. */
export interface StepOrder extends TaskIdentity {
  readonly step: string;
  readonly agent: string;
  readonly tell: readonly NewEvent[];
}

/** An attempt of a step that has begun, and whether budgets besides the task's own count it. */
export interface BegunWork {
  readonly attempt: number;
  readonly isBudgeted: boolean;
}

/** What came of a step: what the workflow hears of it, what is kept, and what is told. */
export interface Done<R> {
  readonly result: R;
  readonly output: object;
  readonly events?: readonly NewEvent[];
}

/**
 * Does a step of research once: its output is kept under its name before the engine hears of it, and what an earlier
 * attempt had kept is not done again. `events` are told when it begins. Throws `Task.Ended` where the task has ended.
 */
export async function doOnce<R>(
  deps: ActivityDeps,
  order: StepOrder,
  { kind, events = [] }: { readonly kind: StepKind; readonly events?: readonly NewEvent[] },
  work: (row: TaskRow, begun: BegunWork) => Promise<Done<R>>,
): Promise<R> {
  const { taskId, step, agent } = order;
  const heartbeat = startHeartbeat();
  try {
    const [begun, row] = await Promise.all([
      deps.store.steps.beginWork(taskId, step, { kind, agent }, [...order.tell, ...events]),
      deps.store.tasks.get(taskId),
    ]);
    if (!begun || !row) throw taskEnded();
    const { attempt, is_budgeted: isBudgeted = false } = begun;
    const output =
      begun.output ?? (await keep(deps, { taskId, step, attempt }, await work(row, { attempt, isBudgeted })));
    if (kind === 'tool') await tellThresholds(deps, row, step);
    return output['result'] as R;
  } finally {
    heartbeat.stop();
  }
}

async function keep<R>(
  deps: ActivityDeps,
  { taskId, step, attempt }: Pick<StepOrder, 'taskId' | 'step'> & { readonly attempt: number },
  { result, output, events = [] }: Done<R>,
): Promise<JsonObject> {
  const end = { output: { ...output, result }, events, attempt };
  const write = deps.store.steps.createFinish(taskId, step, end);
  const kept = await persist(write, deps.log, limits.storeOutageMs);
  if (!kept) throw taskEnded();
  return kept;
}
