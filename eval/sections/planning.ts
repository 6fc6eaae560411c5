import type { ResearchQuestion } from '../../src/contract/research';
import { tokenize } from '../../src/text/tokens';
import { fetchQuestions, type FannedQuestion } from '../data/questions';
import { fetchSummaries } from '../data/wheels';
import { shareOf, withInterval } from '../measure/bootstrap';
import { openLibrary, type Library } from '../planning/library';
import { modelPlanner, rulesPlanner } from '../planning/planners';
import { halfOf } from '../random';
import type { EvalRow, EvalRun } from '../section';

/** Questions that are planned at most; a real model takes two calls for each. */
const questionsOf = { rules: 60, model: 20 };
/** Share of the words of a part that a sub-question has, when it asks for it. */
const leastWords = 0.7;

/** Plans of questions that fan out: what they ask, and how much of what people read for them the searches find. */
export async function planning(run: EvalRun): Promise<EvalRow[]> {
  const [all, summaries] = [await fetchQuestions(run), await fetchSummaries(run)];
  const library = openLibrary(summaries, run);
  const plan = run.model === 'key' ? modelPlanner() : rulesPlanner;
  const most = run.model === 'key' ? questionsOf.model : questionsOf.rules;
  const questions = all.filter(({ id }) => halfOf(id) === 'test').slice(0, most);
  const measured: Measured[] = [];
  for (const question of questions) {
    try {
      measured.push(await measure(question, await plan(question.text), library));
    } catch (error) {
      run.say(`  A plan came to nothing: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return rowsOf(measured, run.model === 'key' ? 'a model' : 'rules');
}

/** For each part or article of a question whether it was reached, by the plan and by the question alone. */
interface Measured {
  readonly asked: readonly boolean[];
  readonly askedByQuestion: readonly boolean[];
  readonly held: readonly boolean[];
  readonly found: readonly boolean[];
  readonly foundByQuestion: readonly boolean[];
  readonly chosen: readonly boolean[];
}

async function measure(
  { text, parts }: FannedQuestion,
  plan: readonly ResearchQuestion[],
  library: Library,
): Promise<Measured> {
  const first = parts.filter(({ isFirst }) => isFirst);
  const titles = [...new Set(parts.flatMap(({ title }) => title ?? []))];
  const held = titles.filter((title) => library.has(title));
  const found = new Set<string>();
  const chosen = new Set<string>();
  for (const question of plan) {
    for (const query of question.queries) for (const title of await library.search(query)) found.add(title);
    for (const title of await library.choose(question, chosen)) chosen.add(title);
  }
  const alone = new Set(await library.search(text, Math.max(1, found.size)));
  const isAsked = (asking: readonly string[]) =>
    first.map((part) => asking.some((one) => asks(one, part.text)));
  return {
    asked: isAsked(plan.flatMap(({ question, queries }) => [question, ...queries])),
    askedByQuestion: isAsked([text]),
    held: titles.map((title) => library.has(title)),
    found: held.map((title) => found.has(title)),
    foundByQuestion: held.map((title) => alone.has(title)),
    chosen: held.map((title) => chosen.has(title)),
  };
}

function asks(asking: string, part: string): boolean {
  const said = new Set(tokenize(asking));
  return shareOf([...new Set(tokenize(part))], (word) => said.has(word)) >= leastWords;
}

function rowsOf(measured: readonly Measured[], planner: string): EvalRow[] {
  const share = (held: readonly boolean[]) => shareOf(held, Boolean);
  const of = (name: keyof Measured) =>
    withInterval(
      measured.map((one) => one[name]),
      share,
    );
  const row = (figure: string, name: keyof Measured, alone?: keyof Measured): EvalRow => ({
    ...{ figure, unit: 'share' },
    ...of(name),
    baselines: alone ? [{ name: 'the question alone', ...of(alone) }] : [],
  });
  return [
    row(`first steps that the plan of ${planner} asks for`, 'asked', 'askedByQuestion'),
    row('articles needed that the library holds', 'held'),
    row('of those: found by the searches', 'found', 'foundByQuestion'),
    row('of those: chosen to be read', 'chosen'),
  ];
}
