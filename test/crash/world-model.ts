import { act, crashed, goneOn, statusOf, type Act, type TaskState } from './task-model';

/** Tasks of one tenant, of which only so many may run at once (docs/limits.md). */
export interface World {
  readonly tasks: readonly TaskState[];
  readonly places: number;
}

/** An act, and the number of the task that it is done to. */
export interface Deed {
  readonly what: Act;
  readonly on: number;
}

/** How a deed was answered; `unknown`: the first answer was lost, so that it may have been taken before. */
export type DeedAnswer = 'taken' | 'conflict' | 'unknown';

/** Worlds that may be there once all is quiet, each once. */
export function quiet(worlds: readonly World[]): World[] {
  return onward(worlds).filter((world) => nexts(world).length === 0);
}

/**
 * Worlds that may be there once all is quiet after deeds at once, which were answered so: of every order in which the
 * deeds may be taken, where the tasks go on by themselves at once, or only after the next deed.
 */
export function outcomes(
  before: readonly World[],
  deeds: readonly (Deed & { readonly answer: DeedAnswer })[],
  isCrashing: boolean,
): World[] {
  const orders = ordersOf(deeds.map((_, index) => index));
  const reached = orders.flatMap((order) => {
    let worlds = onward(before);
    for (const index of order) {
      const deed = deeds[index];
      if (!deed) continue;
      worlds = onward(worlds.flatMap((world) => taken(world, deed, isCrashing)));
    }
    return worlds;
  });
  const after = quiet(unique(reached));
  if (!isCrashing) return after;
  return unique(after.map((world) => ({ ...world, tasks: world.tasks.map(crashed) })));
}

/** All answers that deeds at once may get, for whoever wonders about others. */
export function answersOf(before: readonly World[], deeds: readonly Deed[], isCrashing: boolean): string[] {
  const fits = (answers: readonly DeedAnswer[]) => {
    const answered = deeds.map((deed, index) => ({ ...deed, answer: answers[index] ?? 'unknown' }));
    return outcomes(before, answered, isCrashing).length > 0;
  };
  let all: DeedAnswer[][] = [[]];
  for (const _ of deeds)
    all = all.flatMap((some) => [
      [...some, 'taken'],
      [...some, 'conflict'],
    ]);
  return all.filter(fits).map((answers) => answers.join(' '));
}

function taken(
  world: World,
  { what, on, answer }: Deed & { answer: DeedAnswer },
  isCrashing: boolean,
): World[] {
  const state = world.tasks[on];
  if (!state) return [];
  const steps = act(state, what, isCrashing).filter(([, said]) => answer === 'unknown' || answer === said);
  return steps.map(([next]) => withTask(world, on, next));
}

/** Worlds, and all that they may become by themselves. */
function onward(worlds: readonly World[]): World[] {
  const all = new Map(worlds.map((world) => [JSON.stringify(world), world]));
  for (const world of all.values()) for (const next of nexts(world)) all.set(JSON.stringify(next), next);
  return [...all.values()];
}

/** What may happen next by itself: a task goes on, or is given a place. */
function nexts(world: World): World[] {
  const { tasks, places } = world;
  const running = tasks.filter((state) => statusOf(state) === 'RUNNING').length;
  return tasks.flatMap((state, index) => {
    const next = goneOn(state) ?? (running < places ? placed(state) : undefined);
    return next ? [withTask(world, index, next)] : [];
  });
}

/** A task that is given the place that it waits for; undefined where it waits for none. */
function placed(state: TaskState): TaskState | undefined {
  if (state.end) return undefined;
  if (state.isResumed) return { ...state, isPaused: false, isResumed: false };
  return state.waits && !state.isPaused ? { ...state, waits: false } : undefined;
}

function withTask(world: World, index: number, state: TaskState): World {
  return { ...world, tasks: world.tasks.map((task, place) => (place === index ? state : task)) };
}

function unique(worlds: readonly World[]): World[] {
  return [...new Map(worlds.map((world) => [JSON.stringify(world), world])).values()];
}

function ordersOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
