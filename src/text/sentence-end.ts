import { beginsLikeSentence, either, leading, numbered, trailing } from './abbreviations';
import { speechGoesOn } from './quoted-speech';
import { isExtending } from './span';

/** A run of signs that may end a sentence, with what is closed after it: quotation marks, brackets, citation marks. */
export interface SentenceMark {
  /** The signs alone, such as `.` or `?!`. */
  readonly signs: string;
  readonly start: number;
  readonly end: number;
}

const closing = String.raw`["'”’»›«“」』）)\]】〉》〕｣*_~\u0060]`;
const number = String.raw`[a-z]{0,2}\d{1,3}`;
const cited = String.raw`[ \u00a0]?(?:\[\^?${number}(?:\s?[,;–-]\s?${number}){0,30}\]|【[^】\n]{1,24}】|[¹²³⁰-⁹]{1,4})`;
const mark = new RegExp(
  String.raw`([\p{Sentence_Terminal}…]+)[\ufe0e\ufe0f]?(?:[ \u00a0\u202f][»›]|${closing})*(?:${cited})*${closing}*`,
  'gu',
);
const dense = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const endsDense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;
const opening = /^["'“”‘’„«»‹›([¿¡*_\u0060「『（《]+\s?/u;
/** The names of months and what else is counted with a dot in German. */
const counted =
  /^(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jänner|Jahrhundert|Jh\b|Jahrtausend|Auflage|Platz|Klasse|Geburtstag|Todestag|Jahrestag|Wahlperiode|Bundes)/;
/** Languages that write the ordinal number with a dot. */
const dotted = /^(?:de|da|nb|nn|no|fi|is|fo|cs|sk|pl|hu|hr|sl|sr|bs|et|lv|tr|eu)\b/;

/** Every run of signs in a text that may end a sentence, in order. */
export function* sentenceMarks(text: string): Generator<SentenceMark> {
  for (const match of text.matchAll(mark)) {
    const [whole, signs = ''] = match;
    yield { signs, start: match.index, end: match.index + whole.length };
  }
}

/**
 * Whether a mark ends the sentence that began at `from`, in a text that goes on after it. `language` helps with what is
 * read differently: a number with a dot is an ordinal in some.
 */
export function endsSentence(text: string, from: number, mark: SentenceMark, language?: string): boolean {
  const rest = text.slice(mark.end, mark.end + 48);
  const after = rest.trimStart();
  const isSpaced = after.length < rest.length;
  const next = mark.end + rest.length - after.length;
  if (isExtending(text, next) || text[mark.end - 1] === '\u200d') return false;
  const before = text.slice(Math.max(from, mark.start - 40), mark.start);
  if (/[。｡！？︒]/.test(mark.signs)) return endsDenseSentence(text, from, mark, rest);
  const word = after.replace(opening, '');
  if (/^(?:\.{2,}|…+)$/.test(mark.signs)) return isSpaced && /^(?:\p{Lu}|\p{Lo})/u.test(word);
  // Without a space only between letters of scripts that need none.
  if (!isSpaced) return isBare(mark) && endsDense.test(before) && dense.test(after);
  // A name such as iPhone may begin a sentence.
  if (/^[,;:)\]]/.test(after) || /^\p{Ll}(?!\p{Lu})/u.test(word)) return false;
  return mark.signs !== '.' || endsWithDot(text.slice(from, mark.start), before, word, language);
}

/** Whether nothing but the signs stands there, and they can end a sentence without a space. */
function isBare({ signs, start, end }: SentenceMark): boolean {
  return end - start === signs.length && /[.．!?]$/.test(signs);
}

function endsDenseSentence(text: string, from: number, mark: SentenceMark, rest: string): boolean {
  const closed = text.slice(mark.start, mark.end);
  // Brackets within a sentence, not around it.
  if (/[）》〉]/.test(closed) && !/^\s*[（《〈]/.test(text.slice(from, from + 8))) return false;
  return !/[」』”]/.test(closed) || !speechGoesOn(rest);
}

/** Whether a dot ends a sentence; `whole` is all that stands before it, `before` its last characters. */
function endsWithDot(whole: string, before: string, after: string, language?: string): boolean {
  if (whole.length < 24 && isListMark(whole)) return false;
  const word = /[\p{L}\p{M}\p{N}§º]+(?:[.'’-][\p{L}\p{M}\p{N}-]+)*$/u.exec(before)?.[0] ?? '';
  if (/^\d+$/.test(word)) return !isCountedOrDate(before, word, after, language);
  const plain = word.toLowerCase();
  const isNumberNext = /^(?:[\p{N}§]|[IVXLC]{2,}\b|[VX]\b)/u.test(after);
  if (leading.has(plain) || leading.has(joined(before))) return false;
  if (numbered.has(plain) && isNumberNext) return false;
  if (trailing.has(plain)) return true;
  const isShort = either.has(plain) || isInitial(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word);
  return !isShort || (beginsLikeSentence(after) && !isNumberNext);
}

/** A single letter of a script that has words of several. */
function isInitial(word: string): boolean {
  return /^\p{L}\p{M}*$/u.test(word) && !dense.test(word);
}

/** The last letters of an abbreviation that is written with spaces, such as `z. B`. */
function joined(before: string): string {
  const letters = /(?:^|[\s(])((?:\p{L}\.[ \u00a0\u202f]?){1,3}\p{L})$/u.exec(before)?.[1] ?? '';
  return letters.replace(/[\s\u00a0\u202f]/g, '').toLowerCase();
}

/** The number or letter of a list or of a chapter. */
function isListMark(text: string): boolean {
  return /^[\s>#*+-]*(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*|\p{L}|[IVXLC]{1,6})$/u.test(text);
}

function isCountedOrDate(before: string, digits: string, after: string, language?: string): boolean {
  if (/^\d{1,2}\.(?!\d)/.test(after) && digits.length <= 4) return true;
  if (/(?:^|\D)\d{1,2}\.\s?\d{1,2}$/.test(before) && /^\d{4}(?!\d)/.test(after)) return true;
  if (/(?:^|\D)\d{4}\.\s?\d{1,2}\.\s?\d{1,2}$/.test(before)) return true;
  if (digits.length > 2) return false;
  if (counted.test(after)) return true;
  return language !== undefined && dotted.test(language) && !beginsLikeSentence(after);
}
