import { fold } from '../../../text/tokens';
import { comparePolarity } from './compare-polarity';
import { compareParticulars, type Held } from './compare-particulars';
import { compareRoles } from './compare-roles';
import type { Difference, Missing } from './difference';
import type { Evidence } from './evidence';
import type { Statement } from './statement';
import { isOfSubject, namesSubject } from './subjects';

/** How much a term tells, from 0 to 1. */
type Weight = (term: string) => number;

/** How one piece of evidence stands to a claim. */
export interface Comparison {
  readonly evidence: Evidence;
  /** Share of what the claim says, numbers and names aside, that the evidence says too: from 0 to 1. */
  readonly coverage: number;
  /** The same of that clause of the claim of which it says least. */
  readonly leastClause: number;
  /** It does not name what the claim is about. */
  readonly isForeign: boolean;
  /** Numbers, dates and names of the claim that it says as well. */
  readonly found: number;
  readonly differences: readonly Difference[];
  readonly missing: readonly Missing[];
}

/**
 * Makes what holds a claim against pieces of evidence; what it finds out about a sentence it also knows where that
 * stands beside another. `weightOf` says how much a term tells, from 0 to 1.
 */
export function createComparer(claim: Statement, weightOf: Weight): (evidence: Evidence) => Comparison {
  const single = new Map<Statement, Held>();
  return (evidence) => {
    const { sentences, title, subjects = [], isOfOther = false } = evidence;
    const [first, second] = sentences;
    if (!first) throw new Error('A piece of evidence has at least one sentence.');
    const places = [...sentences, title];
    const foreign = missingSubjects(subjects, places);
    // That it speaks of the same subject says nothing of what is said of it.
    const isOwn = (term: string) => subjects.some((subject) => isOfSubject(term, subject));
    const own = claim.particulars.names.filter(({ isSure, text }) => isSure && isOwn(fold(text))).length;
    const weigh = (term: string) => (isOwn(term) ? 0 : weightOf(term));
    const alone = (sentence: Statement) => {
      const held = single.get(sentence) ?? compareAlone(claim, sentence, { title, subjects });
      single.set(sentence, held);
      return held;
    };
    const held = second
      ? together(claim, [first, second], { title, weightOf, alone })
      : withRoles(claim, first, alone(first));
    return {
      ...held,
      evidence,
      coverage: coverageOf(termsOf(claim), places, weigh),
      leastClause: Math.min(1, ...claim.clauses.map((terms) => coverageOf(terms, places, weigh))),
      isForeign: isOfOther || foreign.length > 0,
      found: held.found - own,
      missing: [...held.missing, ...foreign],
    };
  };
}

function missingSubjects(subjects: readonly string[], places: readonly Statement[]): Missing[] {
  return subjects
    .filter((subject) => !places.some((place) => namesSubject(place, subject)))
    .map((text): Missing => ({ kind: 'name', text }));
}

/** What one sentence says otherwise, by its particulars and by what it denies. */
function compareAlone(
  claim: Statement,
  sentence: Statement,
  { title, subjects }: { readonly title: Statement; readonly subjects: readonly string[] },
): Held {
  const isOfSubject = subjects.length > 0 && missingSubjects(subjects, [sentence, title]).length === 0;
  const held = compareParticulars(claim, sentence, [title], isOfSubject);
  return { ...held, differences: [...held.differences, ...comparePolarity(claim, sentence)] };
}

function withRoles(claim: Statement, sentence: Statement, held: Held): Held {
  return { ...held, differences: [...held.differences, ...compareRoles(claim, sentence)] };
}

interface Side {
  readonly title: Statement;
  readonly weightOf: Weight;
  readonly alone: (sentence: Statement) => Held;
}

/**
 * Two sentences can carry a claim together. What the one that says more of it says otherwise, the other cannot mend: a
 * year of the next sentence is the year of something else.
 */
function together(
  claim: Statement,
  [first, second]: readonly [Statement, Statement],
  { title, weightOf, alone }: Side,
): Held {
  const terms = termsOf(claim);
  const isFirst = coverageOf(terms, [first], weightOf) >= coverageOf(terms, [second], weightOf);
  const [main, other] = isFirst ? [first, second] : [second, first];
  const { differences } = alone(main);
  const { found, missing, ...joint } = compareParticulars(claim, main, [other, title]);
  const added = joint.differences.filter(
    (one) => !differences.some((known) => known.claimed === one.claimed),
  );
  return { found, missing, differences: [...differences, ...added] };
}

/** A claim of names alone, such as "Berlin, Germany", is measured by them. */
function termsOf({ terms, allTerms }: Statement): ReadonlySet<string> {
  return terms.size > 0 ? terms : allTerms;
}

function coverageOf(terms: ReadonlySet<string>, places: readonly Statement[], weightOf: Weight): number {
  let all = 0;
  let there = 0;
  for (const term of terms) {
    const weight = weightOf(term);
    all += weight;
    if (places.some((place) => place.allTerms.has(term))) there += weight;
  }
  return all === 0 ? 0 : there / all;
}
