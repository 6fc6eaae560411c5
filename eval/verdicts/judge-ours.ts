import type { EvalRun } from '../section';
import type { EvalTask } from '../task';
import { openModel } from './by-model';
import type { Judged } from './judged';
import { quotesThatStand, ruleTask, type Ruled } from './ours';

/** Our verdicts on the claims of tasks, task by task, and what they took. */
export interface OurVerdicts {
  readonly judged: readonly (readonly Judged[])[];
  readonly quotes: { readonly all: number; readonly standing: number };
  /** Milliseconds and US dollars in all. */
  readonly ms: number;
  readonly costUsd: number;
}

/** Judges all claims as a research task does: by rules, and what these are not sure of by the model, where there is one. */
export async function judgeOurs(tasks: readonly EvalTask[], run: EvalRun): Promise<OurVerdicts> {
  const startedAt = performance.now();
  let costUsd = 0;
  const ruled: Ruled[][] = [];
  const model = run.model === 'key' ? openModel(run) : undefined;
  for (const task of tasks) {
    const byRules = ruleTask(task);
    if (!model) ruled.push(byRules);
    else {
      const asked = await model.settle(task, byRules);
      ruled.push(asked.ruled);
      costUsd += asked.costUsd;
    }
  }
  const ms = performance.now() - startedAt;
  const judged = tasks.map((task, at) =>
    task.claims.map(({ label, making }, number): Judged => {
      const own = ruled[at]?.[number];
      if (!own) throw new Error(`${task.id} has a claim without a verdict.`);
      return { label, making, verdict: own.judged.verdict, confidence: own.judged.confidence };
    }),
  );
  const quotes = tasks.map((task, at) => quotesThatStand(task, ruled[at] ?? []));
  const sum = (key: 'all' | 'standing') => quotes.reduce((total, one) => total + one[key], 0);
  return { judged, quotes: { all: sum('all'), standing: sum('standing') }, ms, costUsd };
}
