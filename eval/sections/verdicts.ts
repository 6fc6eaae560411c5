import { fetchSummaries } from '../data/wheels';
import { englishTasks } from '../english/tasks';
import type { Half } from '../random';
import type { EvalRow, EvalRun } from '../section';
import { chinese } from '../templates/chinese';
import { japanese } from '../templates/japanese';
import { templateTasks } from '../templates/tasks';
import { baselineVerdicts } from '../verdicts/all-baselines';
import { judgeOurs } from '../verdicts/judge-ours';
import { verdictRows } from '../verdicts/rows';

/** Tasks of a half; a model is asked about the first few of each language only. */
const tasksOf = { english: 60, template: 12, byModel: 3 } as const;

/** Verdicts on claims whose labels are known by the way they were made, next to baselines over the same claims. */
export async function verdicts(run: EvalRun): Promise<EvalRow[]> {
  const summaries = await fetchSummaries(run);
  const most = run.model === 'key' ? tasksOf.byModel : Infinity;
  const tasks = (half: Half) => [
    ...englishTasks(summaries, half, Math.min(most, tasksOf.english)),
    ...templateTasks(chinese, half, Math.min(most, tasksOf.template)),
    ...templateTasks(japanese, half, Math.min(most, tasksOf.template)),
  ];
  const reported = tasks('test');
  const ours = await judgeOurs(reported, run);
  return verdictRows(reported, ours, await baselineVerdicts(reported, tasks('dev'), run));
}
