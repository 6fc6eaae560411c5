import type { CiteInput, CiteResult, MendedSentences } from '../../contract/research';
import type { JsonObject } from '../../contract/task';
import { rightSources } from '../../reasoning/research/judge/right-sources';
import type { KeptMaterial } from '../../reasoning/research/kept';
import {
  assembleReport,
  claimsOf,
  mendReport,
  reciteReport,
  type Mend,
  type Report,
} from '../../reasoning/research/report';
import type { TaskRow } from '../../store';
import type { ActivityDeps } from '../deps';
import { keptOutput } from './house-step';
import type { KeptBatch, KeptVerdicts } from './kept-claims';
import { doOnce, type Done } from './once';
import { readReport } from './read-report';
import type { ReadPages } from './reading';
import { byCode } from './by-code';

/**
 * Makes the verb that puts what was written together as one report, or mends one, and keeps it with the passages that
 * its marks name. Throws `Task.Ended`, and the store's error.
 */
export function createCiteReport(deps: ActivityDeps, readPages: ReadPages) {
  return async function citeReport(input: CiteInput): Promise<CiteResult> {
    return doOnce(deps, input, { kind: 'house' }, (row) => cite(deps, readPages, { input, row }));
  };
}

async function cite(
  deps: ActivityDeps,
  readPages: ReadPages,
  { input, row }: { readonly input: CiteInput; readonly row: TaskRow },
): Promise<Done<CiteResult>> {
  const { taskId, mended, recited } = input;
  const { sourceOf } = await readPages(taskId);
  const report = mended
    ? await mend(deps, taskId, mended)
    : recited
      ? await recite(deps, taskId, { ...recited, sourceOf })
      : await assemble(deps, input, row);
  const cited = [...new Set(report.marks.flatMap(({ places }) => places.map(({ page }) => page)))];
  const result: CiteResult = {
    sentences: byCode(deps, 'Counting the claims', () => claimsOf(report)).length,
    cited: report.marks.length,
    sources: new Set(cited.map(sourceOf)).size,
  };
  return { result, output: { report } };
}

async function assemble(deps: ActivityDeps, { taskId, sections }: CiteInput, row: TaskRow): Promise<Report> {
  const names = sections.flatMap(({ text, material }) => [text, material]);
  const kept = new Map(
    (await deps.store.steps.find(taskId, { names })).map(({ step, output }) => [step, output]),
  );
  const parts = sections.map(({ heading, text, material }) => ({
    ...(heading !== undefined && { heading }),
    text: textOf(kept.get(text)),
    passages: (kept.get(material) as KeptMaterial | undefined)?.passages ?? {},
  }));
  const isJson = row.settings.responseFormat !== undefined;
  return byCode(deps, 'Putting the report together', () => assembleReport(parts, { isJson }));
}

function textOf(output: JsonObject | null | undefined): string {
  const text = output?.['text'];
  return typeof text === 'string' ? text : '';
}

/** Mends the sentences that a model rewrote; those that it was shown and left lose the marks that do not bear them out. */
async function mend(
  deps: ActivityDeps,
  taskId: string,
  { report, mends }: NonNullable<CiteInput['mended']>,
): Promise<Report> {
  const changes: Mend[] = [];
  for (const step of mends) {
    const { sentences } = (await keptOutput(deps, taskId, step))['value'] as MendedSentences;
    const batch = (await keptOutput(deps, taskId, batchOf(step))) as unknown as KeptBatch;
    const texts = new Map(sentences.map(({ claim, text }) => [claim, text.trim()]));
    for (const { number, start, end } of batch.claims) {
      const text = texts.get(number);
      // A model that mends nothing at all has not judged anything either.
      if (text === undefined && sentences.length === 0) continue;
      changes.push({ start, end, become: becomes(text, batch) });
    }
  }
  const before = await readReport(deps, taskId, report);
  return byCode(deps, 'Mending the report', () => mendReport(before, changes));
}

/** Gives the supported claims of a report the sources that bear them out. */
async function recite(
  deps: ActivityDeps,
  taskId: string,
  { report, verdicts, sourceOf }: NonNullable<CiteInput['recited']> & { sourceOf: (page: string) => string },
): Promise<Report> {
  const { settled } = (await keptOutput(deps, taskId, verdicts)) as unknown as KeptVerdicts;
  const sentences = settled.flatMap((claim) => {
    const places = rightSources(claim, sourceOf);
    return places ? [{ start: claim.start, end: claim.end, places }] : [];
  });
  const before = await readReport(deps, taskId, report);
  return byCode(deps, 'Citing what bears claims out', () => reciteReport(before, sentences));
}

function becomes(text: string | undefined, { passages }: KeptBatch): Mend['become'] {
  if (text === undefined) return { kind: 'unmarked' };
  return text === '' ? { kind: 'nothing' } : { kind: 'text', text, passages };
}

/** The step whose claims a model was asked about, by the name of the step that asked. */
export function batchOf(step: string): string {
  return step.replace(/\/(?:judge|mend)(?:-again)?$/, '');
}
