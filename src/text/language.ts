import { detectAll } from 'tinyld';

/** Characters that are looked at; what a page is written in shows in its first paragraphs. */
const most = 3_000;
const notProse = /```[\s\S]{0,20000}?(?:```|$)|(?:https?:\/\/|www\.)\S+|\S+@\S+|\[[^\]\n]{0,12}\]/g;
/** A share of kana that Chinese does not have, however many names it quotes. */
const leastKana = 0.05;

/**
 * The language that a text is written in mostly, as `en`, `de`, `ja`, `zh`, `ko`, `ar` and so on; `und` where it does not
 * show, as in a name or a number. Chinese is `zh` in either script.
 */
export function languageOf(text: string): string {
  const sample = text
    .slice(0, most * 4)
    .replace(notProse, ' ')
    .slice(0, most)
    .toWellFormed();
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  // One of these says as much as two or three letters.
  const scripts = [
    { weight: 2.5 * (kana + han), language: () => (kana > leastKana * (kana + han) ? 'ja' : 'zh') },
    { weight: 2 * count(/\p{Script=Hangul}/gu), language: () => 'ko' },
    { weight: count(/\p{Script=Thai}/gu), language: () => 'th' },
    { weight: count(/\p{Script=Hebrew}/gu), language: () => 'he' },
    { weight: count(/\p{Script=Greek}/gu), language: () => 'el' },
    { weight: count(/\p{Script=Arabic}/gu), language: () => among(sample, ['ar', 'fa', 'ur'], 'ar') },
    { weight: count(/\p{L}/gu) - kana - han, language: () => among(sample) },
  ];
  const written = scripts.slice(0, -1).find(({ weight }) => weight * 2 > count(/\p{L}/gu));
  return (written ?? scripts.at(-1))?.language() ?? 'und';
}

/** What the detector says; the fallback, or `und`, where it is not sure. */
function among(text: string, only: string[] = [], fallback = 'und'): string {
  const [first, second] = detectAll(text, only.length > 0 ? { only } : {});
  if (!first) return fallback;
  return first.accuracy > 1.2 * (second?.accuracy ?? 0) ? first.lang : fallback;
}
