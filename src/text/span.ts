/** A piece of a text and its place there: UTF-16 code units, `end` excluded; `text.slice(start, end)` is its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What belongs to the character before it: marks, variation selectors, joiners. */
const extending = /[\p{M}\p{Emoji_Modifier}\u200c\u200d]/uy;

/** Whether the code point at a place belongs to the character before it. */
export function isExtending(text: string, at: number): boolean {
  extending.lastIndex = at;
  return extending.test(text);
}

/** A piece of a text without the whitespace around it; undefined where nothing else is there. */
export function spanOf(text: string, from: number, to: number): Span | undefined {
  const piece = text.slice(from, to);
  const before = piece.length - piece.trimStart().length;
  if (before === piece.length) return undefined;
  // A mark that stands on a space is one character with it.
  const start = from + (before > 0 && isExtending(text, from + before) ? before - 1 : before);
  const end = from + piece.trimEnd().length;
  return { start, end, text: text.slice(start, end) };
}
