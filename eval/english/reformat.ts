import { month, months } from './month-names';

type Rewrite = readonly [pattern: RegExp, write: (...groups: (string | undefined)[]) => string | undefined];

/** Ways to write the same number or date; the first that fits is taken. */
const rewrites: readonly Rewrite[] = [
  [new RegExp(String.raw`\b(\d{1,2}) (${month}) (\d{4})\b`), (day, name, year) => `${name} ${day}, ${year}`],
  [
    new RegExp(String.raw`\b(${month}) (\d{1,2}), (\d{4})\b`),
    (name = '', day = '', year) =>
      `${year}-${String(months.indexOf(name) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`,
  ],
  [/(?<![\d.,])(\d{1,3}),(\d)00,000\b/, (whole, tenth) => `${whole}.${tenth} million`],
  [
    /(?<![\d.,–-]|to |and )(\d{1,3})(?:\.(\d))? million\b/,
    (whole, tenth) => `${whole},${tenth ?? '0'}00,000`,
  ],
  [/(?<![\d.,])(\d{1,3}),(\d{3})(?![\d,.]*\d)/, (thousands, rest) => `${thousands}${rest}`],
  [/(?<=\d)%/, () => ' percent'],
  [/(?<=\d) (?:percent|per cent)\b/, () => '%'],
  [
    /\b(two|three|four|five|six|seven|eight|nine|ten) (?=million|hundred|[a-z]+s\b)/,
    (word = '') => `${numbers[word]} `,
  ],
  [/(?<![\d.,])(\d{1,3}) km\b(?!2)/, (length) => `${length} kilometres`],
];
const numbers: Readonly<Record<string, string>> = {
  ...{ two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10' },
};

/** The sentence with a number or a date written in another way; undefined where it has none. */
export function reformat(sentence: string): string | undefined {
  for (const [pattern, write] of rewrites) {
    const match = pattern.exec(sentence);
    const written = match && write(...match.slice(1));
    if (match && written != null)
      return sentence.slice(0, match.index) + written + sentence.slice(match.index + match[0].length);
  }
  return undefined;
}
