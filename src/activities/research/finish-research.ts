import type { FinishResearchInput, FoundFacts } from '../../contract/research';
import { agents } from '../../contract/agents';
import type { RunSummary } from '../../contract/orders';
import type { StopReason } from '../../contract/result';
import type { TakenEnd } from '../../contract/withheld';
import type { JsonObject } from '../../contract/task';
import type { Found } from '../../reasoning/research/facts';
import type { KeptMaterial } from '../../reasoning/research/kept';
import { fourKeys, researchKey, scoreSources } from '../../reasoning/research/record';
import { assertIntegrity, numberReport, type Report } from '../../reasoning/research/report';
import type { KeptStep, TaskRow } from '../../store';
import { clean } from '../clean';
import type { ActivityDeps } from '../deps';
import { endWithText } from '../end-with-text';
import { outcomeOf } from '../finish-task';
import { startHeartbeat } from '../heartbeat';
import { byCode } from './by-code';
import { keptOutput } from './house-step';
import type { KeptVerdicts, SettledClaim } from './kept-claims';
import { readReport } from './read-report';
import type { Reading, ReadPages } from './reading';
import { understoodIn } from './understood';

/**
 * Makes the verb that ends a research task: the sources get their numbers and scores, the four keys of the contract and
 * `metadata.research` are made from what the steps have kept, and all of it is written in one commit. A report that
 * cites nothing ends as FAILED. Safe to repeat; the first end stands. Throws a failure that is not tried again where
 * numbers and citations do not agree, and the store's error.
 */
export function createFinishResearch(deps: ActivityDeps, readPages: ReadPages) {
  return async function finishResearch(input: FinishResearchInput): Promise<TakenEnd> {
    const heartbeat = startHeartbeat();
    try {
      return await finish(deps, input, readPages);
    } finally {
      heartbeat.stop();
    }
  };
}

/** All that the record is made from. */
interface Material {
  readonly row: TaskRow;
  readonly steps: readonly KeptStep[];
  readonly reading: Pick<Reading, 'pages' | 'sourceOf'>;
  readonly report: Report;
  readonly settled: readonly SettledClaim[] | undefined;
  readonly found: readonly Found[] | undefined;
}

async function finish(
  deps: ActivityDeps,
  input: FinishResearchInput,
  readPages: ReadPages,
): Promise<TakenEnd> {
  const { taskId, run, tell } = input;
  const row = await deps.store.tasks.get(taskId);
  if (!row) return undefined;
  if (row.status) return row.status;
  const material = await gather(deps, input, { row, readPages });
  const { steps } = material;
  const { text, metadata } = byCode(deps, 'Making the record', () => recordOf(material, input));
  const stopReason = run.isCutByBudget ? 'budget' : cutOf(steps);
  const outcome = text === undefined ? uncited : outcomeOf(row, clean(text), stopReason);
  const agent = agents.synthesis;
  return endWithText(deps, input, { row, steps, agent, run: { ...run, metadata }, tell, outcome });
}

/** At which limit of its length a part of the report was cut, if any was; a try that could not be used is no part. */
function cutOf(steps: readonly KeptStep[]): StopReason {
  const written = steps.filter(({ step, output }) => step.startsWith('write/') && isText(output));
  const cuts = written.flatMap(({ output }) => output?.['cut'] ?? []);
  return (cuts[0] as StopReason | undefined) ?? 'completed';
}

function isText(output: KeptStep['output']): boolean {
  return (output?.['result'] as { kind?: string } | undefined)?.kind === 'text';
}

/** A text that cites nothing is no result: nobody could check it. */
const uncited = {
  status: 'TASK_STATUS_FAILED',
  stopReason: 'error',
  result: '',
  error: 'Nothing that was written is borne out by a page that was read, so there is no report.',
} as const;

async function gather(
  deps: ActivityDeps,
  { taskId, report, verdicts, facts }: FinishResearchInput,
  { row, readPages }: { readonly row: TaskRow; readonly readPages: ReadPages },
): Promise<Material> {
  const [kept, pages, reading, steps, settled, found] = await Promise.all([
    readReport(deps, taskId, report),
    // As they are now: other addresses of a text may have been noted since it was read.
    deps.store.pages.list(taskId),
    readPages(taskId),
    deps.store.steps.all(taskId),
    verdicts === undefined ? undefined : keptOutput(deps, taskId, verdicts),
    facts && Promise.all(facts.map((step) => foundBy(deps, taskId, step))),
  ]);
  const now = new Map(pages.map((page) => [page.hash, page]));
  return {
    row,
    steps,
    reading: { ...reading, pages: reading.pages.map((page) => ({ ...page, ...now.get(page.hash) })) },
    report: kept,
    settled: (settled as KeptVerdicts | undefined)?.settled,
    found,
  };
}

/** What a call for facts found, with the passages that it was shown. */
async function foundBy(
  deps: ActivityDeps,
  taskId: string,
  { step, material }: NonNullable<FinishResearchInput['facts']>[number],
): Promise<Found> {
  const [value, shown] = await Promise.all([
    keptOutput(deps, taskId, step),
    keptOutput(deps, taskId, material),
  ]);
  return {
    value: value['value'] as FoundFacts,
    passages: (shown as unknown as KeptMaterial).passages,
  };
}

/** The text with its numbers, undefined where it cites nothing; and the metadata. Throws where they do not agree. */
function recordOf(
  { row, steps, reading: { pages, sourceOf }, report, settled, found }: Material,
  { run, verificationNote }: FinishResearchInput,
): { readonly text: string | undefined; readonly metadata: RunSummary['metadata'] } {
  const { language, timeFrame, entities } = understoodIn(run.metadata);
  const judged = settled?.map((claim) => claim.judged);
  const cited = report.marks.flatMap(({ places }) => places);
  const asked = { question: row.query, timeFrame, entities };
  const scores = scoreSources(pages, { ...asked, cited, judged: judged ?? [], sourceOf });
  const factsOf = (page: string) => {
    const scored = scores.get(page);
    if (!scored) throw new Error('A page that is cited was not scored');
    return scored;
  };
  const numbered = numberReport(report, { pages, sourceOf, factsOf, language });
  assertIntegrity({ ...numbered, isJson: report.isJson, language });
  const own = researchKey({ numbered, report, pages, sourceOf, scores, steps });
  return {
    text: numbered.citations.length > 0 ? numbered.text : undefined,
    metadata: {
      ...run.metadata,
      ...fourKeys({ numbered, pages, sourceOf, judged, verificationNote, found }),
      research: { ...(run.metadata['research'] as JsonObject | undefined), ...own },
    },
  };
}
