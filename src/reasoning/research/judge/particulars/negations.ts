import type { Mention } from './mention';

interface Rule {
  readonly pattern: RegExp;
  /** What looks like one and is none, in the text around it. */
  readonly unless: RegExp;
}

/** By language, since the same letters mean other things elsewhere; `any` holds for scripts that tell by themselves. */
const rules: Readonly<Record<string, Rule>> = {
  en: {
    pattern: /\b(?:not|never|cannot|without|neither|nor|none|nobody|nothing|no)\b|n['’]t\b/giu,
    unless:
      /\bnot only\b|\bnot (?:just|merely)\b|\bno doubt\b|\bno\.? ?\d|\bno\.(?= )|\bno sooner\b|\bnot until\b|\bnotwithstanding\b/giu,
  },
  de: {
    pattern: /\b(?:nicht|nie|niemals|keine?[rsnm]?|ohne|weder|niemand|nichts)(?!\p{L})/giu,
    unless: /\bnicht nur\b|\bnichts ?destotrotz\b|\bnicht zuletzt\b/giu,
  },
  ja: {
    pattern:
      /(?<![少危幼切])な(?:い|かった|く(?!な?て(?:は)?なら))|ません|ぬ(?=。|$)|(?<=[せれけかわたえおらばめ])ず(?!つ|れ)|ではなし|無し/gu,
    unless:
      /なければなら|なくてはなら|ざるを得|かもしれ(?:ない|ません)|だけでな|のみならず|しかな|に違いな|ことはないし|いずれ|わずか|はず|まず|必ず|少なく|みならず|ばかりでな/gu,
  },
  zh: {
    pattern: /不|没有|沒有|没|沒|未|无|無|非(?=\p{Script=Han})/gu,
    unless:
      /不[仅僅但只同少断斷久过過锈鏽动動得]|不得不|差不多|无[线線锡錫论論数數]|無[線錫論數数]|非[常洲]|除非|未来|未來|是否|没收|沒收|沉没|沉沒|对不起|非政府|无锡|埋没/gu,
  },
  ko: {
    pattern: /않|없|(?<![연잘])못(?=[하했한해 ])|아니|아닌|(?<=\s)안(?=\s)/gu,
    unless: /뿐(?:만)?\s?아니라|지 않으면 안|끊임없|틀림없|어쩔 수 없|수없이|아니라고는|안전|안내/gu,
  },
  ar: {
    pattern: /(?<!\p{L})[وف]?(?:لا|لم|لن|ليس|ليست|ليسوا|بدون|دون|عدم|غير)(?!\p{L})/gu,
    unless: /لا\s?سيما|لا\s(?:يزال|تزال|زال)|غير\sأن/gu,
  },
};

/** The words of a text that deny something, without those that only look like it ("not only", 不仅, 少ない). */
export function negationsOf(text: string, language: string | undefined): Mention[] {
  const rule = rules[language?.slice(0, 2) ?? ''] ?? rules[scriptLanguage(text)];
  if (!rule) return [];
  const found = [...text.matchAll(rule.pattern)];
  if (found.length === 0) return [];
  const excluded = [...text.matchAll(rule.unless)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return found
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
    .filter(({ start, end }) => !excluded.some((other) => start < other.end && other.start < end));
}

/** The likeliest language of a text by its script alone. */
export function scriptLanguage(text: string): string {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/\p{Script=Arabic}/u.test(text)) return 'ar';
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}
