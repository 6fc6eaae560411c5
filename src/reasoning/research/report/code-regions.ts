/** A stretch of a text: UTF-16 code units, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/;

/**
 * Where a Markdown text is code, in order: fenced blocks with their fences, and code spans. A fence that is not closed
 * goes to the end. A code span begins and ends on one line, and indentation alone makes no code: in what models write it
 * is more often an indented paragraph.
 */
export function codeRegions(text: string): Range[] {
  return scan(text).regions;
}

/** The fence that a text leaves open, such as three backticks; undefined where none is. */
export function openFence(text: string): string | undefined {
  return scan(text).open;
}

/** A text of the same length with its code blanked out by a sign that stands for nothing else. */
export function maskCode(text: string): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of codeRegions(text)) {
    masked += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, '\uFFFC');
    at = end;
  }
  return masked + text.slice(at);
}

function scan(text: string): { regions: Range[]; open: string | undefined } {
  const regions: Range[] = [];
  let open: { readonly sign: string; readonly start: number } | undefined;
  let start = 0;
  while (start <= text.length) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(start, end);
    const found = fence.exec(line);
    const [sign, info] = [found?.[1], found?.[2] ?? ''];
    if (open) {
      if (sign !== undefined && closes(open.sign, sign, info)) {
        regions.push({ start: open.start, end });
        open = undefined;
      }
    } else if (sign !== undefined && !(sign.startsWith('`') && info.includes('`'))) open = { sign, start };
    else regions.push(...codeSpans(line, start));
    start = end + 1;
  }
  if (open) regions.push({ start: open.start, end: text.length });
  return { regions, open: open?.sign };
}

function closes(open: string, sign: string, info: string): boolean {
  return sign.startsWith(open.slice(0, 1)) && sign.length >= open.length && info.trim() === '';
}

/** Code spans of one line: a run of backticks up to the next run of the same length. */
function* codeSpans(line: string, offset: number): Generator<Range> {
  const runs = [...line.matchAll(/`+/g)].map((run) => ({ start: run.index, length: run[0].length }));
  const closing = new Map<number, { start: number; length: number }[]>();
  for (const run of [...runs].reverse()) {
    const ofLength = closing.get(run.length);
    if (ofLength) ofLength.push(run);
    else closing.set(run.length, [run]);
  }
  let until = 0;
  for (const { start, length } of runs) {
    if (start < until) continue;
    // A backslash takes the first backtick away from a run that opens; one that closes is not escaped.
    const isEscaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(line.slice(Math.max(0, start - 16), start));
    const [from, wanted] = isEscaped ? [start + 1, length - 1] : [start, length];
    const candidates = closing.get(wanted) ?? [];
    while (candidates.length > 0 && (candidates.at(-1)?.start ?? 0) <= from) candidates.pop();
    const close = candidates.at(-1);
    if (!close) continue;
    until = close.start + close.length;
    yield { start: offset + from, end: offset + until };
  }
}
