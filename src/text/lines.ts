/** What a line of plain text or Markdown is by itself. */
export type LineKind = 'blank' | 'text' | 'heading' | 'item' | 'row' | 'rule' | 'code';

/** A line with its place, without the line end. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly kind: LineKind;
}

const lineEnd = /\r\n|[\n\r\u2028\u2029]/g;
const fence = /^[ \t]{0,8}(?:```|~~~)/;
const kinds: readonly (readonly [LineKind, RegExp])[] = [
  ['heading', /^[ \t]{0,3}#{1,6}[ \t]/],
  ['row', /^[ \t]*\|/],
  ['rule', /^[ \t]{0,3}(?:[-=_*][ \t]*){3,}$/],
  [
    'item',
    /^[ \t\u3000>]*(?:[-*+•・●▪–]|\p{Nd}{1,3}[.)）、．]|[(（]\p{Nd}{1,3}[)）])(?:[ \t\u3000]|(?<=[）、．・]))/u,
  ],
];

/** The lines of a text, in order. */
export function* linesOf(text: string): Generator<Line> {
  let start = 0;
  let isCode = false;
  for (const { 0: mark, index } of text.matchAll(lineEnd)) {
    const line = lineOf(text, start, index, isCode);
    if (line.kind === 'code' && fence.test(text.slice(start, start + 12))) isCode = !isCode;
    yield line;
    start = index + mark.length;
  }
  yield lineOf(text, start, text.length, isCode);
}

function lineOf(text: string, start: number, end: number, isCode: boolean): Line {
  // A marker stands at the beginning; a whole line may be megabytes.
  const beginning = text.slice(start, Math.min(end, start + 80));
  if (isCode || fence.test(beginning)) return { start, end, kind: 'code' };
  if (beginning.trim() === '' && text.slice(start, end).trim() === '') return { start, end, kind: 'blank' };
  const kind = kinds.find(([, pattern]) => pattern.test(beginning))?.[0] ?? 'text';
  return { start, end, kind };
}
