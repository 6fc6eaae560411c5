import type { Comparison } from './compare';
import type { DateMention, NumberMention } from './particulars/mention';
import { compareDates } from './same-date';
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
 * whose number of the same unit, or whose year, is near the claim's, where that page never says the claim's own, and no
 * page that says the claim's own says this one of something else.
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
  const { evidence, differences, missing, isForeign, coverage } = one;
  const [sentence] = evidence.sentences;
  if (isForeign || !sentence || evidence.sentences.length > 1 || coverage < thresholds.leftOver.coverage)
    return [];
  const unsaid = [...differences, ...missing];
  const [only] = unsaid;
  if (!only || unsaid.length > 1 || !isAbout(claim, one) || isOfOtherEvent(claim, sentence)) return [];
  const claimedText = 'claimed' in only ? only.claimed : only.text;
  const found =
    only.kind === 'number'
      ? rivalIn(claim, claimedText, sentence, {
          of: numbersOf,
          compare: likeNumber,
          said,
          page: evidence.page,
        })
      : only.kind === 'date'
        ? rivalIn(claim, claimedText, sentence, { of: datesOf, compare: likeDate, said, page: evidence.page })
        : undefined;
  if (!found || !('kind' in only)) return [];
  const difference = { kind: only.kind as 'number' | 'date', claimed: claimedText, found };
  return [{ ...one, differences: [difference], missing: [] }];
}

interface Kind<Of> {
  readonly of: (sentence: Statement) => readonly Of[];
  readonly compare: (claimed: Of, found: Of) => Likeness;
  readonly said: ReadonlyMap<string, ReadonlySet<Statement>>;
  readonly page: string;
}

/** The one value of its kind in a sentence, as it is written there. */
function rivalIn<Of extends { readonly text: string }>(
  claim: Statement,
  text: string,
  sentence: Statement,
  { of, compare, said, page }: Kind<Of>,
): string | undefined {
  const claimed = of(claim).find((one) => one.text.trim() === text);
  const [found, ...more] = of(sentence);
  if (!claimed || !found || more.length > 0 || compare(claimed, found) !== 'other') return undefined;
  const says = (where: ReadonlySet<Statement>, what: Of) =>
    [...where].some((one) => of(one).some((value) => ['same', 'vague'].includes(compare(what, value))));
  for (const [other, where] of said)
    if (says(where, claimed) && (other === page || says(where, found))) return undefined;
  return found.text.trim();
}

function numbersOf({ particulars }: Statement): readonly NumberMention[] {
  return particulars.numbers;
}

function datesOf({ particulars }: Statement): readonly DateMention[] {
  return particulars.dates;
}

function likeNumber(claimed: NumberMention, found: NumberMention): Likeness {
  const like = compareNumbers(claimed, found);
  if (like !== 'other') return like;
  const [less, more] = [Math.abs(claimed.value), Math.abs(found.value)].sort((one, other) => one - other);
  const isNear = claimed.unit !== '' && (less ?? 0) * thresholds.leftOver.ratio >= (more ?? 0);
  return isNear ? 'other' : 'unlike';
}

function likeDate(claimed: DateMention, found: DateMention): Likeness {
  const like = compareDates(claimed, found);
  if (like !== 'other') return like;
  if (claimed.year === undefined || found.year === undefined) return 'unlike';
  return Math.abs(claimed.year - found.year) <= thresholds.leftOver.years ? 'other' : 'unlike';
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
