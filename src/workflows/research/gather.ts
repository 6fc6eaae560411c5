import { isCancellation } from '@temporalio/workflow';
import type { PageRead, ReadPageResult } from '../../contract/research/orders';
import type { ResearchQuestion } from '../../contract/research/values';
import { runGraph } from '../../reasoning/graph';
import { pagesOf } from '../../reasoning/research/strategies';
import { agentCompleted, agentName, agentStarted, warning } from '../../reasoning/work-events';
import { sentenceOf } from '../task';
import { together } from '../together';
import type { Findings } from './findings';
import type { ResearchRun } from './research-run';

/** Works on sub-questions side by side; one that fails costs only itself. Throws cancellation only. */
export async function gather(
  run: ResearchRun,
  questions: readonly ResearchQuestion[],
  findings: Findings,
): Promise<void> {
  findings.take(questions);
  const free = questions.map((question) => ({ ...question, needs: [] }));
  await runGraph(free, run.settings.atOnce, async ({ needs: _none, ...question }) => {
    await work(run, question, findings);
    return { ok: true };
  });
}

async function work(run: ResearchRun, question: ResearchQuestion, findings: Findings): Promise<void> {
  const agent = agentName(question.id);
  const lost = (reason: string): void => {
    findings.close(question, 0, reason);
    const sentence = `Sub-question ${question.id} brought no page: ${reason}`;
    run.tell(warning(`question:${question.id}`, agent, sentence));
  };
  const calls = question.queries.length + 1 + pagesOf(run.settings);
  const reason =
    whyNot(run) ?? (run.hold(calls) ? undefined : 'The task has made all the calls that it may.');
  if (reason !== undefined) {
    lost(reason);
    return;
  }
  run.tell(agentStarted(agent, question.question));
  try {
    const pages = await lookUp(run, question, findings);
    if (pages === 0) lost('nothing that was found could be read.');
    else {
      findings.close(question, pages);
      run.tell(agentCompleted(agent));
    }
  } catch (error) {
    if (isCancellation(error)) throw error;
    lost(sentenceOf(error));
  } finally {
    run.letGo(calls);
  }
}

/** Why nothing new is looked for any more; undefined while it is. */
export function whyNot(run: ResearchRun): string | undefined {
  if (run.budgetEnded !== undefined) return run.budgetEnded;
  return run.isLate ? 'It is time to write down what was found.' : undefined;
}

/** Searches, chooses, reads. Returns how many pages were read. */
async function lookUp(run: ResearchRun, question: ResearchQuestion, findings: Findings): Promise<number> {
  const { id, queries } = question;
  const agent = agentName(id);
  const steps = queries.map((_, index) => `gather/${id}/search-${index + 1}`);
  const found = await together(
    queries.map(async (query, index) => {
      const result = await run.search({ step: steps[index] ?? '', agent, query, count: hitsOfSearch });
      if (!result.ok) findings.refuse(question, query, result.reason);
      return result;
    }),
  );
  const searches = steps.filter((_, index) => found[index]?.ok === true);
  if (searches.length === 0) return 0;
  const { prefersScholarly, pages: own } = run.settings;
  const choice = { step: `gather/${id}/choose`, agent, question, searches, most: pagesOf(run.settings), own };
  const { urls, shared } = await run.choosePages({ ...choice, prefersScholarly });
  return shared.length + (await readPages(run, question, urls, findings));
}

const hitsOfSearch = 8;

/** Reads the best pages side by side; the next best take the place of those that cannot be read. */
async function readPages(
  run: ResearchRun,
  question: ResearchQuestion,
  urls: readonly string[],
  findings: Findings,
): Promise<number> {
  const { id } = question;
  let next = 0;
  let pages = 0;
  while (pages < run.settings.pages && next < urls.length) {
    const first = next;
    const wave = urls.slice(first, first + run.settings.pages - pages);
    next += wave.length;
    const orders = wave.map((url, index) => {
      return { step: `gather/${id}/page-${first + index + 1}`, agent: agentName(id), url };
    });
    const tried = await together(orders.map((order) => run.readPage(order)));
    // Looked at here, not page by page: a wait that nobody needs would change the order of what recorded tasks did.
    const results = tried.every(isRead) ? tried : await readAgain(run, orders, tried);
    for (const [index, result] of results.entries()) findings.note(question, wave[index] ?? '', result);
    pages += results.filter(({ ok }) => ok).length;
  }
  return pages;
}

const isRead = (result: ReadPageResult): result is PageRead => result.ok !== 'paused';

/** Reads those of some pages that a pause withheld, each once the task goes on. */
function readAgain(
  run: ResearchRun,
  orders: readonly Parameters<ResearchRun['readPage']>[0][],
  tried: readonly ReadPageResult[],
): Promise<PageRead[]> {
  return together(
    orders.map(async (order, index) => {
      let result = tried[index] ?? (await run.readPage(order));
      while (result.ok === 'paused') {
        await run.control.heardOf(result.pause);
        result = await run.readPage(order);
      }
      return result;
    }),
  );
}
