import type { EvalRun } from '../section';
import type { EvalTask } from '../task';
import { bm25, reference, trustCitation } from './baselines';
import { cosine } from './cosine';
import { openEmbedder } from './embeddings';
import { judgeAll, type Judged } from './judged';
import { judgeByScore } from './scored';

/** Verdicts of a baseline, task by task. */
export interface NamedVerdicts {
  readonly name: string;
  readonly judged: readonly (readonly Judged[])[];
}

/** Tasks whose scores decide where a threshold lies, and tasks whose texts are embedded: a text takes some hundredths of a second. */
const most = { tuning: 20, embedded: 10 };

/**
 * Judges tasks by each baseline. Those that score are tuned on `tuning`, language by language. The embedding model reads
 * English only: the claims of other languages, and of tasks beyond the first, are missing from its verdicts.
 */
export async function baselineVerdicts(
  tasks: readonly EvalTask[],
  tuning: readonly EvalTask[],
  run: EvalRun,
): Promise<NamedVerdicts[]> {
  const of = (language: string) => tuning.filter((task) => task.language === language).slice(0, most.tuning);
  const byLanguage = new Map<string, Awaited<ReturnType<typeof judgeByScore>>>();
  for (const language of new Set(tasks.map((task) => task.language)))
    byLanguage.set(language, await judgeByScore(bm25, of(language)));
  const byBm25 = await judgeAll(tasks, async (task) => {
    const judge = byLanguage.get(task.language);
    return judge ? judge(task) : [];
  });
  return [
    { name: 'reference', judged: await judgeAll(tasks, reference) },
    { name: 'BM25', judged: byBm25 },
    { name: 'cosine (English)', judged: await byCosine(tasks, of('en'), run) },
    { name: 'cited is right', judged: await judgeAll(tasks, trustCitation) },
  ];
}

async function byCosine(
  tasks: readonly EvalTask[],
  tuning: readonly EvalTask[],
  run: EvalRun,
): Promise<Judged[][]> {
  run.say('Embedding sentences…');
  const embedder = await openEmbedder(run);
  try {
    const judge = await judgeByScore(cosine(embedder), tuning.slice(0, most.embedded));
    const english = tasks.filter(({ language }) => language === 'en').slice(0, most.embedded);
    const judged = await judgeAll(english, judge);
    return tasks.map((task) => judged[english.indexOf(task)] ?? []);
  } finally {
    await embedder.close();
  }
}
