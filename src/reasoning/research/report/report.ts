import type { Place } from '../../../contract/research/pages';

/** A citation mark: it stands after the character before `at`, and names the passages that bear out what it follows. */
export interface Mark {
  /** UTF-16 code units of the report's text. */
  readonly at: number;
  readonly places: readonly Place[];
}

/** A report before its sources have numbers: a text without any `[n]`, and the marks in it, in order. */
export interface Report {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** The text is JSON: marks stand inside of its string values. */
  readonly isJson: boolean;
  /** Ids that the writer made up. */
  readonly unknownIds: readonly string[];
  /** Numbers in brackets that the writer made up. */
  readonly droppedNumbers: number;
  /** Marks that break off, such as `[p1` at the end. */
  readonly cutMarks: number;
  /** Lists of sources that the writer made. */
  readonly ownLists: number;
}

/** The passages that a text may cite, by their ids in the material that its writer was given. */
export type PassageIds = Readonly<Record<string, Place>>;

/** What is written under one heading, and what it may cite. */
export interface ReportSection {
  readonly heading?: string;
  readonly text: string;
  readonly passages: PassageIds;
}

/** Marks in order, those at one position as one, each place once. */
export function mergedMarks(marks: readonly Mark[]): Mark[] {
  const merged: { at: number; places: Place[] }[] = [];
  for (const { at, places } of [...marks].sort((a, b) => a.at - b.at)) {
    const last = merged.at(-1);
    const into = last?.at === at ? last : { at, places: [] };
    if (into !== last) merged.push(into);
    for (const place of places) {
      if (!into.places.some((known) => isSamePlace(known, place))) into.places.push(place);
    }
  }
  return merged;
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.page === b.page && a.start === b.start && a.end === b.end;
}
