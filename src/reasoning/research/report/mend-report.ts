import { jsonInner } from './json-report';
import { readMarks } from './read-marks';
import { mergedMarks, type Mark, type PassageIds, type Report } from './report';

/** What becomes of a sentence: another text with marks of its own, nothing, or the same without its marks. */
export interface Mend {
  /** The place of the sentence in the report's text. */
  readonly start: number;
  readonly end: number;
  readonly become:
    | { readonly kind: 'text'; readonly text: string; readonly passages: PassageIds }
    | { readonly kind: 'nothing' }
    | { readonly kind: 'unmarked' };
}

/**
 * Mends sentences of a report; everything else stays as it is, to the byte. Of mends that overlap the first counts. A
 * sentence of JSON is never taken out, for a value would be empty: it loses its marks.
 */
export function mendReport(report: Report, mends: readonly Mend[]): Report {
  let { text } = report;
  let marks: readonly Mark[] = report.marks;
  let before = Number.POSITIVE_INFINITY;
  const ordered = [...mends].sort((a, b) => b.start - a.start || b.end - a.end);
  for (const mend of ordered) {
    if (mend.end > before || mend.start >= mend.end) continue;
    before = mend.start;
    const { from, to, put, own } = replacement({ ...report, text }, mend);
    const shift = put.length - (to - from);
    marks = mergedMarks([
      ...marks.filter(({ at }) => at <= from || at > to).map((mark) => shifted(mark, to, shift)),
      ...own.map((mark) => ({ ...mark, at: mark.at + from })),
    ]);
    text = text.slice(0, from) + put + text.slice(to);
  }
  return report.isJson ? { ...report, text, marks } : withoutEmptyParts({ ...report, text, marks });
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly put: string;
  readonly own: readonly Mark[];
}

function replacement({ text, isJson }: Report, { start, end, become }: Mend): Replacement {
  const same = { from: start, to: end, put: text.slice(start, end), own: [] };
  if (become.kind === 'unmarked' || (become.kind === 'nothing' && isJson)) return same;
  if (become.kind === 'nothing') {
    // With the blanks behind it, so that its neighbours stand as they did.
    const blanks = /^[ \t\u3000]*/.exec(text.slice(end))?.[0].length ?? 0;
    return { from: start, to: end + blanks, put: '', own: [] };
  }
  const lead = isJson
    ? ''
    : (/^[\s>]*(?:[-*+•]\s+|\p{Nd}{1,3}[.)]\s+|\|\s*)/u.exec(text.slice(start, end))?.[0] ?? '');
  const read = readMarks(become.text.replaceAll(/\s+/g, ' ').trim(), become.passages);
  const own = read.marks.map((mark) => ({
    ...mark,
    at: lead.length + (isJson ? jsonInner(read.text.slice(0, mark.at)).length : mark.at),
  }));
  return { from: start, to: end, put: lead + (isJson ? jsonInner(read.text) : read.text), own };
}

function shifted(mark: Mark, behind: number, by: number): Mark {
  return mark.at > behind ? { ...mark, at: mark.at + by } : mark;
}

const emptyItem = /\n[ \t>]*(?:[-*+•]|\p{Nd}{1,3}[.)])[ \t]*(?=\n|$)/gu;
const emptyPart = /(?:^|\n)#{1,6}[ \t][^\n]*\n\s*(?=\n#{1,6}[ \t]|$)/g;

/** List items and headings that have lost all that stood there. */
function withoutEmptyParts(report: Report): Report {
  let { text, marks } = report;
  for (const pattern of [emptyItem, emptyPart]) {
    const found = [...text.matchAll(pattern)].reverse();
    for (const { 0: part, index } of found) {
      const end = index + part.length;
      marks = marks
        .filter(({ at }) => at <= index || at > end)
        .map((mark) => shifted(mark, end, -part.length));
      text = text.slice(0, index) + text.slice(end);
    }
  }
  const lead = text.length - text.trimStart().length;
  const kept = text.trim();
  return {
    ...report,
    text: kept,
    marks: marks.map((mark) => ({ ...mark, at: Math.max(0, mark.at - lead) })),
  };
}
