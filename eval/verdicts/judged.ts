import type { Verdict } from '../../src/contract/research';
import type { EvalTask, Making } from '../task';

/** A verdict beside the one that is right by construction. */
export interface Judged {
  readonly label: Verdict;
  readonly making: Making;
  readonly verdict: Verdict;
  /** How likely the verdict is said to be right; NaN where it is not said. */
  readonly confidence: number;
}

/** What judges the claims of a task, each in its place: ours, or a baseline. */
export type Judge = (task: EvalTask) => Promise<readonly Pick<Judged, 'verdict' | 'confidence'>[]>;

/** Verdicts of a judge on all claims of tasks, task by task. */
export async function judgeAll(tasks: readonly EvalTask[], judge: Judge): Promise<Judged[][]> {
  const all: Judged[][] = [];
  for (const task of tasks) {
    const verdicts = await judge(task);
    all.push(
      task.claims.map(({ label, making }, at) => {
        const said = verdicts[at];
        if (!said) throw new Error(`${task.id} has a claim without a verdict.`);
        return { label, making, ...said };
      }),
    );
  }
  return all;
}
