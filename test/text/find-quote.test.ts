import fc from '../support/properties';
import { findQuote, quoteFinder } from '../../src/text/find-quote';
import { anyText, characterBorders } from './any-text';
import { cpuMsOf } from './cpu-time';

const page = [
  '# Storms of 1962',
  'The **North Sea flood** of 1962 — the “great flood” — killed',
  'about 12,000 people, it’s said… The level rose by −3.5 m to 5.7 m².',
  '高さは３．５メートル、長さは\n二百万メートルで、ｶﾞﾗｽの塔がある。',
  'Die Wasser\u00adstände stiegen\u00a0um 40\u202f%. Der ﬁnale Stand: 5.70 m, caf\u0065\u0301 snake_case_name 2*3*4.',
].join('\n');

test.each([
  ['The North Sea flood of 1962', 'The **North Sea flood** of 1962'],
  ['flood of 1962 - the "great flood" - killed about', 'flood** of 1962 — the “great flood” — killed\nabout'],
  ["people, it's said... The level", 'people, it’s said… The level'],
  ['高さは3.5メートル、長さは二百万メートル', '高さは３．５メートル、長さは\n二百万メートル'],
  ['長さは 二百万メートルで、ガラスの塔', '長さは\n二百万メートルで、ｶﾞﾗｽの塔'],
  ['Die Wasserstände stiegen um 40 %', 'Die Wasser\u00adstände stiegen\u00a0um 40\u202f%'],
  ['Der finale Stand: 5.70 m, café', 'Der ﬁnale Stand: 5.70 m, caf\u0065\u0301'],
  ['The _North Sea_ flood', 'The **North Sea flood'],
  ['snake_case_name 2*3*4', 'snake_case_name 2*3*4'],
  ['**Storms** of `1962`', 'Storms of 1962'],
])('%j stands there as %j', (quote, stands) => {
  const found = findQuote(page, quote);
  expect(found?.text).toBe(stands);
  expect(page.slice(found?.start, found?.end)).toBe(stands);
});

test.each([
  ['a changed word', 'The North Sea storm of 1962'],
  ['a changed digit', 'The North Sea flood of 1963'],
  ['a changed case', 'the north sea flood of 1962'],
  ['a word left out', 'The North flood of 1962'],
  ['a raised digit that is put on the line', 'The level rose by −3.5 m to 5.7 m2'],
  ['the end of a number', '2,000 people, it’s said'],
  ['the start of a number', 'killed about 12'],
  ['a number without its sign', '3.5 m to 5.7 m'],
  ['the end of a number in words', '百万メートルで'],
  ['a decimal that goes on', 'finale Stand: 5.7'],
  ['a letter without its accent', 'Stand: 5.70 m, cafe'],
  ['letters joined that are apart', 'snakecasename 2*3*4'],
  ['a product that is put together', 'snake_case_name 234'],
  ['nothing', ''],
  ['marks alone', '“…” — ** ** ...'],
  ['too little', 'about'],
])('%s is no match: %s', (_what, quote) => expect(findQuote(page, quote)).toBeUndefined());

test('the first whole place is found, also after one that cuts a number', () => {
  expect(findQuote('112,000 people died. 12,000 people died.', '12,000 people')?.start).toBe(21);
  expect(findQuote('One storm, one storm more, one storm.', 'one storm')?.start).toBe(11);
});

test('any piece of a text is found where it stands first', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.integer({ min: 1, max: 80 }), (text, from, length) => {
      const borders = characterBorders(text);
      const start = borders[from % borders.length]!;
      const end = borders[Math.min((from % borders.length) + length, borders.length - 1)]!;
      const quote = text.slice(start, end).trim();
      fc.pre((quote.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 6);
      fc.pre(!cutsNumber(text, text.indexOf(quote, start), quote.length));
      // A mark after what has no width belongs to it, whatever the segmenter says.
      fc.pre(!/^[\p{M}\u200c\u200d]/u.test(text.slice(text.indexOf(quote, start) + quote.length)));
      expect(findQuote(text, quote)?.text).toBe(quote);
    }),
    { numRuns: 400 },
  );
});

const disguises: readonly ((quote: string) => string)[] = [
  (quote) => quote.replace(/ /g, '\n  '),
  (quote) => quote.replace(/ /g, '\u00a0'),
  (quote) => quote.replace(/"/g, '”').replace(/'/g, '’'),
  (quote) => quote.replace(/-/g, '–'),
  (quote) => quote.replace(/(\p{L}+) /u, '**$1** '),
  (quote) => quote.replace(/(\p{L}{3})(?=\p{L})/gu, '$1\u00ad'),
  (quote) => quote.replace(/[A-Za-z0-9]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  (quote) => quote.normalize('NFD'),
];
const word = fc.constantFrom(
  'storm',
  'Käfer',
  "l'été",
  'self-made',
  '"quoted"',
  'Größe',
  'naïve',
  'Ålesund',
  'word',
);
const number = fc.integer({ min: 10, max: 99_999_999 }).map((value) => value.toLocaleString('en'));
const line = fc
  .array(fc.oneof(word, number), { minLength: 6, maxLength: 60, size: 'max' })
  .map((words) => words.join(' '));

test('a piece that looks otherwise is found as it stands in the text', () => {
  fc.assert(
    fc.property(line, fc.nat(), fc.constantFrom(...disguises), (text, from, disguise) => {
      const words = text.split(' ');
      const start = from % (words.length - 5);
      const quote = words.slice(start, start + 5).join(' ');
      expect(findQuote(text, disguise(quote))?.text).toBe(quote);
      expect(findQuote(disguise(text), quote)).toBeDefined();
    }),
  );
});

test('a changed digit is never found, unless that stands there too', () => {
  fc.assert(
    fc.property(line, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, which, by) => {
      const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
      fc.pre(places.length > 0);
      const at = places[which % places.length]!;
      const changed = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
      const quote = changed.slice(Math.max(0, at - 12), at + 12).trim();
      fc.pre(!text.includes(quote));
      expect(findQuote(text, quote)).toBeUndefined();
      expect(findQuote(`**${text.replaceAll(' ', '\u00a0')}**`, quote)).toBeUndefined();
    }),
  );
});

test.each([
  ['words', 'The storm came – “again” and **again**. '.repeat(25_000)],
  ['Chinese', '今天天气很好，我们去公园。'.repeat(70_000)],
  ['stars', '*'.repeat(1_000_000)],
  ['lines', '\n '.repeat(500_000)],
  ['digits', '1'.repeat(1_000_000)],
  ['marks', `e${'\u0301'.repeat(1_000_000)}`],
  ['dashes', '-'.repeat(1_000_000)],
])('many quotes of a gigantic page are looked for within seconds: %s', (_what, text) => {
  const took = cpuMsOf(() => {
    const find = quoteFinder(text);
    for (let count = 0; count < 100; count += 1) expect(find(`never “written” ${count}`)).toBeUndefined();
    expect(find('1'.repeat(1_000))).toBeUndefined();
  });
  expect(took).toBeLessThan(10_000);
});

/** Whether a piece begins or ends in the middle of a number, or of what may be one. */
function cutsNumber(text: string, start: number, length: number): boolean {
  const around = String.raw`[\p{N}.,'’+\-–−〇一二三四五六七八九十百千万億兆亿]`;
  return (
    new RegExp(`${around}$`, 'u').test(text.slice(0, start)) ||
    new RegExp(`^${around}`, 'u').test(text.slice(start + length)) ||
    /^[\p{M}\u200c\u200d]/u.test(text.slice(start))
  );
}
