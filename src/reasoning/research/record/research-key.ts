import type { StoredPage } from '../../../contract/research/pages';
import type { JsonObject } from '../../../contract/task';
import { normaliseUrl } from '../../../text/normalise-url';
import type { KeptChoice, KeptSearch } from '../kept';
import type { NumberedReport, Report } from '../report';
import type { ScoredPage } from './score-sources';
import { stageCosts, type PaidStep } from './stage-costs';

/** What a reader is told to check a report by. */
export interface Checkable {
  readonly numbered: NumberedReport;
  readonly report: Report;
  readonly pages: readonly StoredPage[];
  readonly sourceOf: (page: string) => string;
  readonly scores: ReadonlyMap<string, ScoredPage>;
  /** All steps of the task. */
  readonly steps: readonly PaidStep[];
}

/**
 * What the house adds to `metadata.research`: the sources with the reasons of their scores and the passages that they are
 * cited for, every page that was read, every search, what each stage took.
 */
export function researchKey({ numbered, report, pages, sourceOf, scores, steps }: Checkable): JsonObject {
  const { citations, citationOf } = numbered;
  const places = report.marks.flatMap((mark) => mark.places);
  const reasons = reasonsIn(steps);
  const sources = citations.map(({ page = '' }, index) => {
    const own = places.filter((place) => citationOf(place.page) === index + 1);
    const passages = new Map(own.map((place) => [`${place.page}:${place.start}:${place.end}`, place]));
    return { page, why: scores.get(page)?.why ?? [], passages: [...passages.values()] };
  });
  return {
    sources,
    pages: pages.map(({ hash, url, final_url, title, characters, also_at }) => ({
      ...{ page: hash, url: final_url, title, characters },
      ...(also_at && { also_at }),
      citation: citationOf(hash) ?? null,
      ...(sourceOf(hash) !== hash && { same_as: sourceOf(hash) }),
      chosen_for: reasons.get(normaliseUrl(url)) ?? '',
    })),
    searches: searchesIn(steps),
    dropped_ids: report.unknownIds,
    dropped_numbers: report.droppedNumbers,
    cost_by_stage: stageCosts(steps),
  };
}

/** Why pages were chosen, by what their addresses have in common with others of the same page. */
function reasonsIn(steps: readonly PaidStep[]): ReadonlyMap<string, string> {
  const chosen = steps.flatMap(({ output }) => (output as Partial<KeptChoice> | null)?.chosen ?? []);
  return new Map(chosen.map(({ url, why }) => [normaliseUrl(url), why]));
}

function searchesIn(
  steps: readonly PaidStep[],
): { readonly query: string; readonly hits: number; readonly failures: readonly string[] }[] {
  return steps.flatMap(({ kind, output }) => {
    const { query, hits, failures } = (output ?? {}) as Partial<KeptSearch>;
    if (kind !== 'tool' || query === undefined || !hits) return [];
    return [{ query, hits: hits.length, failures: failures ?? [] }];
  });
}
