/** A text as quotes are compared with it, and how its places are found in the text itself. */
export interface FoldedText {
  readonly text: string;
  /** The place in the text itself where a piece of the folded one begins. */
  startOf(at: number): number;
  /** The place where it ends. */
  endOf(at: number): number;
}

/** A part that reads otherwise when it is folded. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly foldedStart: number;
  readonly foldedEnd: number;
}

const dense = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;
const parts = {
  // Between letters of scripts without spaces one comes from a line break, or says nothing.
  needless: String.raw`(?<=[${dense}、。])\s+(?=[${dense}、。「『])`,
  space: String.raw`\s+`,
  // A joiner between two pictures makes them one.
  unseen: String.raw`(?:(?!\u200d)[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]|(?<!\p{Extended_Pictographic}\ufe0f?)\u200d)+`,
  single: '[‘’‚‛′‹›´]',
  double: '[“”„‟″«»]',
  dash: '[‐‑‒–—―−﹘﹣－]|-{2,3}(?!-)',
  // Not where it multiplies, or joins the words of a name.
  emphasis: String.raw`\*{1,3}(?<!\p{Nd}\*{1,3})(?=\S)|(?<=\S)\*{1,3}(?!\*|\p{Nd})|(?<![\p{L}\p{N}_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\p{L}\p{N}_])|~~(?=\S)|(?<=\S)~~|\u0060+`,
  ellipsis: '…',
  composed: String.raw`[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uff66-\uff9d][\uff9e\uff9f]|[^\p{M}\s]\p{M}+`,
  // Widths and ligatures; a raised digit is not the digit.
  wide: String.raw`[\uff01-\uffef\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc\uf900-\ufaff\u212a\u212b\u2126]`,
};
const anyPart = new RegExp(
  Object.entries(parts)
    .map(([name, pattern]) => `(?<${name}>${pattern})`)
    .join('|'),
  'gu',
);

/**
 * Folds what may differ between a text and a quote of it: runs of whitespace, forms of quotation marks, dashes and
 * widths, what is not seen, how letters are composed, and the marks of emphasis. Letters, digits and order stay.
 */
export function foldText(text: string): FoldedText {
  const changes: Change[] = [];
  const pieces: string[] = [];
  let [from, length] = [0, 0];
  for (const match of text.matchAll(anyPart)) {
    const folded = foldedPart(match[0], match.groups ?? {});
    if (folded === match[0]) continue;
    pieces.push(text.slice(from, match.index), folded);
    const foldedStart = length + match.index - from;
    length = foldedStart + folded.length;
    from = match.index + match[0].length;
    changes.push({ start: match.index, end: from, foldedStart, foldedEnd: length });
  }
  pieces.push(text.slice(from));
  return {
    text: pieces.join(''),
    startOf: (at) => {
      const change = changes[countOf(changes, (each) => each.foldedStart <= at) - 1];
      if (!change) return at;
      return at < change.foldedEnd ? change.start : change.end + at - change.foldedEnd;
    },
    endOf: (at) => {
      const change = changes[countOf(changes, (each) => each.foldedStart < at) - 1];
      if (!change) return at;
      return change.end + Math.max(0, at - change.foldedEnd);
    },
  };
}

function foldedPart(part: string, groups: Readonly<Record<string, string | undefined>>): string {
  if (groups['space'] !== undefined) return ' ';
  if (groups['single'] !== undefined) return "'";
  if (groups['double'] !== undefined) return '"';
  if (groups['dash'] !== undefined) return '-';
  if (groups['composed'] !== undefined)
    return part.normalize('NFC').normalize(/[\uff66-\uff9f]/.test(part) ? 'NFKC' : 'NFC');
  if (groups['ellipsis'] !== undefined || groups['wide'] !== undefined) return part.normalize('NFKC');
  return '';
}

/** How many from the start of a sorted list fulfil a condition. */
function countOf<T>(list: readonly T[], fulfils: (each: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const each = list[middle];
    if (each !== undefined && fulfils(each)) low = middle + 1;
    else high = middle;
  }
  return low;
}
