import type { Plan, PlanStep, Replan } from '../contract/values';

/** What a plan must keep to. */
export interface PlanBounds {
  readonly maxSteps: number;
  /** Names of the tools that the task may use. */
  readonly tools: readonly string[];
}

/** Why a plan cannot be carried out, in a sentence that its planner can act on; undefined when it can. */
export function planProblem({ steps }: Plan, bounds: PlanBounds): string | undefined {
  const ids = new Set(steps.map(({ id }) => id));
  if (steps.length > bounds.maxSteps)
    return `It has ${steps.length} steps; at most ${bounds.maxSteps} are allowed.`;
  if (ids.size < steps.length) return 'Two steps have the same id.';
  for (const step of steps) {
    const unknown = step.needs.find((need) => !ids.has(need));
    if (unknown !== undefined) return `Step ${step.id} needs ${unknown}, which is no step of the plan.`;
    const tool = step.tools.find((name) => !bounds.tools.includes(name));
    if (tool !== undefined) {
      return `Step ${step.id} wants the tool ${tool}; there are only: ${bounds.tools.join(', ') || 'none'}.`;
    }
  }
  const circle = stepsInCircles(steps);
  return circle.length > 0 ? `The steps ${circle.join(', ')} wait for each other.` : undefined;
}

/** The steps that can never begin, because they wait for themselves. */
function stepsInCircles(steps: readonly PlanStep[]): string[] {
  const done = new Set<string>();
  let left = [...steps];
  for (;;) {
    const ready = left.filter(({ needs }) => needs.every((need) => done.has(need)));
    if (ready.length === 0) return left.map(({ id }) => id);
    for (const { id } of ready) done.add(id);
    left = left.filter(({ id }) => !done.has(id));
  }
}

/** The plan of a task that one step does. */
export function wholePlan(query: string): Plan {
  return {
    steps: [
      { id: 'task', purpose: [...query].slice(0, 1_000).join(''), needs: [], tools: [], tier: 'small' },
    ],
  };
}

/**
 * A plan after a layer of it is done: what is dropped goes, unless a step that stays needs it, and what is added
 * comes after. What cannot be carried out leaves the plan as it was.
 */
export function changePlan(
  left: readonly PlanStep[],
  doneIds: readonly string[],
  change: Replan,
  bounds: PlanBounds,
): { readonly left: readonly PlanStep[]; readonly isChanged: boolean } {
  if (change.done) return { left: [], isChanged: left.length > 0 };
  const kept = keptOf(left, change);
  const next = [...kept, ...change.add];
  const known = doneIds.map((id): PlanStep => ({ id, purpose: id, needs: [], tools: [], tier: 'small' }));
  const isPossible = planProblem({ steps: [...known, ...next] }, bounds) === undefined;
  if (!isPossible) return { left, isChanged: false };
  return { left: next, isChanged: kept.length < left.length || change.add.length > 0 };
}

/** The steps that are not dropped, and those that they or new ones need, in their order. */
function keptOf(left: readonly PlanStep[], { drop, add }: Replan): PlanStep[] {
  const dropped = new Set(drop);
  const renewed = new Set(add.map(({ id }) => id));
  for (;;) {
    const staying = [...left.filter(({ id }) => !dropped.has(id)), ...add];
    const needed = staying
      .flatMap(({ needs }) => needs)
      .filter((need) => dropped.has(need) && !renewed.has(need));
    if (needed.length === 0) return left.filter(({ id }) => !dropped.has(id));
    for (const id of needed) dropped.delete(id);
  }
}
