import { limits } from '../contract/limits';
import type { RunSummary } from '../contract/orders';
import type { Revised } from '../contract/review';
import type { JsonObject } from '../contract/task';
import type { PlanStep } from '../contract/values';
import type { TaskInput } from '../contract/workflow';
import { runGraph } from '../reasoning/graph';
import { wholePlan } from '../reasoning/plan';
import { planText } from '../reasoning/plan-text';
import { agents } from '../contract/agents';
import { openingEvents, planChanged, planEvents, warning } from '../reasoning/work-events';
import { answerWithin } from './answer';
import { Board } from './board';
import { recallSession } from './recall';
import { Run } from './run';
import { runTask, type ModeEnd } from './task';

/** STANDARD: a plan of steps with tools; each begins as soon as what it needs is done, and one answer joins them. */
export async function standardTask(task: TaskInput): Promise<unknown> {
  const run = new Run(task);
  const mode = async () => {
    run.tell(...openingEvents(task.query));
    if (task.settings.hasLongSession) await recallSession(run);
    const { steps, isPlanned } = await makePlan(run);
    return runPlan(run, steps, { plan_reason: planOf(task).reason, planned: isPlanned });
  };
  return runTask(run, mode, () => run.takeUntold());
}

/** What was decided of a plan when the task was submitted; a submission that does not say gets none. */
export function planOf({ settings }: TaskInput): NonNullable<TaskInput['settings']['plan']> {
  return settings.plan ?? { needed: false, reason: 'Nothing asked for a plan.' };
}

/** How many steps the plan of a task may have at most, whether they are planned at first or added later. */
export function mostSteps({ settings }: TaskInput): number {
  return settings.maxSteps ?? limits.planSteps.fallback;
}

/** The steps of a task: planned where the question needs it, else one that does it all. */
export async function makePlan(run: Run): Promise<{ steps: readonly PlanStep[]; isPlanned: boolean }> {
  const made = await planFor(run);
  const steps = await run.review.of({
    plan: made.steps,
    show: (plan) => planText(plan, run.task.query),
    rewrite: (revised, attempt) => rewritePlan(run, revised, attempt),
  });
  if (steps !== made.steps) run.tell(planChanged(steps, 0, run.task.query));
  await run.approvals.askForWhole({ kind: 'plan', plan: planText(steps, run.task.query) });
  return { steps, isPlanned: made.isPlanned || steps !== made.steps };
}

/** Makes a plan anew from what a reviewer says to it. */
async function rewritePlan(
  run: Run,
  revised: Revised,
  attempt: number,
): Promise<readonly PlanStep[] | undefined> {
  const prompt = { name: 'plan' as const, maxSteps: mostSteps(run.task), revised };
  const order = { step: `plan-${attempt}`, agent: agents.planner, tier: 'medium' as const };
  const plan = await run.value({
    ...order,
    summary: `the plan, asked for again (${attempt})`,
    isForReview: true,
    prompt,
  });
  return plan?.steps;
}

async function planFor(run: Run): Promise<{ steps: readonly PlanStep[]; isPlanned: boolean }> {
  const { query } = run.task;
  const whole = wholePlan(query);
  if (!planOf(run.task).needed) {
    run.tell(...planEvents(whole, query));
    return { steps: whole.steps, isPlanned: false };
  }
  const maxSteps = mostSteps(run.task);
  const order = { step: 'plan', agent: agents.planner, tier: 'medium' as const, summary: 'the plan' };
  const plan = await run.value({ ...order, prompt: { name: 'plan', maxSteps } });
  if (plan) return { steps: plan.steps, isPlanned: true };
  const sentence = 'No plan could be made that can be carried out; one step does the whole task.';
  run.tell(warning('plan', agents.planner, sentence), ...planEvents(whole, query));
  return { steps: whole.steps, isPlanned: false };
}

/** Carries a plan out and ends the task with the answer; one branch that fails leaves the others alone. */
async function runPlan(run: Run, steps: readonly PlanStep[], metadata: JsonObject): Promise<ModeEnd> {
  const board = new Board(run, steps);
  const most = run.task.settings.maxConcurrentAgents ?? limits.agentsAtOnce.fallback;
  await runGraph(
    steps,
    most,
    (step) => board.work(step, steps.length === 1),
    (step, reason) => board.fail(step, reason),
  );
  return conclude(run, board, steps, metadata);
}

/** Ends a task with what its steps came to: one answer as it is, several joined by one call. */
export async function conclude(
  run: Run,
  board: Board,
  steps: readonly PlanStep[],
  metadata: JsonObject,
): Promise<ModeEnd> {
  const ids = steps.map(({ id }) => id);
  const uses = board.usesOf(ids);
  const only = board.done.size === 1 ? [...board.done.values()][0] : undefined;
  if (uses.length === 0) throw board.firstFailure();
  const summary = summaryOf(run.task, board, steps, metadata);
  // One step of a larger plan wrote for the others, not for the reader: only who did the whole has the answer.
  if (only?.isWhole) return run.finish(uses, only.agent, summary);
  if (board.spent !== undefined)
    return run.finish(uses, agents.synthesis, { ...summary, isCutByBudget: true });
  const prompt = { name: 'join' as const, missing: board.missing(ids) };
  return answerWithin(run, { prompt, uses, agent: agents.synthesis, tier: 'medium' }, summary);
}

const oneCall = 'It came to one step without tools, so its label is SIMPLE.';

function summaryOf(
  { mode, settings }: TaskInput,
  board: Board,
  steps: readonly PlanStep[],
  metadata: JsonObject,
): RunSummary {
  const [only] = board.done.values();
  // What ran without plan and tools was one call: the label is what ran, where a rule had only guessed.
  const wasOneCall = steps.length === 1 && only?.turns === 1 && only.toolCalls === 0;
  const isCorrected = wasOneCall && settings.isModeDoubtful === true && mode === 'EXECUTION_MODE_STANDARD';
  const failed = [...board.failed].map(([id, reason]) => ({ id, reason: reason.slice(0, 300) }));
  return {
    mode: isCorrected ? 'EXECUTION_MODE_SIMPLE' : mode,
    metadata: {
      ...metadata,
      ...(isCorrected && { mode_reason: `${settings.modeReason ?? ''} ${oneCall}`.trim() }),
      steps: steps.length,
      ...(failed.length > 0 && { failed_steps: failed }),
    },
    isCutByBudget: false,
  };
}
