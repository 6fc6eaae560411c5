import type { StoredPage } from '../../../contract/research/pages';
import type { Citation } from '../../../contract/research/results';
import { normaliseUrl } from '../../../text/normalise-url';
import { sourceList } from './source-list';
import type { Report } from './report';

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
  const used = new Map<number, Set<string>>();
  let text = '';
  let at = 0;
  for (const mark of report.marks) {
    const cited = mark.places.filter(({ page }) => known.has(page));
    for (const { page } of cited) {
      const source = sourceOf(page);
      const number = numbers.get(source) ?? numbers.size + 1;
      numbers.set(source, number);
      used.set(number, (used.get(number) ?? new Set()).add(page));
    }
    if (cited.length === 0) continue;
    const own = [...new Set(cited.map(({ page }) => numbers.get(sourceOf(page)) ?? 0))].sort((a, b) => a - b);
    text += report.text.slice(at, mark.at);
    text += spaceBefore(text) + own.map((number) => `[${number}]`).join('');
    at = mark.at;
  }
  text += report.text.slice(at);
  const citations = [...used].map(([, cited]) => citationFor([...cited], known, numbering));
  const list = report.isJson ? '' : sourceList(citations, numbering.language);
  const citationOf = (page: string) => numbers.get(sourceOf(page));
  return { text: text + list, citations, citationOf };
}

/** A mark stands off from the word before it in scripts that part words. */
function spaceBefore(text: string): string {
  return /(?:^|[\s("“„«「『（\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、！？」』）])$/u.test(
    text.slice(-2),
  )
    ? ''
    : ' ';
}

function citationFor(
  used: readonly string[],
  known: ReadonlyMap<string, StoredPage>,
  { pages, sourceOf, factsOf }: Numbering,
): Citation {
  const cited = used.flatMap((hash) => known.get(hash) ?? []);
  // Of the pages that are one source the most credible stands for it, else the one that was used first.
  const best = [...cited].sort((a, b) => factsOf(b.hash).credibility - factsOf(a.hash).credibility)[0];
  if (!best) throw new Error('A citation without a page');
  const { credibility, quality, publisher } = factsOf(best.hash);
  const own = normaliseUrl(best.final_url);
  const source = sourceOf(best.hash);
  const mirrors = pages
    .filter((page) => sourceOf(page.hash) === source && normaliseUrl(page.final_url) !== own)
    .map((page) => page.final_url);
  return {
    url: best.final_url,
    title: best.title,
    source: publisher,
    credibility_score: credibility,
    quality_score: quality,
    published_date: best.published,
    retrieved_at: best.retrieved_at,
    page: best.hash,
    ...(mirrors.length > 0 && { mirrors: [...new Set(mirrors)] }),
  };
}
