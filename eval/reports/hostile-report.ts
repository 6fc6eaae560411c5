import type { Place, StoredPage } from '../../src/contract/research/pages';
import type { ReportSection } from '../../src/reasoning/research/report';

/** A report as a careless or hostile writer could give it, and what must come of it. */
export interface HostileReport {
  readonly sections: readonly ReportSection[];
  readonly isJson: boolean;
  readonly language: string;
  readonly pages: readonly StoredPage[];
  /** Groups of pages that are one source. */
  readonly sourceOf: Readonly<Record<string, string>>;
  /** By the word that a piece of text begins with: the sources that its citations must name, no more and no fewer. */
  readonly expected: Readonly<Record<string, readonly string[]>>;
}

/** A piece of a text: what a writer puts, and the ids of passages that it cites by it. */
export interface Piece {
  readonly text: string;
  readonly cites: readonly number[];
}

/** Passages of one writer: more than there are pages, so that several are of one page. */
export const passagesOfWriter = 12;

/** The page of a passage; each writer numbers its passages in another order. */
export function pageOfPassage(id: number, writer: number, pages: number): number {
  return (id * 5 + writer * 3) % pages;
}

/** The passages of a writer by their ids, `p1` to `p12`. */
export function passagesOf(writer: number, pages: readonly StoredPage[]): Record<string, Place> {
  return Object.fromEntries(
    Array.from({ length: passagesOfWriter }, (_, index) => {
      const page = pages[pageOfPassage(index + 1, writer, pages.length)]?.hash ?? '';
      return [`p${index + 1}`, { page, start: index * 10, end: index * 10 + 9 }];
    }),
  );
}
