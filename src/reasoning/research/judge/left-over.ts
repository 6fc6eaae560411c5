import type { Comparison } from './compare';
import type { NumberMention } from './particulars/mention';
import { hasName } from './same-name';
import { isMeaning, wordsLanguage } from './same-meaning';
import { compareNumbers, type Likeness } from './same-number';
import type { Statement } from './statement';
import { namesSubject } from './subjects';
import { thresholds } from './thresholds';

/** What a claim's evidence is held against here. */
interface Sides {
  readonly claim: Statement;
  readonly compared: readonly Comparison[];
  readonly supporting: readonly Comparison[];
}

/**
 * What is left to contradict a supported claim whatever its words: the one sentence of a page about the claim's subject
 * whose number of the same unit is near the claim's, where that page never says the claim's own, and no page that says
 * the claim's own says this one of something else. Years are left out: most pages tell more than one event.
 */
export function leftOver({ claim, compared, supporting }: Sides): Comparison[] {
  if (supporting.length === 0) return [];
  const said = new Map<string, Set<Statement>>();
  for (const { evidence } of compared) {
    const known = said.get(evidence.page) ?? new Set();
    said.set(evidence.page, known);
    for (const sentence of evidence.sentences) known.add(sentence);
  }
  const pages = new Set(supporting.map(({ evidence }) => evidence.page));
  return [...said.keys()]
    .filter((page) => !pages.has(page))
    .flatMap((page) => {
      const rivals = compared.flatMap((one) => (one.evidence.page === page ? rivalOf(claim, one, said) : []));
      const [rival] = rivals;
      return rival && rivals.length === 1 ? [rival] : [];
    });
}

function rivalOf(
  claim: Statement,
  one: Comparison,
  said: ReadonlyMap<string, ReadonlySet<Statement>>,
): Comparison[] {
  const { evidence, differences, missing, isForeign } = one;
  const [sentence] = evidence.sentences;
  if (isForeign || !sentence || evidence.sentences.length > 1) return [];
  const unsaid = [...differences, ...missing];
  const [only] = unsaid;
  if (!only || unsaid.length > 1 || !isAbout(claim, one) || isOfOtherEvent(claim, sentence)) return [];
  if (only.kind !== 'number') return [];
  const claimed = 'claimed' in only ? only.claimed : only.text;
  const found = rivalIn(claim, claimed, sentence, { said, page: evidence.page });
  return found === undefined
    ? []
    : [{ ...one, differences: [{ kind: 'number', claimed, found }], missing: [] }];
}

interface Places {
  readonly said: ReadonlyMap<string, ReadonlySet<Statement>>;
  readonly page: string;
}

/** The one number of a sentence, as it is written there. */
function rivalIn(
  claim: Statement,
  text: string,
  sentence: Statement,
  { said, page }: Places,
): string | undefined {
  const claimed = numbersOf(claim).find((one) => one.text.trim() === text);
  const [found, ...more] = numbersOf(sentence);
  if (!claimed || !found || more.length > 0 || likeNumber(claimed, found) !== 'other') return undefined;
  const says = (where: ReadonlySet<Statement>, what: NumberMention) =>
    [...where].some((one) =>
      numbersOf(one).some((value) => ['same', 'vague'].includes(likeNumber(what, value))),
    );
  for (const [other, where] of said)
    if (says(where, claimed) && (other === page || says(where, found))) return undefined;
  return found.text.trim();
}

function numbersOf({ particulars }: Statement): readonly NumberMention[] {
  return particulars.numbers;
}

function likeNumber(claimed: NumberMention, found: NumberMention): Likeness {
  const like = compareNumbers(claimed, found);
  if (like !== 'other') return like;
  const [less, more] = [Math.abs(claimed.value), Math.abs(found.value)].sort((one, other) => one - other);
  const isNear = claimed.unit !== '' && (less ?? 0) * thresholds.leftOverRatio >= (more ?? 0);
  return isNear ? 'other' : 'unlike';
}

/** Whether the title names what the claim names. */
function isAbout(
  { particulars: { names } }: Statement,
  { evidence: { title, subjects = [] } }: Comparison,
): boolean {
  return (
    names.some((name) => name.isSure && hasName(name, [title])) ||
    subjects.some((subject) => namesSubject(title, subject))
  );
}

/** Both say in words whose meaning is known what they tell, and not the same: what was begun and what was opened. */
function isOfOtherEvent(claim: Statement, sentence: Statement): boolean {
  const [claimed, found] = [claim, sentence].map((one) => {
    const language = wordsLanguage(one.text, one.language);
    return [...one.allTerms].filter((term) => isMeaning(term, language));
  });
  if (!claimed || !found || claimed.length === 0 || found.length === 0) return false;
  return !claimed.some((term) => found.includes(term));
}
