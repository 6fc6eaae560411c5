import { foldText, type FoldedText } from './folded-text';
import { isExtending, type Span } from './span';

/** Letters and digits that a quote has at least; a character of a script without spaces counts twice. */
const least = 6;
/** Places that are looked at where a quote stands but cuts a number. */
const mostPlaces = 1_000;
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const numeral = String.raw`[\p{Nd}〇一二三四五六七八九十百千万億兆亿]`;
const endsInNumber = new RegExp(String.raw`(?:${numeral}|\p{Nd}[.,'’]|(?:^|[\s(])[-−–+])$`, 'u');
const beginsInNumber = new RegExp(String.raw`^(?:${numeral}|[.,'’]\p{Nd})`, 'u');
const begins = new RegExp(`^${numeral}`, 'u');
const ends = new RegExp(`${numeral}$`, 'u');

/**
 * Where a quote stands in a text, word for word: the first place. What may differ is whitespace, the form of quotation
 * marks, dashes and widths, and marks of emphasis (see `foldText`). Undefined where it does not stand, where it is too
 * short to prove anything, and where it cuts a number or a character (`2,000` of `12,000`).
 */
export function findQuote(text: string, quote: string): Span | undefined {
  return quoteFinder(text)(quote);
}

/** Finds quotes in one text as `findQuote` does; the text is prepared once for many. */
export function quoteFinder(text: string): (quote: string) => Span | undefined {
  let folded: FoldedText | undefined;
  return (quote) => {
    const wanted = quote.trim();
    if (strengthOf(wanted) < least) return undefined;
    const exact = firstPlace(text, wanted, (start) => spanOf(text, start, start + wanted.length));
    if (exact) return exact;
    const sought = foldText(wanted).text.trim();
    if (strengthOf(sought) < least) return undefined;
    const whole = (folded ??= foldText(text));
    return firstPlace(whole.text, sought, (start) =>
      spanOf(text, whole.startOf(start), whole.endOf(start + sought.length)),
    );
  };
}

function firstPlace(
  text: string,
  quote: string,
  place: (start: number) => Span | undefined,
): Span | undefined {
  let at = text.indexOf(quote);
  for (let places = 0; at !== -1 && places < mostPlaces; places += 1) {
    const span = place(at);
    if (span) return span;
    at = text.indexOf(quote, at + 1);
  }
  return undefined;
}

/** The piece of a text; undefined where it begins or ends inside of a number or a character. */
function spanOf(text: string, start: number, end: number): Span | undefined {
  const piece = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 3), start);
  const after = text.slice(end, end + 3);
  if (begins.test(piece) && endsInNumber.test(before)) return undefined;
  if (ends.test(piece) && beginsInNumber.test(after)) return undefined;
  if (isExtending(text, start) || isExtending(text, end)) return undefined;
  return { start, end, text: piece };
}

function strengthOf(text: string): number {
  return (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) + (text.match(dense)?.length ?? 0);
}
