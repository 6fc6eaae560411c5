import type { JsonObject } from '../../contract/task';
import { limits } from '../../contract/limits';
import { taskEnded } from '../ask';
import type { ActivityDeps } from '../deps';
import { persist } from '../persist';
import type { StepOrder } from './once';

/** Keeps a text that the house made as a step of its own, for a prompt to show; safe to repeat. Throws `Task.Ended`. */
export async function keepStep(
  deps: ActivityDeps,
  { taskId, agent }: Pick<StepOrder, 'taskId' | 'agent'>,
  step: string,
  output: object,
): Promise<void> {
  const { steps } = deps.store;
  const begun = await steps.beginWork(taskId, step, { kind: 'house', agent }, []);
  if (!begun) throw taskEnded();
  if (begun.output) return;
  const write = steps.createFinish(taskId, step, { output: output as JsonObject });
  if (!(await persist(write, deps.log, limits.storeOutageMs))) throw taskEnded();
}

/** What a step of the task has kept. Throws where there is none: whoever names it has seen it end. */
export async function keptOutput(deps: ActivityDeps, taskId: string, step: string): Promise<JsonObject> {
  const output = await deps.store.steps.output(taskId, step);
  if (!output) throw taskEnded();
  return output;
}
