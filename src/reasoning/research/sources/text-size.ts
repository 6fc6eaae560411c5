const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/** What is beyond is counted as it is: nobody asks whether so long a text is long. */
const lookedAt = 120_000;

/**
 * How much a text says, in characters of an alphabet: one of Chinese, Japanese, Korean or Thai says as much as two and a
 * half letters. Addresses of links do not count.
 */
export function sizeOf(text: string): number {
  const shown = text
    .replace(/\]\([^)\s]{0,500}\)/g, ']')
    .replace(/\s+/g, ' ')
    .trim();
  return Math.max(0, text.length - lookedAt) + shown.length + 1.5 * (shown.match(dense)?.length ?? 0);
}
