import { isMeaning, wordsLanguage } from './same-meaning';
import type { Telling } from './tellings';

/** Characters and words that say which of several like things is meant: the length, not the height. */
const aspects: readonly RegExp[] = [
  /[长長]/u,
  /高/u,
  /[宽寬幅]/u,
  /深/u,
  /[生诞誕]/u,
  /[死逝亡卒]/u,
  /[导導]演|監督/u,
  /制片|製片|プロデュ|製作/u,
];
/** Words that tell one of several from the others. */
const singling =
  /\b(?:second|third|former|formerly|new|old|upper|lower|larger|smaller|longer|shorter|previous|original|next|last)\b|第[二三]|[旧舊新]/giu;

/**
 * Whether two sentences, as their words are known, tell of two things: of two relations or two measures, or one of them
 * of one of several, such as the second.
 */
export function areOfOtherAspects(one: Telling, other: Telling): boolean {
  const [own, others] = [one, other].map(
    ({ sentence: { text } }) => new Set(text.toLowerCase().match(singling)),
  );
  if (own && others && (own.size !== others.size || [...own].some((word) => !others.has(word)))) return true;
  const [mine, theirs] = [one, other].map((telling) => [...meaningsOf(telling), ...aspectsOf(telling)]);
  if (!mine || !theirs || mine.length === 0 || theirs.length === 0) return false;
  return !mine.some((meaning) => theirs.includes(meaning));
}

function meaningsOf({ wording, sentence: { text, language } }: Telling): string[] {
  return [...wording].filter((term) => isMeaning(term, wordsLanguage(text, language)));
}

function aspectsOf({ wording }: Telling): string[] {
  const text = [...wording].join(' ');
  return aspects.filter((aspect) => aspect.test(text)).map(String);
}
