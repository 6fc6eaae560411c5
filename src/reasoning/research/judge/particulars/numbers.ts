import { readDigits } from './digit-groups';
import type { NumberMention } from './mention';
import { fromKanji, kanjiNumerals, numberWords, ordinalWords } from './number-words';
import { anyOf } from './plain-digits';
import { scalesOf } from './scales';
import { currencies, units } from './units';

const digitRuns =
  /(?<![\p{Script=Latin}\d_]|[A-Z]-|\d[.,])\d{1,3}(?:[\u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?(?!\d)|(?<![\p{Script=Latin}\d_]|[A-Z]-|\d[.,])\d+(?:[.,]\d+)*/gu;
const unitAhead = new RegExp(`^[\\s-]?(${anyOf(units.keys())})`, 'iu');
const currencyBehind = new RegExp(
  `(?:^|[^\\p{L}])(${[...currencies.keys()].map((sign) => sign.replace(/\$/g, '\\$')).join('|')})\\s?$`,
  'iu',
);
const ordinalAhead = /^(?:st|nd|rd|th)\b|^(?:番目|回目|位|번째|위)/u;
const ordinalBehind = /[第제]\s?$/u;
const wordRuns = new RegExp(
  `(?<![\\p{L}-])(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)(?!\\p{L})|one(?=\\s(?:hundred|thousand|million|billion))|${anyOf([...Object.keys(numberWords), ...Object.keys(ordinalWords)])})`,
  'giu',
);
const counters = '年月日人個个名位歳岁歲回次倍本冊册台隻只匹社家国國州省市県县か所処种種周週天世点點';
const kanjiRuns = new RegExp(
  `(?<![${kanjiNumerals}\\d])(?:第[${kanjiNumerals}]+|[${kanjiNumerals}]{2,}(?=[${counters}])|[二三四五六七八九十两兩](?=[人個个名歳岁歲倍冊册台匹社家国國か]))`,
  'gu',
);

/** The numbers of a text whose digits are plain and whose dates are blanked out; `language` decides what marks mean. */
export function numbersOf(text: string, language: string | undefined): NumberMention[] {
  const found = [...inDigits(text, language), ...inWords(text, language), ...inKanji(text, language)];
  return found
    .filter((one) => !found.some((other) => other !== one && covers(other, one)))
    .sort((one, other) => one.start - other.start);
}

function* inDigits(text: string, language: string | undefined): Generator<NumberMention> {
  for (const match of text.matchAll(digitRuns)) {
    const run = match[0].replace(/[.,]+$/, '');
    const read = readDigits(run, language);
    if (read === undefined) continue;
    const number = finished(text, match.index, match.index + run.length, read, language);
    // A letter that belongs to it makes a name of it, such as 3D or 5G.
    if (number !== undefined) yield number;
  }
}

function* inWords(text: string, language: string | undefined): Generator<NumberMention> {
  for (const match of text.matchAll(wordRuns)) {
    const word = match[0].toLowerCase();
    const ordinal = ordinalWords[word];
    const end = match.index + match[0].trimEnd().length;
    if (ordinal !== undefined) {
      yield {
        ...mention(text, match.index, end),
        value: ordinal,
        step: 1,
        unit: '',
        bound: 'exact',
        isOrdinal: true,
      };
      continue;
    }
    const value =
      numberWords[word] ?? word.split('-').reduce((sum, part) => sum + (numberWords[part] ?? 1), 0);
    const number = finished(text, match.index, end, { value, step: 1 }, language);
    if (number !== undefined) yield number;
  }
}

function* inKanji(text: string, language: string | undefined): Generator<NumberMention> {
  for (const match of text.matchAll(kanjiRuns)) {
    const isOrdinal = match[0].startsWith('第');
    const value = fromKanji(isOrdinal ? match[0].slice(1) : match[0]);
    if (value === undefined) continue;
    const number = finished(text, match.index, match.index + match[0].length, { value, step: 1 }, language);
    if (number !== undefined) yield { ...number, isOrdinal };
  }
}

/** Adds what stands around the digits: scale, unit, currency, and how exactly it is meant. */
function finished(
  text: string,
  start: number,
  digitsEnd: number,
  read: { readonly value: number; readonly step: number },
  language: string | undefined,
): NumberMention | undefined {
  const scaled = withScales(text, digitsEnd, read, language);
  const ahead = text.slice(scaled.end, scaled.end + 40);
  const unit = unitIn(ahead);
  const currency = currencyBehind.exec(text.slice(Math.max(0, start - 6), start));
  const isOrdinal = ordinalAhead.test(ahead) || ordinalBehind.test(text.slice(Math.max(0, start - 2), start));
  if (!unit && !isOrdinal && /^[\p{Script=Latin}_]/u.test(ahead)) return undefined;
  const known = unit ? units.get((unit[1] ?? '').toLowerCase().replace(/\s+/g, ' ')) : undefined;
  const factor = known?.factor ?? 1;
  const isNegative = /(?:^|[\s(])-$/.test(text.slice(Math.max(0, start - 2), start));
  const from = currency
    ? start - (currency[0].length - (/^[^\p{L}$€£¥￥₩₹]/u.test(currency[0]) ? 1 : 0))
    : start;
  const end = scaled.end + (unit ? unit[0].length : 0);
  return {
    ...mention(text, from, end),
    value: scaled.value * factor * (isNegative ? -1 : 1),
    step: scaled.step * factor,
    unit: currency ? (currencies.get((currency[1] ?? '').toLowerCase()) ?? '') : (known?.unit ?? ''),
    bound: boundAround(text, from, end),
    isOrdinal,
  };
}

/** A letter alone is a unit only in lower case: 5 g, but 5G. */
function unitIn(ahead: string): RegExpExecArray | undefined {
  const found = unitAhead.exec(ahead);
  return found === null || /^[A-Z]$/.test(found[1] ?? '') ? undefined : found;
}

/** Words of scale after a number; 1億2000万 goes on after the first. */
function withScales(
  text: string,
  from: number,
  read: { readonly value: number; readonly step: number },
  language: string | undefined,
): { value: number; step: number; end: number } {
  const scales = scalesOf(language);
  const pattern = language === 'de' ? scalesAhead.german : scalesAhead.other;
  let { value, step } = read;
  let end = from;
  for (;;) {
    const match = pattern.exec(text.slice(end, end + 24));
    const factor = match ? scales[(match[1] ?? '').toLowerCase()] : undefined;
    if (!match || factor === undefined) return { value, step, end };
    value *= factor;
    step *= factor;
    end += match[0].length;
    const rest = /^\s?(\d+)(?=\s?[百千万萬백천만])/u.exec(text.slice(end, end + 12));
    if (!rest || !/[億亿万萬억만]$/u.test(match[0])) continue;
    const tail = withScales(text, end + rest[0].length, { value: Number(rest[1]), step: 1 }, language);
    return { value: value + tail.value, step: tail.step, end: tail.end };
  }
}

const scalesAhead = {
  german: new RegExp(`^[\\s-]?(${anyOf(Object.keys(scalesOf('de')))})`, 'iu'),
  other: new RegExp(`^[\\s-]?(${anyOf(Object.keys(scalesOf(undefined)))})`, 'iu'),
};

const abouts =
  /(?:\b(?:about|around|approximately|roughly|nearly|almost|some|circa|ca\.|c\.|etwa|rund|ungefähr|fast|zirka)|~|≈|約|およそ|ほぼ|约|大约|大約|近|약|거의|대략|نحو|حوالي|قرابة|تقريبا)\s?$/iu;
const leasts =
  /(?:\b(?:more than|over|at least|above|exceeding|mehr als|über|mindestens)|超过|超過|至少|최소|أكثر من|على الأقل)\s?$/iu;
const mosts =
  /(?:\b(?:less than|fewer than|under|at most|up to|below|weniger als|unter|höchstens|bis zu)|不到|最多|至多|최대|أقل من)\s?$/iu;

function boundAround(text: string, start: number, end: number): NumberMention['bound'] {
  const behind = text.slice(Math.max(0, start - 24), start);
  const ahead = text.slice(end, end + 8);
  if (
    leasts.test(behind) ||
    /^\p{Script=Han}?(?:以上|を超え|多|余|餘)|^\p{L}? ?이상|^ ?명? ?이상|^\+/u.test(ahead)
  )
    return 'least';
  if (mosts.test(behind) || /^\p{Script=Han}?(?:以下|未満|未满)|^\p{L}? ?(?:이하|미만)/u.test(ahead))
    return 'most';
  return abouts.test(behind) || /^\p{Script=Han}?(?:左右|前後|ほど|程度)|^\p{L}? ?정도/u.test(ahead)
    ? 'about'
    : 'exact';
}

function mention(text: string, start: number, end: number): { start: number; end: number; text: string } {
  return { start, end, text: text.slice(start, end) };
}

function covers(one: NumberMention, other: NumberMention): boolean {
  return one.start <= other.start && one.end >= other.end && one.end - one.start > other.end - other.start;
}
