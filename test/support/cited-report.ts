import type { Place, StoredPage } from '../../src/contract/research/pages';
import {
  assembleReport,
  numberReport,
  type NumberedReport,
  type Report,
} from '../../src/reasoning/research/report';

/** A page as it is kept, with what a test says of it. */
export function storedPage(number: number, said: Partial<StoredPage> = {}): StoredPage {
  const url = `https://site${number}.example/page`;
  return {
    hash: String(number).padStart(64, '0'),
    url,
    final_url: url,
    canonical_url: null,
    status: 200,
    title: `Title ${number}`,
    publisher: `Publisher ${number}`,
    author: null,
    published: null,
    language: 'en',
    content_type: 'text/html',
    retrieved_at: '2026-01-02T03:04:05Z',
    is_cut: false,
    is_paywalled: false,
    characters: 1_000,
    ...said,
  };
}

/** Twenty pages; passage `pN` is of page N. */
export const pages = Array.from({ length: 20 }, (_, index) => storedPage(index + 1));
export const passages: Readonly<Record<string, Place>> = Object.fromEntries(
  pages.map(({ hash }, index) => [`p${index + 1}`, { page: hash, start: 10, end: 20 }]),
);

/** The number of the page of a place. */
export function pageNumber({ page }: Place): number {
  return Number(page);
}

/** A report of one text. */
export function reportOf(text: string, isJson = false): Report {
  return assembleReport([{ text, passages }], { isJson });
}

/** A report with numbers, each page a source of its own. */
export function numbered(report: Report, language = 'en'): NumberedReport {
  return numberReport(report, {
    pages,
    sourceOf: (page) => page,
    factsOf: (page) => ({ credibility: 0.5, quality: 0.6, publisher: `Publisher ${Number(page)}` }),
    language,
  });
}

/** What becomes of a text, without the list of sources. */
export function cited(text: string): string {
  return numbered(reportOf(text)).text.split('\n\n## Sources\n')[0] ?? '';
}

/** The numbers of the pages that a text cites, in the order of their numbers in it. */
export function citedPages(text: string): number[] {
  return numbered(reportOf(text)).citations.map(({ page = '' }) => Number(page));
}
