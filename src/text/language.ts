import { detectAll } from 'tinyld';
import { functionWordsOf } from './function-words';

/** Characters that are looked at; what a page is written in shows in its first paragraphs. */
const most = 3_000;
/** The detector is sure of a short text by chance; of several pieces of a long one most are right. */
const pieceLength = 240;
const notProse = /```[\s\S]{0,20000}?(?:```|$)|(?:https?:\/\/|www\.)\S+|\S+@\S+|\[[^\]\n]{0,12}\]/g;
/** A share of kana that Chinese does not have, however many names it quotes. */
const leastKana = 0.05;

/** What is told apart; of languages that are seldom written the detector sees more than there is. */
const byScript: Readonly<Record<'arabic' | 'cyrillic' | 'devanagari' | 'latin', string[]>> = {
  arabic: ['ar', 'fa', 'ur'],
  cyrillic: ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk', 'mn'],
  devanagari: ['hi'],
  latin: [
    ...[
      'en',
      'de',
      'fr',
      'es',
      'pt',
      'it',
      'nl',
      'sv',
      'da',
      'no',
      'fi',
      'is',
      'pl',
      'cs',
      'sk',
      'hu',
      'ro',
      'tr',
    ],
    ...['et', 'lv', 'lt', 'id', 'vi'],
  ],
};

/**
 * The language that a text is written in mostly, as `en`, `de`, `ja`, `zh`, `ko`, `ar` and so on; `und` where it does not
 * show, as in a name or a number. Chinese is `zh` in either script, Norwegian `no`.
 */
export function languageOf(text: string): string {
  const sample = text
    .slice(0, most * 4)
    .replace(notProse, ' ')
    .slice(0, most)
    .toWellFormed();
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  // A title in another language says nothing of the text that quotes it.
  const unquoted = sample.replace(/[《「『“][^》」』”]{1,60}[》」』”]/g, ' ');
  const kana = unquoted.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  // One of these says as much as two or three letters.
  const scripts: (readonly [number, () => string])[] = [
    [2.5 * (kana + han), () => (kana > leastKana * (kana + han) ? 'ja' : 'zh')],
    [2 * count(/\p{Script=Hangul}/gu), () => 'ko'],
    [count(/\p{Script=Thai}/gu), () => 'th'],
    [count(/\p{Script=Hebrew}/gu), () => 'he'],
    [count(/\p{Script=Greek}/gu), () => 'el'],
    [count(/\p{Script=Arabic}/gu), () => detected(sample, byScript.arabic, 'ar')],
    [count(/\p{Script=Cyrillic}/gu), () => detected(sample, byScript.cyrillic, 'ru')],
    [count(/\p{Script=Devanagari}/gu), () => detected(sample, byScript.devanagari, 'hi')],
    [count(/\p{Script=Latin}/gu), () => ofLatin(sample)],
  ];
  const [weight, language] = scripts.reduce((best, each) => (each[0] > best[0] ? each : best));
  return weight > 0 ? language() : 'und';
}

function ofLatin(sample: string): string {
  const words = sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const found = functionWordsOf(words);
  const [best, second] = found;
  if (!best) return detected(sample, byScript.latin, 'und');
  // Other languages have some of the words too, but not many of them and so often.
  const share = best.count / words.length;
  const isEnough =
    words.length < 20 ? best.count >= 2 : share >= 0.2 || (share >= 0.12 && best.different >= 4);
  if (isEnough && best.count > 1.2 * (second?.count ?? 0)) return best.language;
  const likely = found.filter(({ count }) => count >= 0.7 * best.count).map(({ language }) => language);
  if (words.length >= 20 && !isEnough) return detected(sample, byScript.latin, 'und');
  return likely.length === 1 ? best.language : detected(sample, likely, 'und', alike);
}

/** How sure the detector has to be, by itself and against the next best: of all languages, and of a few likely ones. */
const certain = { least: 0.1, times: 1.2 };
const alike = { least: 0.01, times: 1 };

/** What the detector says of most pieces of a text; the fallback where it is not sure. */
function detected(text: string, only: string[], fallback: string, sure = certain): string {
  const votes = new Map<string, number>();
  let pieces = 0;
  for (let at = 0; at < text.length; at += pieceLength) {
    const [first, second] = detectAll(text.slice(at, at + pieceLength), { only });
    if (!first) continue;
    pieces += 1;
    const isSure = first.accuracy >= sure.least && first.accuracy > sure.times * (second?.accuracy ?? 0);
    if (isSure) votes.set(first.lang, (votes.get(first.lang) ?? 0) + 1);
  }
  const [winner] = [...votes].sort((a, b) => b[1] - a[1]);
  return winner && winner[1] * 2 > pieces ? winner[0] : fallback;
}
