import type { Verdict } from '../../src/contract/research';
import { balancedAccuracy } from '../measure/verdicts';
import type { EvalTask } from '../task';
import { judgeAll, type Judge, type Judged } from './judged';

/** How well pages carry each claim of a task, by a number that can be compared over claims. */
export type Score = (task: EvalTask) => Promise<readonly number[]>;

const steps = 24;

/**
 * Makes a judge of a score: above one bound a claim is supported, below another undecided, and what lies between is
 * contradicted, since a changed claim is like its page without saying the same. The bounds are those of the best
 * balanced accuracy over `tuning`.
 */
export async function judgeByScore(score: Score, tuning: readonly EvalTask[]): Promise<Judge> {
  const scores = await Promise.all(tuning.map(score));
  const sorted = scores.flat().sort((one, other) => one - other);
  const bounds = Array.from(
    { length: steps + 1 },
    (_, at) => sorted[Math.floor((at / steps) * (sorted.length - 1))] ?? 0,
  );
  let best: { value: number; upper: number; lower: number } | undefined;
  for (const upper of bounds)
    for (const lower of bounds.filter((bound) => bound <= upper)) {
      const judged = await judgeAll(tuning, (task) =>
        Promise.resolve(verdictsOf(scores[tuning.indexOf(task)] ?? [], upper, lower)),
      );
      const value = balancedAccuracy(judged.flat());
      if (!best || value > best.value) best = { value, upper, lower };
    }
  const { upper = 0, lower = 0 } = best ?? {};
  return async (task) => verdictsOf(await score(task), upper, lower);
}

function verdictsOf(
  scores: readonly number[],
  upper: number,
  lower: number,
): Pick<Judged, 'verdict' | 'confidence'>[] {
  return scores.map((score) => {
    const verdict: Verdict = score >= upper ? 'supported' : score >= lower ? 'contradicted' : 'undecided';
    return { verdict, confidence: Number.NaN };
  });
}
