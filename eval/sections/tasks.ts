import { research, type EndedTask } from '../planted/ended-task';
import { rowsOf } from '../planted/rows';
import { scriptedModel } from '../planted/scripted-model';
import { startStack } from '../planted/stack';
import { plantedTasks } from '../planted/world';
import type { Half } from '../random';
import type { EvalRow, EvalRun } from '../section';
import { plantedLanguages } from '../templates/planted-languages';

/** Tasks of each language; a real model takes longer and costs money. */
const tasksOfLanguage = { scripted: 8, real: 2 };
const atOnce = 2;

/** Whole research tasks over planted pages: citations, quotes, conflicts, mirrors, orders of pages. */
export async function tasks({ model, say }: EvalRun, half: Half = 'test'): Promise<EvalRow[]> {
  const isReal = model === 'key';
  const count = isReal ? tasksOfLanguage.real : tasksOfLanguage.scripted;
  const planted = plantedLanguages.flatMap((language) => plantedTasks(language, half, count));
  const scripted = isReal ? undefined : scriptedModel(planted);
  const stack = await startStack(
    planted.flatMap(({ pages }) => pages),
    scripted,
  );
  const ended: EndedTask[] = [];
  const waiting = [...planted];
  const lane = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      ended.push(await research(stack.api, task));
      if (ended.length % 8 === 0) say(`  ${ended.length} of ${planted.length} tasks`);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    await stack.close();
  }
  for (const { task, status, error } of ended)
    if (status !== 'TASK_STATUS_COMPLETED') say(`  ${task.id} came to nothing: ${error}`);
  return rowsOf(ended, scripted);
}
