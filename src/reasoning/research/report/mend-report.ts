import { emptiedRanges } from './emptied-ranges';
import { jsonInner } from './json-strings';
import { marksOf } from './marks-of';
import { moveMarks, type Splice } from './move-marks';
import { readMarks } from './read-marks';
import type { Mark, PassageIds, Report } from './report';
import { cellsOf } from './tables';

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
 * Mends sentences of a report; everything else stays as it is, to the byte, but items, tables and sections that lose all
 * that they had go too. Of mends that overlap the first counts. A sentence of JSON is never taken out, for a value would
 * be empty, and a row of a table is not made a sentence: both lose their marks instead.
 */
export function mendReport(report: Report, mends: readonly Mend[]): Report {
  const apart = withoutOverlaps(mends, report.text.length);
  const owned = new Set<Mark>(marksOf(report, apart).flat());
  const changes = apart.flatMap((mend) => changeOf(report, mend));
  const taken = changes.filter(({ text }) => text === '');
  const gone = report.isJson || taken.length === 0 ? [] : emptiedRanges(report.text, taken);
  const marks = report.marks.filter((mark) => !owned.has(mark));
  return { ...report, ...moveMarks(report.text, marks, joined(changes, gone)) };
}

function withoutOverlaps(mends: readonly Mend[], length: number): Mend[] {
  const apart: Mend[] = [];
  for (const mend of [...mends].sort((a, b) => a.start - b.start)) {
    const isInside = mend.start >= (apart.at(-1)?.end ?? 0) && mend.end <= length;
    if (isInside && mend.start < mend.end) apart.push(mend);
  }
  return apart;
}

/** Changes and ranges that go as a whole, in order; what such a range holds goes with it. */
function joined(changes: readonly Splice[], gone: readonly Splice[]): Splice[] {
  const all: Splice[] = [];
  for (const one of [...changes, ...gone].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = all.at(-1);
    if (!last || one.start >= last.end) all.push(one);
    else if (one.end > last.end) all[all.length - 1] = { ...last, end: one.end };
  }
  return all;
}

/** Signs that an item, a quote or a row begins with. */
const opening = /^[\s>]*(?:(?:[-*+•・●▪–]|[(（]?\p{Nd}{1,3}[.)）、．])[ \t\u3000]+|[・●▪•])?/u;

function changeOf(report: Report, { start, end, become }: Mend): Splice[] {
  const own = report.text.slice(start, end);
  if (become.kind === 'unmarked') return [];
  const lead = report.isJson ? 0 : (opening.exec(own)?.[0].length ?? 0);
  const read = become.kind === 'text' ? readMarks(asSentence(become.text), become.passages) : undefined;
  if (!read || read.text === '') return report.isJson ? [] : [takenOut(report.text, start + lead, end)];
  if (report.isJson) {
    const marks = read.marks.map((mark) => ({ ...mark, at: jsonInner(read.text.slice(0, mark.at)).length }));
    return [{ start, end, text: jsonInner(read.text), marks }];
  }
  const isRow = own.trimStart().startsWith('|');
  if (isRow && cellsOf(own).length !== cellsOf(read.text).length) return [];
  return [{ start: start + lead, end, text: read.text, marks: read.marks }];
}

/** One line of prose: without signs that would make something else of it where it is put. */
function asSentence(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/`{3,}|~{3,}/g, '')
    .trim()
    .replace(/^(?:#{1,6}|>|[-*+•])\s+/, '');
}

/** With the blanks behind it, or those before it where it ends its line, so that its neighbours stand as they did. */
function takenOut(text: string, start: number, end: number): Splice {
  const blank = /[ \t\u3000]/;
  let [from, to] = [start, end];
  while (blank.test(text.charAt(to))) to += 1;
  if (to === text.length || text.charAt(to) === '\n')
    while (from > 0 && blank.test(text.charAt(from - 1))) from -= 1;
  return { start: from, end: to, text: '', marks: [] };
}
