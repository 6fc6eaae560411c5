/** A piece of work that waits for others. */
export interface GraphStep {
  readonly id: string;
  readonly needs: readonly string[];
}

/** How a step came out. */
export type StepEnd = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Carries a graph out: each step begins as soon as what it needs has ended, in the order of the plan, never more
 * than `limit` at once. A step that has lost all that it needs is not begun; one that has lost a part is, and is told.
 * Calls `run` once a step; its rejection ends the whole, once what is under way has ended. Calls `lose` in its place
 * for a step that is never begun. Returns how each ended.
 */
export async function runGraph<S extends GraphStep>(
  steps: readonly S[],
  limit: number,
  run: (step: S, ends: ReadonlyMap<string, StepEnd>) => Promise<StepEnd>,
  lose: (step: S, reason: string) => StepEnd = (_, reason) => ({ ok: false, reason }),
): Promise<Map<string, StepEnd>> {
  const ends = new Map<string, StepEnd>();
  const running = new Map<string, Promise<void>>();
  const waiting = [...steps];
  let failure: { readonly error: unknown } | undefined;
  const begin = async (step: S) => {
    try {
      ends.set(step.id, await run(step, ends));
    } catch (error) {
      failure ??= { error };
    } finally {
      running.delete(step.id);
    }
  };
  for (;;) {
    while (!failure && running.size < limit) {
      const step = takeReady(waiting, ends);
      if (!step) break;
      const lost = lostBy(step, ends);
      if (lost === undefined) running.set(step.id, begin(step));
      else ends.set(step.id, lose(step, lost));
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure) throw failure.error;
  for (const step of waiting) ends.set(step.id, lose(step, neverEnded));
  return ends;
}

/** Why a step is not begun whose needs have never come to an end. */
export const neverEnded = 'It waited for steps that never ended.';

/** Takes the first step whose needs have all ended out of those that wait. */
function takeReady<S extends GraphStep>(waiting: S[], ends: ReadonlyMap<string, StepEnd>): S | undefined {
  const index = waiting.findIndex(({ needs }) => needs.every((need) => ends.has(need)));
  return index < 0 ? undefined : waiting.splice(index, 1)[0];
}

/** Why a step cannot begin any more: everything that it needs failed; undefined for one that can. */
export function lostBy({ needs }: GraphStep, ends: ReadonlyMap<string, StepEnd>): string | undefined {
  const failed = needs.filter((need) => ends.get(need)?.ok === false);
  if (needs.length === 0 || failed.length < needs.length) return undefined;
  return `What it needed failed: ${failed.join(', ')}.`;
}
