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
 * Calls `run` once a step; its rejection ends the whole, once what is under way has ended. Returns how each ended.
 */
export async function runGraph<S extends GraphStep>(
  steps: readonly S[],
  limit: number,
  run: (step: S, ends: ReadonlyMap<string, StepEnd>) => Promise<StepEnd>,
): Promise<Map<string, StepEnd>> {
  const ends = new Map<string, StepEnd>();
  const running = new Map<string, Promise<void>>();
  const waiting = [...steps];
  let failure: { readonly error: unknown } | undefined;
  const begin = (step: S) => {
    const ended = run(step, ends).then(
      (end) => void ends.set(step.id, end),
      (error: unknown) => {
        failure ??= { error };
      },
    );
    running.set(
      step.id,
      ended.finally(() => running.delete(step.id)),
    );
  };
  for (;;) {
    for (let index = 0; index < waiting.length && !failure && running.size < limit;) {
      const step = waiting[index];
      if (!step?.needs.every((need) => ends.has(need))) {
        index += 1;
        continue;
      }
      waiting.splice(index, 1);
      const lost = lostBy(step, ends);
      if (lost === undefined) begin(step);
      else {
        ends.set(step.id, { ok: false, reason: lost });
        index = 0;
      }
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure) throw failure.error;
  for (const { id } of waiting) ends.set(id, { ok: false, reason: 'It waited for steps that never ended.' });
  return ends;
}

/** Why a step cannot begin any more: everything that it needs failed; undefined for one that can. */
export function lostBy({ needs }: GraphStep, ends: ReadonlyMap<string, StepEnd>): string | undefined {
  const failed = needs.filter((need) => ends.get(need)?.ok === false);
  if (needs.length === 0 || failed.length < needs.length) return undefined;
  return `What it needed failed: ${failed.join(', ')}.`;
}
