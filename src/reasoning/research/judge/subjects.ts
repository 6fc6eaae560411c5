import { fold, isDenseTerm } from '../../../text/tokens';
import type { Statement } from './statement';

const isDense = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々ー・]{2,20}$/u;
export const separators = /\s*[|｜–—:：»«_()（）[\]【】『』「」《》〈〉]\s*|\s+-\s+/u;

/**
 * What pages are about, as their titles name it: in scripts without capitals a title tells best what a name is. Titles
 * of other scripts are left out, since names are seen by their capitals there.
 */
export function subjectsOf(titles: readonly string[]): readonly string[] {
  const parts = titles.flatMap((title) => title.split(separators)).filter((part) => isDense.test(part));
  return [...new Set(parts.map(fold))].sort((one, other) => other.length - one.length);
}

/**
 * What a claim is about, as far as the stored pages tell it: subjects of their titles that it names (of 東京 and 東京都
 * only the longer one), and a single word at its beginning that is a name elsewhere, where its capital would not tell.
 */
export function subjectsIn(
  claim: Statement,
  { subjects, isName }: { readonly subjects: readonly string[]; readonly isName: (word: string) => boolean },
): string[] {
  const found: string[] = [];
  for (const subject of subjects)
    if (claim.folded.includes(subject) && !found.some((longer) => longer.includes(subject)))
      found.push(subject);
  const [first] = claim.particulars.names;
  const [word] = first?.words ?? [];
  const isOpen = first?.isSure === false && first.words.length === 1 && word !== undefined && isName(word);
  return isOpen ? [...found, word] : found;
}

/** Whether a sentence or a title names a subject. */
export function namesSubject({ folded, words }: Statement, subject: string): boolean {
  return isDenseTerm(subject) ? folded.includes(subject) : words.has(subject) || words.has(`${subject}s`);
}

/** Whether a term is of a subject's name. */
export function isOfSubject(term: string, subject: string): boolean {
  return isDenseTerm(subject) && subject.includes(term);
}
