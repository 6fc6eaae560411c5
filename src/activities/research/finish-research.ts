import {
  Citation,
  ExtractedFact,
  FactSummary,
  Verification,
  type FinishResearchInput,
  type FoundFacts,
  type PageText,
} from '../../contract/research';
import { agents } from '../../contract/agents';
import type { EndStatus } from '../../contract/status';
import type { JsonObject } from '../../contract/task';
import { mergeFacts, summariseFacts, type Found } from '../../reasoning/research/facts';
import type { KeptMaterial } from '../../reasoning/research/kept';
import { scoreSources, stageCosts, verificationOf, type ScoredPage } from '../../reasoning/research/record';
import {
  assertIntegrity,
  groupSources,
  numberReport,
  type NumberedReport,
  type Report,
} from '../../reasoning/research/report';
import type { KeptStep, TaskRow } from '../../store';
import { clean } from '../clean';
import type { ActivityDeps } from '../deps';
import { endWithText } from '../end-with-text';
import { outcomeOf } from '../finish-task';
import { startHeartbeat } from '../heartbeat';
import { keptOutput } from './house-step';
import type { KeptVerdicts, SettledClaim } from './kept-claims';
import { readReport } from './read-report';
import { understoodIn } from './understood';

/**
 * Makes the verb that ends a research task: the sources get their numbers and scores, the four keys of the contract and
 * `metadata.research` are made from what the steps have kept, and all of it is written in one commit. A report that
 * cites nothing ends as FAILED. Safe to repeat; the first end stands. Throws where numbers and citations do not agree.
 */
export function createFinishResearch(deps: ActivityDeps) {
  return async function finishResearch(input: FinishResearchInput): Promise<EndStatus | undefined> {
    const heartbeat = startHeartbeat();
    try {
      return await finish(deps, input);
    } finally {
      heartbeat.stop();
    }
  };
}

/** All that the record is made from. */
interface Material {
  readonly row: TaskRow;
  readonly steps: readonly KeptStep[];
  readonly pages: readonly PageText[];
  readonly report: Report;
  readonly settled: readonly SettledClaim[] | undefined;
  readonly sourceOf: (page: string) => string;
  readonly language: string;
}

async function finish(deps: ActivityDeps, input: FinishResearchInput): Promise<EndStatus | undefined> {
  const { taskId, run, tell } = input;
  const row = await deps.store.tasks.get(taskId);
  if (!row) return undefined;
  if (row.status) return row.status;
  const material = await gather(deps, input, row);
  const scores = scoresOf(material, input);
  const numbered = numbersOf(material, scores);
  const { report, language, steps } = material;
  assertIntegrity({ ...numbered, isJson: report.isJson, language });
  const metadata = {
    ...run.metadata,
    ...fourKeys(material, numbered, await foundFacts(deps, input), input),
    research: {
      ...(run.metadata['research'] as JsonObject | undefined),
      ...researchOf(material, numbered, scores),
    },
  };
  const result = clean(numbered.text);
  const outcome =
    numbered.citations.length > 0
      ? outcomeOf(row, result, run.isCutByBudget ? 'budget' : 'completed')
      : ({ status: 'TASK_STATUS_FAILED', stopReason: 'error', result, error: uncited } as const);
  const agent = agents.synthesis;
  return endWithText(deps, input, { row, steps, agent, run: { ...run, metadata }, tell, outcome });
}

const uncited = 'Nothing that was written is borne out by a page that was read, so there is no report.';

async function gather(deps: ActivityDeps, input: FinishResearchInput, row: TaskRow): Promise<Material> {
  const { taskId, verdicts } = input;
  const [report, pages, steps, kept] = await Promise.all([
    readReport(deps, taskId, input.report),
    deps.store.pages.texts(taskId),
    deps.store.steps.all(taskId),
    verdicts === undefined ? undefined : keptOutput(deps, taskId, verdicts),
  ]);
  const sources = groupSources(pages);
  return {
    row,
    steps,
    pages,
    report,
    settled: (kept as KeptVerdicts | undefined)?.settled,
    sourceOf: (page) => sources.get(page) ?? page,
    language: understoodIn(input.run.metadata).language,
  };
}

function scoresOf(
  { row, pages, report, settled = [], sourceOf }: Material,
  { run }: FinishResearchInput,
): ReadonlyMap<string, ScoredPage> {
  const { timeFrame, entities } = understoodIn(run.metadata);
  return scoreSources(pages, {
    question: row.query,
    timeFrame,
    entities,
    cited: report.marks.flatMap(({ places }) => places),
    judged: settled.map(({ judged }) => judged),
    sourceOf,
  });
}

function numbersOf(
  { report, pages, sourceOf, language }: Material,
  scores: ReadonlyMap<string, ScoredPage>,
): NumberedReport {
  const factsOf = (page: string) => {
    const scored = scores.get(page);
    if (!scored) throw new Error('A page that is cited was not scored');
    return scored;
  };
  return numberReport(report, { pages, sourceOf, factsOf, language });
}

/** What the calls for facts found, with the passages that each was shown. */
async function foundFacts(
  deps: ActivityDeps,
  { taskId, facts }: FinishResearchInput,
): Promise<Found[] | undefined> {
  if (!facts) return undefined;
  return Promise.all(
    facts.map(async (step) => {
      const output = await keptOutput(deps, taskId, step);
      const material = await keptOutput(deps, taskId, materialOf(step));
      return {
        value: output['value'] as FoundFacts,
        passages: (material as unknown as KeptMaterial).passages,
      };
    }),
  );
}

/** The passages of a part of the report, which a call for facts is shown too. */
function materialOf(step: string): string {
  return `write/${/\d+/.exec(step)?.[0] ?? '1'}/passages`;
}

/** The keys that research tasks alone have (contract, section 2); a shape that is not theirs is a defect, and throws. */
function fourKeys(
  { settled, sourceOf }: Material,
  { citations, citationOf }: NumberedReport,
  found: readonly Found[] | undefined,
  { verificationNote }: FinishResearchInput,
): JsonObject {
  const facts = found && mergeFacts(found, citationOf);
  const judged = settled?.map((claim) => claim.judged);
  return {
    citations: citations.map((citation) => Citation.parse(citation)),
    ...(judged && { verification: Verification.parse(verificationOf(judged, { citationOf, sourceOf })) }),
    ...(verificationNote !== undefined && { verification_note: verificationNote }),
    ...(facts && {
      extracted_facts: facts.facts.map((fact) => ExtractedFact.parse(fact)),
      fact_summary: FactSummary.parse(summariseFacts(facts.facts)),
    }),
  };
}

/** What a reader needs to check the report: sources with their reasons and passages, pages that were read, costs. */
function researchOf(
  { pages, report, sourceOf, steps }: Material,
  { citations, citationOf }: NumberedReport,
  scores: ReadonlyMap<string, ScoredPage>,
): JsonObject {
  const places = report.marks.flatMap((mark) => mark.places);
  const sources = citations.map(({ page = '', url, mirrors = [] }, index) => {
    const own = places.filter((place) => citationOf(place.page) === index + 1);
    const passages = new Map(own.map((place) => [`${place.page}:${place.start}`, place]));
    return {
      index: index + 1,
      url,
      page,
      mirrors,
      why: scores.get(page)?.why ?? [],
      passages: [...passages.values()],
    };
  });
  return {
    sources,
    pages: pages.map(({ hash, final_url, title, characters }) => ({
      page: hash,
      url: final_url,
      title,
      characters,
      citation: citationOf(hash) ?? null,
      ...(sourceOf(hash) !== hash && { same_as: sourceOf(hash) }),
    })),
    dropped_ids: report.unknownIds,
    dropped_numbers: report.droppedNumbers,
    cost_by_stage: stageCosts(steps),
  };
}
