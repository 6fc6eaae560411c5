import { fold, isDenseTerm, tokenize } from '../../../text/tokens';
import { tellingTerms } from './content-terms';
import type { Evidence } from './evidence';
import type { KnownNames } from './known-names';
import { blanked } from './particulars/plain-digits';
import type { Statement } from './statement';
import { separators } from './subjects';
import { valuesOf, type Value } from './values';

/** Terms in which something is told, without the subject and the values. */
export type Wording = ReadonlySet<string>;

/** A sentence that tells something of what its page is about. */
export interface Telling {
  /** Where it stands; of a claim, where a page says it. */
  readonly evidence: Evidence;
  readonly sentence: Statement;
  readonly values: readonly Value[];
  readonly wording: Wording;
}

/** What a page is about: the first part of its title, folded; undefined where it has none. */
export function pageSubject(title: Statement): string | undefined {
  return title.text
    .split(separators)
    .map(fold)
    .find((part) => part !== '');
}

/** Reads what a sentence tells of a subject that it names; undefined where it does not name it. */
export function tellingOf(
  sentence: Statement,
  evidence: Evidence,
  subject: string,
  names: KnownNames,
): Telling | undefined {
  if (!sentence.folded.includes(subject)) return undefined;
  const isOwn = (name: string) => subject.includes(name) || name.includes(subject);
  const values = valuesOf(sentence, isOwn, names);
  return { evidence, sentence, values, wording: wordingOf(sentence, subject, values) };
}

function wordingOf(sentence: Statement, subject: string, values: readonly Value[]): Wording {
  const rest = withoutAll(sentence, subject, values);
  const counted = new Set(values.flatMap((one) => (one.kind === 'number' ? one.counted : [])));
  const isCounted = (term: string) => counted.has(term) || counted.has(term.replace(/s$/, ''));
  const terms = tellingTerms(rest, sentence.language).filter((term) => !isCounted(term));
  // Common words alone tell too, where there is nothing else: "called into being".
  if (terms.length === 0) return new Set(tokenize(rest));
  const characters = terms.filter(isDenseTerm).flatMap((term) => [...term].filter((one) => isHan.test(one)));
  return new Set([...terms, ...characters]);
}

const isHan = /^\p{Script=Han}$/u;

function withoutAll(
  { text, folded, particulars }: Statement,
  subject: string,
  values: readonly Value[],
): string {
  // Folding seldom changes lengths; where it does, places of the one are none of the other.
  const at = folded.length === text.length ? folded.indexOf(subject) : -1;
  const gaps = [...values.map(({ mention }) => mention), ...particulars.negations];
  const own = at < 0 ? [] : [{ start: at, end: at + subject.length }];
  return blanked(text, [...gaps, ...own]).replace(/ {2,}/g, '\n');
}

/** How much two wordings have in common, by the weight of their terms, from 0 to 1; a character alone is half a word. */
export function alikeness(one: Wording, other: Wording, weightOf: (term: string) => number): number {
  const weigh = (term: string) => (isHan.test(term) ? 0.5 : 1) * weightOf(term);
  let all = 0;
  let shared = 0;
  for (const term of one) {
    all += weigh(term);
    if (other.has(term)) shared += weigh(term);
  }
  for (const term of other) all += weigh(term);
  return all === 0 ? 0 : (2 * shared) / all;
}
