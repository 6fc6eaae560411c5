import { fold } from '../../../../text/tokens';
import { countryOf, denseCountries } from './countries';
import { fieldOfStudy } from './disciplines';
import type { NameKind, NameMention } from './mention';
import { months } from './months';
import { chineseName, japaneseName } from './surnames';

const words = /[\p{L}\p{N}\p{M}]+(?:['’.&-][\p{L}\p{N}\p{M}]+)*\.?/gu;
const isCapital = /^(?:\p{Lu}|\p{L}+\p{Lu})/u;
/** What may stand between the words of one name. */
const joints = new Set('of the de la le du des del da di van von der den al bin ibn el y zu und'.split(' '));
/** Capitals that name nothing to compare: days, titles, words that begin sentences. */
const noNames = new Set(
  `the a an in on at by of for from to with as after before during since until when while where although though
  because but and or if then it its he his she her they their this that these those there here however today
  many most some several all both each every one two three first second other another such no not also
  mr mrs ms dr prof sir lord lady saint monday tuesday wednesday thursday friday saturday sunday i
  der die das ein eine einer eines einem einen er sie es im am zum zur bei nach seit mit von vor aus und oder
  wenn als dies diese dieser dieses viele montag dienstag mittwoch donnerstag freitag samstag sonntag herr frau
  heute dabei dort hier sein seine ihre ihr bc bce ad ce`.split(/\s+/),
);
/** German writes every noun with a capital; a name is told by what stands before it or by how it is built. */
const germanCues =
  /(?:^|\s)(?:in|aus|nach|von|bei|durch|für|gegen|mit|um|stadt|firma|präsident|präsidentin|kanzler|kanzlerin|herr|frau|königs?|professor|dr\.)\s$/iu;
const germanNouns =
  /(?:ung|heit|keit|schaft|tion|tät|ismus|nis|tum|ungen|tionen|jahre?n?|zeit|ende|anfang|hilfe|bezug)$/iu;

const dense = String.raw`[\p{Script=Katakana}ー・＝]{2,}|[\p{Script=Han}々]{2,8}`;
const cues = {
  /** Figures with letters, such as 35P or B52. */
  code: /(?<![\p{L}\p{N}.,-])(?:\d{1,5}\p{Lu}{1,3}|\p{Lu}{1,3}-?\d{1,5}\p{Lu}?)(?![\p{L}\p{N}])/gu,
  quoted: /[「『《〈“]([^」』》〉”]{2,40})[」』》〉”]/gu,
  katakana: /[\p{Script=Katakana}ー]{2,}(?:[・＝][\p{Script=Katakana}ー]{2,})+/gu,
  japanese: new RegExp(
    `(?:${dense})(?=(?:氏|さん|市|県|都(?!市)|府|町|村|大学|社(?!会)|株式会社|教授|首相|大統領|監督))|(?:(?<=株式会社)(?:${dense}))`,
    'gu',
  ),
  placed: new RegExp(
    `(?:${dense})(?=(?:で生まれ|に生まれ|出身|に本社|に位置|に本拠|で開催|で開かれ|で設立|で創業))`,
    'gu',
  ),
  chinese:
    /(?:出生于|出生於|生于|位于|位於|总部设在|總部設在|来自|來自|毕业于|畢業於|由)([\p{Script=Han}]{2,6}?)(?=[，。、；]|[创創建设設开開发發主的]|$)/gu,
  chineseSuffix:
    /(?<![\p{Script=Han}])((?![^市省县縣]*[不是的为為在和与與了该該])[\p{Script=Han}]{2,6})(?=(?:市|省|县|縣|大学|大學|公司|集团|集團|先生|女士|教授))/gu,
  /** What a sentence of the form 青岛是…的 begins with is what it is about. */
  chineseSubject:
    /(?<=^|[。！？；\n])(?![这這那其他它她该該此])([\p{Script=Han}]{2,4}?)(?=是[\p{Script=Han}]*(?:的|所在))/gu,
  field: fieldOfStudy,
  /** What it has, in the form …的出生地是青岛。 */
  chineseValue: /的[\p{Script=Han}]{2,6}[是为為]([\p{Script=Han}]{2,4})(?=[，。；]|$)/gu,
  korean:
    /[\p{Script=Hangul}]{2,8}(?=(?:\s?(?:씨|시장|대통령|교수|대학교|회사)|시(?=[에의는가를])|도(?=에|의)|에서 태어|에 위치|에 본사|에서 열))/gu,
  arabic:
    /(?<!\p{L})(?:السيد|الدكتور|الرئيس|مدينة|جامعة|شركة|ولد في|وُلد في|في مدينة|يقع في|تقع في|مقرها في|مقره في)\s(\p{Script=Arabic}{2,}(?:\s\p{Script=Arabic}{3,})?)/gu,
};

/** The names in a text, found by capitals in scripts that have them and by cues in others; rather too few than too many. */
export function namesOf(text: string, language: string | undefined): NameMention[] {
  const isGerman = language?.startsWith('de') === true;
  return merged([...byCapitals(text, isGerman), ...byCues(text), ...byCountry(text)]);
}

function* byCapitals(text: string, isGerman: boolean): Generator<NameMention> {
  let run: RegExpExecArray[] = [];
  for (const match of text.matchAll(words)) {
    const last = run.at(-1);
    if (last && !isAdjacent(text, last, match)) {
      yield* closed(text, run, isGerman);
      run = [];
    }
    const word = match[0].replace(/\.$/, '');
    if (isCapital.test(word) && !months.has(word)) run.push(match);
    else if (run.length > 0 && joints.has(word)) run.push(match);
    else {
      yield* closed(text, run, isGerman);
      run = [];
    }
  }
  yield* closed(text, run, isGerman);
}

function isAdjacent(text: string, last: RegExpExecArray, next: RegExpExecArray): boolean {
  const between = text.slice(last.index + last[0].length, next.index);
  const endsSentence = last[0].endsWith('.') && last[0].length > 3 && !/^\p{Lu}\.$/u.test(last[0]);
  return /^[ \u00a0]$/.test(between) && !endsSentence;
}

/** A run of capitals without the words at its edges that do not belong to a name. */
function* closed(text: string, run: readonly RegExpExecArray[], isGerman: boolean): Generator<NameMention> {
  const isPart = (match: RegExpExecArray | undefined) =>
    match !== undefined && !noNames.has(match[0].toLowerCase().replace(/\.$/, '')) && !joints.has(match[0]);
  const from = run.findIndex(isPart);
  const to = run.findLastIndex(isPart);
  const [first, last] = [run[from], run[to]];
  if (!first || !last) return;
  const start = first.index;
  const end = last.index + last[0].replace(/\.$/, '').replace(/['’]s$/, '').length;
  const name = text.slice(start, end);
  yield named(text, start, end, isSurely(text, start, name, to - from + 1, isGerman));
}

function isSurely(text: string, start: number, name: string, length: number, isGerman: boolean): boolean {
  if (countryOf(name) !== undefined || /^\p{Lu}[\p{Lu}\p{N}&-]+$/u.test(name)) return true;
  if (isGerman)
    return length > 1
      ? !germanNouns.test(name)
      : germanCues.test(text.slice(0, start)) && !germanNouns.test(name);
  return length > 1 || !/(?:^|[.!?:;]["”»)]*\s+|["“«(]\s*)$/u.test(text.slice(0, start));
}

function* byCues(text: string): Generator<NameMention> {
  const isJapanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  for (const match of text.matchAll(isJapanese ? japaneseName : chineseName))
    yield { ...named(text, match.index, match.index + match[0].length, true), kind: 'person' };
  for (const [language, pattern] of Object.entries(cues)) {
    if (language === 'japanese' && !isJapanese) continue;
    for (const match of text.matchAll(pattern)) {
      const name = match[1] ?? match[0];
      const start = match.index + match[0].indexOf(name);
      const kind = kinds[language];
      yield { ...named(text, start, start + name.length, true), ...(kind && { kind }) };
    }
  }
}

/** What some cues say of a name besides that it is one. */
const kinds: Readonly<Record<string, NameKind>> = { field: 'field' };

function* byCountry(text: string): Generator<NameMention> {
  if (!/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text)) return;
  for (const name of denseCountries()) {
    const start = text.indexOf(name);
    if (start >= 0) yield named(text, start, start + name.length, true);
  }
}

function named(text: string, start: number, end: number, isSure: boolean): NameMention {
  const name = text.slice(start, end);
  const country = countryOf(name.replace(/^(?:the|die|der|das)\s/i, ''));
  const parts = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !joints.has(word));
  return { start, end, text: name, words: country === undefined ? parts : [`country:${country}`], isSure };
}

/** The longest of names that overlap. */
function merged(names: readonly NameMention[]): NameMention[] {
  const kept: NameMention[] = [];
  for (const name of [...names].sort((one, other) => other.end - other.start - (one.end - one.start))) {
    if (name.words.length > 0 && !kept.some((other) => name.start < other.end && other.start < name.end))
      kept.push(name);
  }
  return kept.sort((one, other) => one.start - other.start);
}
