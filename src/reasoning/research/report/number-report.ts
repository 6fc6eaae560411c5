import type { Place, StoredPage } from '../../../contract/research/pages';
import type { Citation } from '../../../contract/research/results';
import { normaliseUrl } from '../../../text/normalise-url';
import { sourceList } from './source-list';
import type { Report } from './report';
import { writeMarks } from './write-marks';

/** How good a source is, and what it is called. */
export interface SourceFacts {
  readonly credibility: number;
  readonly quality: number;
  readonly publisher: string;
}

/** What a report is numbered with. */
export interface Numbering {
  readonly pages: readonly StoredPage[];
  /** The source that a page belongs to, as `groupSources` says. */
  readonly sourceOf: (page: string) => string;
  readonly factsOf: (page: string) => SourceFacts;
  readonly language: string;
}

/** A report whose sources have numbers. */
export interface NumberedReport {
  /** With `[n]`, and the list of sources at its end (none in JSON). */
  readonly text: string;
  /** `[n]` is the one at `n - 1`. */
  readonly citations: readonly Citation[];
  /** The number of the source that a page belongs to; undefined where the text does not cite it. */
  readonly citationOf: (page: string) => number | undefined;
}

/** Gives the sources of a report numbers in the order of their first use. Pages that nobody stored are no sources. */
export function numberReport(report: Report, numbering: Numbering): NumberedReport {
  const { pages, sourceOf } = numbering;
  const known = new Map(pages.map((page) => [page.hash, page]));
  const numbers = new Map<string, number>();
  /** Pages that are cited, by the number of their source. */
  const cited = new Map<number, Set<string>>();
  const numberOf = ({ page }: Place): number => {
    const source = sourceOf(page);
    const number = numbers.get(source) ?? numbers.size + 1;
    numbers.set(source, number);
    cited.set(number, (cited.get(number) ?? new Set()).add(page));
    return number;
  };
  const body = writeMarks(report, ({ places }) => {
    const own = new Set(places.filter(({ page }) => known.has(page)).map(numberOf));
    return [...own]
      .sort((a, b) => a - b)
      .map((number) => `[${number}]`)
      .join('');
  });
  const members = membersOf(numbering);
  const citations = [...cited.values()].map((hashes) => citationFor([...hashes], known, members, numbering));
  const list = report.isJson ? '' : sourceList(citations, numbering.language);
  return { text: body + list, citations, citationOf: (page) => numbers.get(sourceOf(page)) };
}

function membersOf({ pages, sourceOf }: Numbering): ReadonlyMap<string, readonly StoredPage[]> {
  const members = new Map<string, StoredPage[]>();
  for (const page of pages) {
    const source = sourceOf(page.hash);
    const of = members.get(source);
    if (of) of.push(page);
    else members.set(source, [page]);
  }
  return members;
}

function citationFor(
  hashes: readonly string[],
  known: ReadonlyMap<string, StoredPage>,
  members: ReadonlyMap<string, readonly StoredPage[]>,
  { sourceOf, factsOf }: Numbering,
): Citation {
  const cited = hashes.flatMap((hash) => known.get(hash) ?? []);
  // Of the pages that are one source the most credible stands for it, else the one that was used first.
  const best = [...cited].sort((a, b) => factsOf(b.hash).credibility - factsOf(a.hash).credibility)[0];
  if (!best) throw new Error('A citation without a page');
  const { credibility, quality, publisher } = factsOf(best.hash);
  const mirrors = new Map(
    (members.get(sourceOf(best.hash)) ?? []).map((page) => [normaliseUrl(page.final_url), page.final_url]),
  );
  mirrors.delete(normaliseUrl(best.final_url));
  return {
    url: best.final_url,
    title: best.title,
    source: publisher,
    credibility_score: credibility,
    quality_score: quality,
    published_date: best.published,
    retrieved_at: best.retrieved_at,
    page: best.hash,
    ...(mirrors.size > 0 && { mirrors: [...mirrors.values()] }),
  };
}
