import type { Place } from '../../../contract/research/pages';
import { marksOf } from './marks-of';
import { mergedMarks, type Mark, type Report } from './report';

/** A sentence of a report, in order with others, and all that it is to cite. */
export interface Recited {
  readonly start: number;
  readonly end: number;
  readonly places: readonly Place[];
}

/**
 * Gives sentences other sources; the text stays as it is. Marks whose places may stay keep their position, what is new
 * stands before the signs that end the sentence.
 */
export function reciteReport(report: Report, sentences: readonly Recited[]): Report {
  const ordered = [...sentences].sort((one, other) => one.start - other.start);
  const owned = marksOf(report, ordered);
  const others = new Set(owned.flat());
  const marks = report.marks.filter((mark) => !others.has(mark));
  ordered.forEach((sentence, index) => marks.push(...marksFor(report, sentence, owned[index] ?? [])));
  return { ...report, marks: mergedMarks(marks) };
}

function marksFor(report: Report, sentence: Recited, own: readonly Mark[]): Mark[] {
  const wanted = new Map(sentence.places.map((place) => [nameOf(place), place]));
  const kept = own.flatMap(({ at, places }): Mark[] => {
    const staying = places.filter((place) => wanted.has(nameOf(place)));
    return staying.length > 0 ? [{ at, places: staying }] : [];
  });
  for (const { places } of kept) for (const place of places) wanted.delete(nameOf(place));
  const added = [...wanted.values()];
  return added.length === 0 ? kept : [...kept, { at: placeFor(report, sentence), places: added }];
}

function nameOf({ page, start, end }: Place): string {
  return `${page} ${start} ${end}`;
}

/** What may end a sentence, with what is closed behind it. */
const ending = /[\p{Sentence_Terminal}…]+[\\"'”’»›«“」』）)\]】*_~]*\s*$/u;

function placeFor({ text }: Report, { start, end }: Recited): number {
  const own = text.slice(start, end);
  const isRow = /^\s*\|.*\|\s*$/s.test(own);
  const content = (isRow ? own.replace(/\|\s*$/, '') : own).trimEnd();
  return start + content.length - (isRow ? 0 : (ending.exec(content)?.[0].length ?? 0));
}
