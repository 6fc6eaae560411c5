import type { DateMention } from './mention';
import { eras, months } from './months';
import { fromKanji } from './number-words';
import { anyOf } from './plain-digits';

type Found = Partial<Pick<DateMention, 'year' | 'month' | 'day' | 'span' | 'isAmbiguous'>>;
type Groups = Readonly<Record<string, string | undefined>>;
interface Form {
  readonly pattern: RegExp;
  /** Undefined where what matched is no date after all. */
  readonly read: (groups: Groups) => Found | undefined;
}

const month = `(?<month>${anyOf(months.keys())})`;
const before = String.raw`(?<before>BCE?\b|B\.C\.(?:E\.)?|v\. ?(?:Chr|u\. ?Z)\.|ق\.? ?م\.?|قبل الميلاد)`;
const after = String.raw`(?:CE\b|AD\b|A\.D\.|n\. ?Chr\.|م(?!\p{L}))`;
const early = '(?<early>紀元前|公元前|西元前|기원전)?';
const kanji = '〇零一二三四五六七八九十';
const ordinals =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first'.split(
    '|',
  );

/** All ways to write a date that are read here; the more a form says the earlier it stands. */
const forms: readonly Form[] = [
  form(String.raw`(?<![\d-])(?<year>\d{4})-(?<m>\d{2})-(?<day>\d{2})(?!\d)`, plain),
  form(String.raw`(?<![\d/.])(?<year>\d{4})(?<mark>[/.])(?<m>\d{1,2})\k<mark>(?<day>\d{1,2})(?!\d)`, plain),
  form(String.raw`(?<![\d.])(?<day>\d{1,2})\.(?<m>\d{1,2})\.(?<year>\d{4})(?!\d)`, plain),
  form(String.raw`(?<![\d/])(?<m>\d{1,2})/(?<day>\d{1,2})/(?<year>\d{4})(?![\d/])`, ambiguous),
  form(
    `(?<era>${[...eras.keys()].join('|')})(?<year>\\d{1,3}|元)年(?:(?<m>\\d{1,2})月(?:(?<day>\\d{1,2})[日号號])?)?`,
    ofEra,
  ),
  form(`${early}(?<year>[${kanji}]{4})年(?:(?<m>[${kanji}]{1,2})月(?:(?<day>[${kanji}]{1,3})日)?)?`, plain),
  form(String.raw`(?<decade>\d{3}0)(?:s\b|er(?:[ -]?Jahren?)?\b|年代|년대)`, decade),
  form(String.raw`(?<decade>\d{3}0)-?an(?:ar)?\b`, decade),
  form(
    `${early}(?<year>\\d{1,4}) ?[年년](?![間间간来])(?: ?(?<m>\\d{1,2}) ?[月월](?: ?(?<day>\\d{1,2}) ?[日号號일])?)?`,
    yearFirst,
  ),
  form(String.raw`(?<![\d第])(?<m>\d{1,2}) ?[月월] ?(?<day>\d{1,2}) ?[日号號일](?![間间간])`, plain),
  form(`${early}(?<century>\\d{1,2}) ?(?:世[紀纪]|세기)`, century),
  form(
    String.raw`(?<century>\d{1,2})(?:st|nd|rd|th|\.)[ -](?:century|centuries|Jahrhunderts?)(?:\s?${before})?`,
    century,
  ),
  form(String.raw`القرن\s(?:ال)?(?<century>\d{1,2})(?:\s?${before})?`, century),
  form(String.raw`\b(?<ordinal>${ordinals.join('|')})[ -]century(?:\s?${before})?`, century),
  form(
    String.raw`(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?${month}\.?,?(?:\s(?:de\s)?(?<year>\d{3,4})(?!\d)(?:\s?${before})?)?`,
    plain,
  ),
  form(
    String.raw`(?<!\p{L})${month}\.?\s(?<day>\d{1,2})(?:st|nd|rd|th)?(?![\d.,]*\d\p{L})(?:,?\s(?<year>\d{3,4})(?!\d)(?:\s?${before})?)?(?!\d)`,
    plain,
  ),
  form(String.raw`(?<!\p{L})${month}\.?,?\s(?:of\s|de\s)?(?<year>\d{4})(?!\d)`, plain),
  form(String.raw`(?<!\d)(?<year>\d{1,4})\s?${before}`, plain),
  form(String.raw`(?<!\d)(?<year>\d{1,4})\s?${after}`, plain),
  form(String.raw`\bAD\s(?<year>\d{1,4})(?!\d)`, plain),
];

/** A number in digits or characters, or a century in words: no date does without. */
const mayHaveDate = /[\d元〇一二三四五六七八九十]|centur/iu;

/** The dates of a text whose digits are plain. Years that stand alone are told from numbers elsewhere. */
export function datesOf(text: string): DateMention[] {
  const found: DateMention[] = [];
  if (!mayHaveDate.test(text)) return found;
  for (const { pattern, read } of forms) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const date = read(match.groups ?? {});
      if (date !== undefined && isPossible(date))
        found.push({ ...none, ...date, start, end, text: text.slice(start, end) });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

const none = { year: undefined, month: undefined, day: undefined, span: 'date', isAmbiguous: false } as const;

function form(pattern: string, read: Form['read']): Form {
  return { pattern: new RegExp(pattern, 'gu'), read };
}

function plain(groups: Groups): Found {
  const isBefore = groups.before !== undefined || groups.early !== undefined;
  const year = numeral(groups.year);
  return {
    year: year !== undefined && isBefore ? -year : year,
    month: groups.month === undefined ? numeral(groups.m) : months.get(groups.month),
    day: numeral(groups.day),
  };
}

/** A number before the word for year is a date when it is long enough or says its era; else it is so many years. */
function yearFirst(groups: Groups): Found | undefined {
  const isDate = (groups.year?.length ?? 0) === 4 || groups.early !== undefined || groups.m !== undefined;
  return isDate ? plain(groups) : undefined;
}

function ambiguous(groups: Groups): Found {
  const date = plain(groups);
  const { month: first = 0, day: second = 0 } = date;
  if (first > 12) return { ...date, month: second, day: first };
  return { ...date, isAmbiguous: second <= 12 && first !== second };
}

function ofEra(groups: Groups): Found {
  const start = eras.get(groups.era ?? '') ?? 0;
  return { ...plain(groups), year: start + (groups.year === '元' ? 1 : Number(groups.year)) };
}

function decade(groups: Groups): Found {
  return { year: Number(groups.decade), span: 'decade' };
}

function century(groups: Groups): Found {
  const number =
    groups.century === undefined ? ordinals.indexOf(groups.ordinal ?? '') + 1 : Number(groups.century);
  const isBefore = groups.before !== undefined || groups.early !== undefined;
  return { year: isBefore ? -number * 100 : (number - 1) * 100 + 1, span: 'century' };
}

function numeral(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : fromKanji(text);
}

function isPossible({ year, month, day }: Found): boolean {
  if (year === undefined && month === undefined) return false;
  return (
    (month === undefined || (month >= 1 && month <= 12)) && (day === undefined || (day >= 1 && day <= 31))
  );
}
