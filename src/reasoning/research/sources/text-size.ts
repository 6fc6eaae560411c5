const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/**
 * How much a text says, in characters of an alphabet: one of Chinese, Japanese, Korean or Thai says as much as two and a
 * half letters. Addresses of links do not count.
 */
export function sizeOf(text: string): number {
  const shown = text
    .replace(/\]\([^)\s]*\)/g, ']')
    .replace(/\s+/g, ' ')
    .trim();
  return shown.length + 1.5 * (shown.match(dense)?.length ?? 0);
}
