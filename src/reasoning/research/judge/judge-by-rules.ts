import type { Verdict } from '../../../contract/research';
import { isDenseTerm } from '../../../text/tokens';
import { createComparer, type Comparison } from './compare';
import { confidenceOf } from './confidence';
import type { Difference, Missing } from './difference';
import { disputedInOtherWords, isOfAnother } from './disputes';
import { quoteOf, type Evidence, type EvidenceQuote } from './evidence';
import { rivalsOf } from './rivals';
import { saidInShownWords } from './said-elsewhere';
import type { ToldByPages } from './told-by-pages';
import { reasonOf } from './reasons';
import { hasName } from './same-name';
import { thresholds } from './thresholds';
import type { Statement } from './statement';

/** What rules find out about a claim, without a model. */
export interface RuleVerdict {
  readonly verdict: Verdict;
  /** How likely the verdict is right, from 0 to 1 (`confidenceOf`). */
  readonly confidence: number;
  /** One plain sentence. */
  readonly reason: string;
  /** Whether a model need not be asked. */
  readonly isSure: boolean;
  readonly supporting: readonly EvidenceQuote[];
  readonly conflicting: readonly EvidenceQuote[];
  /** What the claim and the first of `conflicting` differ in. */
  readonly difference?: Difference;
  /** Numbers, dates and names of the claim that none of its evidence says: it can never be called supported. */
  readonly missing: readonly Missing[];
  /** The evidence that was looked at, best first: what a model is shown. */
  readonly considered: readonly EvidenceQuote[];
}

/**
 * Judges a claim by its evidence: what speaks of the same thing and has all of its numbers, dates, names and negations
 * supports it; what differs in one of them contradicts it; all else leaves it undecided.
 *
 * @param evidence from `evidenceFor`, best first.
 * @param weightOf how much a term tells, from 0 to 1, such as `index.weightOf`; absent: all terms alike.
 * @param told what all pages tell, such as `index.told`; absent: only words that are known to mean the same are alike.
 */
export function judgeByRules(
  claim: Statement,
  evidence: readonly Evidence[],
  weightOf: (term: string) => number = () => 1,
  told?: ToldByPages,
): RuleVerdict {
  const compare = createComparer(claim, weightOf);
  const compared = evidence.map(compare);
  const plain = compared.filter(isSupport);
  const shown = told && plain.length === 0 ? saidInShownWords(claim, told).map(compare) : [];
  const supporting = strongest([...plain, ...shown.filter(isFree)]);
  const isAgainst = (one: Comparison) => {
    const isOfName = one.differences[0]?.kind === 'name';
    const least = supporting.length > 0 && !isOfName ? thresholds.dispute : thresholds.conflict;
    return isConflict(one, least - (isInTitle(claim, one) ? thresholds.inTitle : 0));
  };
  const against = compared.filter(
    (one) => isAgainst(one) && !isSupportedThere(one, supporting) && !isOfAnother(one, supporting),
  );
  const closest = strongest(compared);
  const verdict = decide(supporting[0], strongest(against)[0]);
  const inOtherWords = disputedInOtherWords({ claim, compared, supporting, isConflict: isAgainst, weightOf });
  const rivals = told && supporting.length > 0 ? rivalsOf(claim, supporting, told) : undefined;
  const seen = [...against, ...inOtherWords].filter(
    (one) => verdict !== 'supported' || rivals?.isOfElse(one) !== true,
  );
  const left = (rivals?.told ?? [])
    .filter((one) => !seen.some(({ evidence: { page } }) => page === one.evidence.page))
    .map((one) => ({ ...compare(one.evidence), differences: [one.difference] }));
  const conflicting = strongest([...seen, ...left]);
  const deciding =
    verdict === 'supported' ? supporting[0] : verdict === 'contradicted' ? conflicting[0] : closest[0];
  const missing = missingIn(compared);
  const difference = conflicting[0]?.differences[0];
  const isOpen = opensWithPronoun(claim.text);
  const confidence = confidenceOf(verdict, deciding, {
    isOpen,
    isDisputed: supporting.length > 0 && conflicting.length > 0,
    hasMissing: missing.length > 0,
  });
  return {
    verdict,
    confidence,
    reason: reasonOf(verdict, {
      difference,
      missing,
      disputed: verdict === 'supported' ? difference : undefined,
    }),
    isSure: !isOpen && isPlain(verdict, deciding),
    supporting: supporting.map(({ evidence: one }) => quoteOf(one)),
    conflicting: conflicting.map(({ evidence: one }) => quoteOf(one)),
    ...(difference ? { difference } : {}),
    missing,
    considered: closest.map(({ evidence: one }) => quoteOf(one)),
  };
}

/** Nothing of the claim is said otherwise or not said. */
function isFree({ differences, missing }: Comparison): boolean {
  return differences.length === 0 && missing.length === 0;
}

function isSupport(comparison: Comparison): boolean {
  const { coverage, leastClause, evidence, found } = comparison;
  if (!isFree(comparison) || leastClause < thresholds.clause) return false;
  const { aboutSubject, support, supportByTwo } = thresholds;
  const less = found > 0 ? aboutSubject.supportWithParticular : aboutSubject.support;
  const least = evidence.sentences.length > 1 ? supportByTwo : support;
  return coverage >= least - (isAboutSubject(comparison) ? less : 0);
}

/** One thing is said otherwise, and all else alike: with two, the sentence mostly speaks of something else. */
function isConflict(comparison: Comparison, least: number): boolean {
  const { coverage, differences, missing, evidence, isForeign } = comparison;
  if (isForeign || evidence.sentences.length > 1) return false;
  if (differences.length === 0 || missing.length > 0) return false;
  if (differences.length > 1) {
    const areNumbers = differences.length === 2 && differences.every(({ kind }) => kind === 'number');
    return areNumbers && coverage >= thresholds.conflictInTwo;
  }
  return coverage >= least - (isAboutSubject(comparison) ? thresholds.aboutSubject.conflict : 0);
}

/** Whether what the claim is about is known and named here, in a script in which names are not seen otherwise. */
function isAboutSubject({ evidence: { subjects = [] }, missing }: Comparison): boolean {
  return missing.length === 0 && subjects.some(isDenseTerm);
}

/** Whether a page that is about what the claim names differs from it in a measure: it is likely the same measure. */
function isInTitle({ particulars: { names } }: Statement, { differences, evidence }: Comparison): boolean {
  const [first] = differences;
  if (first?.kind !== 'number' && first?.kind !== 'date') return false;
  return names.some((name) => name.isSure && hasName(name, [evidence.title]));
}

/** Whether evidence is so like the claim, or so unlike it, that no model need be asked. */
function isPlain(verdict: Verdict, deciding: Comparison | undefined): boolean {
  const coverage = deciding?.coverage ?? 0;
  const { decided, undecided } = thresholds.sure;
  return verdict === 'undecided' ? coverage <= undecided : coverage >= decided;
}

/** A page that says what the claim says does not contradict it with another sentence. */
function isSupportedThere({ evidence }: Comparison, supporting: readonly Comparison[]): boolean {
  return supporting.some((one) => one.evidence.page === evidence.page);
}

function decide(support: Comparison | undefined, conflict: Comparison | undefined): Verdict {
  if (support && conflict) return conflict.coverage > support.coverage + 0.1 ? 'contradicted' : 'supported';
  if (support) return 'supported';
  return conflict ? 'contradicted' : 'undecided';
}

/** Best first: more covered, more found, and one sentence rather than two; one of each place. */
function strongest(compared: readonly Comparison[]): Comparison[] {
  const strength = (one: Comparison) =>
    one.coverage +
    0.05 * one.found -
    0.1 * one.differences.length -
    0.1 * one.missing.length -
    (one.isForeign ? 0.5 : 0) -
    0.02 * (one.evidence.sentences.length - 1);
  const kept: Comparison[] = [];
  for (const one of [...compared].sort((first, second) => strength(second) - strength(first))) {
    const { page, start, end } = one.evidence;
    if (!kept.some(({ evidence }) => evidence.page === page && start < evidence.end && evidence.start < end))
      kept.push(one);
  }
  return kept;
}

/** What no piece of evidence says, however little it has to do with the claim otherwise. */
function missingIn(compared: readonly Comparison[]): Missing[] {
  const [first, ...others] = compared.map(unsaid);
  return (first ?? []).filter(({ text }) =>
    others.every((missing) => missing.some((one) => one.text === text)),
  );
}

function unsaid({ differences, missing }: Comparison): Missing[] {
  const said = differences.flatMap(({ kind, claimed }) =>
    kind === 'number' || kind === 'date' || kind === 'name' ? [{ kind, text: claimed }] : [],
  );
  return [...missing, ...said];
}

/** "He was born in 1950" says of whom only with what stands before it. */
function opensWithPronoun(text: string): boolean {
  return /^(?:he|she|it|they|this|these|those|er|sie|es|dies|彼|彼女|他|她|它|그|그녀|هو|هي)(?!\p{L})/iu.test(
    text.trim(),
  );
}
