import type { Place } from '../../../contract/research/pages';
import type { Edit } from './edits';

/** Citations that stand together, and what they cite: nothing where none of them holds. */
export interface Cluster {
  readonly start: number;
  readonly end: number;
  readonly places: readonly Place[];
}

const wrappers: readonly (readonly [string, string])[] = [
  ['**', '**'],
  ['__', '__'],
  ['*', '*'],
  ['<sup>', '</sup>'],
  ['(', ')'],
  ['（', '）'],
];
/** What a line may begin with before its words: indentation, signs of quotes and lists. */
const opensLine = /(?:^|\n)[ \t\u3000>]*(?:(?:[-*+•]|\p{Nd}{1,3}[.)])[ \t]+)?$/u;
/** Signs that make something else of each other when what stands between them goes. */
const joining = /[`~[\]［］【】\\*_!<>|#\p{Nd}]/u;
const word = /[\p{L}\p{N}]/u;
/** What begins something new; signs of emphasis and quotes do where a word follows. */
const opens = /^(?:[\p{L}\p{N}([{<“„«$€£#@&+=\-–—/\\|]|["'`*_~]+[\p{L}\p{N}(])/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The change that takes citations out of a text, with the space before them, and with brackets or emphasis that have
 * nothing else in them.
 *
 * @param from where the last change ended: nothing before it is touched.
 */
export function markEdit(text: string, cluster: Cluster, from: number): Edit {
  const { start, end } = unwrapped(text, cluster, from);
  const { places } = cluster;
  const rest = text.slice(end, end + 40);
  if (
    opensLine.test(text.slice(Math.max(from, start - 40), start)) &&
    (from < start - 40 || isFirst(text, start, from))
  ) {
    const blanks = /^[ \t\u00a0\u3000]*/.exec(rest)?.[0].length ?? 0;
    const isAlone = /^(?:\n|$)/.test(text.slice(end + blanks, end + blanks + 1));
    const lineBreak = text.lastIndexOf('\n', start - 1);
    // Alone on its line it belongs to the line before.
    if (
      isAlone &&
      lineBreak >= from &&
      lineBreak > 0 &&
      isBlank(text.slice(lineBreak, start)) &&
      !isBlank(text.charAt(lineBreak - 1))
    )
      return { start: lineBreak, end: end + blanks, text: '', places };
    return { start, end: end + blanks, text: '', places };
  }
  let lead = start;
  while (lead > from && /[ \t\u00a0\u202f\u3000]/.test(text.charAt(lead - 1))) lead -= 1;
  const kept = between(text.charAt(lead - 1), rest, { hadSpace: lead < start, isKept: places.length > 0 });
  return { start: lead, end, text: kept, places };
}

/** Whether what was looked at begins with a line, and not where the last change ended. */
function isFirst(text: string, start: number, from: number): boolean {
  return from === 0 || text.slice(from, start).includes('\n') || text.charAt(from - 1) === '\n';
}

/** What has to stand where citations stood, so that the text around them stays what it is. */
function between(
  before: string,
  rest: string,
  { hadSpace, isKept }: { readonly hadSpace: boolean; readonly isKept: boolean },
): string {
  const after = rest.charAt(0);
  if (after.trim() === '') return '';
  if (joining.test(before) && joining.test(after)) return ' ';
  // Behind a number in brackets Markdown would take it for an address.
  if (isKept && after === '(') return ' ';
  if (hadSpace && opens.test(rest)) return ' ';
  return isKept && word.test(after) && !unspaced.test(before + after) ? ' ' : '';
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function unwrapped(text: string, { start, end }: Cluster, from: number): { start: number; end: number } {
  for (const [open, close] of wrappers) {
    const [outerStart, outerEnd] = [start - open.length, end + close.length];
    if (outerStart < from || text.slice(outerStart, start) !== open || text.slice(end, outerEnd) !== close)
      continue;
    const around = text.charAt(outerStart - 1) + text.charAt(outerEnd);
    // Emphasis on both sides may be that of two other words.
    if (/[<(（]/.test(open) || !/[\p{L}\p{N}*_]/u.test(around)) return { start: outerStart, end: outerEnd };
  }
  return { start, end };
}
