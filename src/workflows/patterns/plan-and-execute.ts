import { agents } from '../../contract/agents';
import { limits } from '../../contract/limits';
import type { PlanStep } from '../../contract/values';
import { lostBy, neverEnded, runGraph, type StepEnd } from '../../reasoning/graph';
import { changePlan } from '../../reasoning/plan';
import { planChanged } from '../../reasoning/work-events';
import { Board } from '../board';
import type { Run } from '../run';
import { conclude, makePlan, mostSteps, planOf } from '../standard';
import { attempt, type Pattern } from './support';

/** Changes of a plan under way, at most. */
const mostChanges = 5;

/**
 * Plan and execute with replanning: STANDARD's graph, layer by layer; after each a check that may add or drop steps,
 * within limits. Costs what the steps cost, one call a check, one for the plan and one for the answer.
 */
export const planAndExecute: Pattern = async (run, about) => {
  const plan = await makePlan(run);
  const all: PlanStep[] = [...plan.steps];
  const board = new Board(run, all);
  const ends = new Map<string, StepEnd>();
  let left: readonly PlanStep[] = plan.steps;
  let checks = 0;
  let changes = 0;
  while (left.length > 0 && board.spent === undefined) {
    const layer = left.filter(({ needs }) => needs.every((need) => ends.has(need)));
    if (layer.length === 0) break;
    const ended = await carryOut(run, board, { layer, ends, isWhole: all.length === 1 });
    for (const [id, end] of ended) ends.set(id, end);
    left = left.filter(({ id }) => !ends.has(id));
    if (left.length === 0 || !mayCheck(run, board, changes)) continue;
    checks += 1;
    const changed = await check(run, board, { left, all, number: checks });
    if (!changed) continue;
    changes += 1;
    left = changed;
    all.splice(0, all.length, ...all.filter(({ id }) => ends.has(id)), ...changed);
    run.tell(planChanged(all, changes, run.task.query));
  }
  for (const step of left) board.fail(step, board.spent ?? neverEnded);
  return conclude(run, board, all, {
    ...about,
    plan_reason: planOf(run.task).reason,
    planned: plan.isPlanned,
    plan_checks: checks,
    plan_changes: changes,
  });
};

/** Whether the rest of a plan is looked at again: something may change, and there are calls for that. */
function mayCheck(run: Run, { spent }: Board, changes: number): boolean {
  return spent === undefined && changes < mostChanges && run.hasRoom(50);
}

interface Layer {
  readonly layer: readonly PlanStep[];
  readonly ends: ReadonlyMap<string, StepEnd>;
  readonly isWhole: boolean;
}

/** A layer of steps, side by side; what they need has ended, and a step that has lost all of it is not begun. */
function carryOut(run: Run, board: Board, { layer, ends, isWhole }: Layer): Promise<Map<string, StepEnd>> {
  const most = run.task.settings.maxConcurrentAgents ?? limits.agentsAtOnce.fallback;
  const free = layer.map((step) => ({ id: step.id, needs: [], step }));
  return runGraph(free, most, ({ step }) => {
    const lost = lostBy(step, ends);
    return lost === undefined ? board.work(step, isWhole) : Promise.resolve(board.fail(step, lost));
  });
}

interface UnderWay {
  readonly left: readonly PlanStep[];
  /** Those that have ended, and those left. */
  readonly all: readonly PlanStep[];
  readonly number: number;
}

/** The steps still to come after a check; undefined where nothing changes. */
async function check(
  run: Run,
  board: Board,
  { left, all, number }: UnderWay,
): Promise<readonly PlanStep[] | undefined> {
  const maxSteps = mostSteps(run.task);
  const done = [...board.done.keys()];
  const part = await attempt(run, { name: `check ${number}`, agent: agents.planner }, () =>
    run.value({
      step: `replan-${number}`,
      agent: agents.planner,
      prompt: { name: 'replan', left, room: Math.max(0, maxSteps - all.length) },
      uses: board.usesOf(done),
      tier: 'medium',
      temperature: 0,
      summary: `check the plan, ${left.length} steps to come`,
    }),
  );
  if (!part.ok) return undefined;
  const tools = [...new Set([...all, ...part.value.add].flatMap((step) => step.tools))];
  const change = changePlan(left, [...done, ...board.failed.keys()], part.value, { maxSteps, tools });
  if (!change.isChanged) return undefined;
  // Who reads strangers' text writes what they want it to: the steps that it adds are no safer than that text.
  if (board.isForeign(done)) board.distrust(part.value.add.map(({ id }) => id));
  return change.left;
}
