import { comparePolarity } from './compare-polarity';
import { compareParticulars, type Held } from './compare-particulars';
import type { Difference, Missing } from './difference';
import type { Evidence } from './evidence';
import type { Statement } from './statement';

/** How much a term tells, from 0 to 1. */
type Weight = (term: string) => number;

/** How one piece of evidence stands to a claim. */
export interface Comparison {
  readonly evidence: Evidence;
  /** Share of what the claim says, numbers and names aside, that the evidence says too: from 0 to 1. */
  readonly coverage: number;
  /** Numbers, dates and names of the claim that it says as well. */
  readonly found: number;
  readonly differences: readonly Difference[];
  readonly missing: readonly Missing[];
}

/** Holds a claim against one piece of evidence. `weightOf` says how much a term tells, from 0 to 1. */
export function compare(claim: Statement, evidence: Evidence, weightOf: Weight): Comparison {
  const { sentences, title } = evidence;
  const [first, second] = sentences;
  if (!first) throw new Error('A piece of evidence has at least one sentence.');
  const coverage = coverageOf(claim, [...sentences, title], weightOf);
  if (!second) {
    const held = compareParticulars(claim, first, [title]);
    return {
      ...held,
      evidence,
      coverage,
      differences: [...held.differences, ...comparePolarity(claim, first)],
    };
  }
  return { ...together(claim, [first, second], title, weightOf), evidence, coverage };
}

/**
 * Two sentences can carry a claim together. What the one that says more of it says otherwise, the other cannot mend: a
 * year of the next sentence is the year of something else.
 */
function together(
  claim: Statement,
  sentences: readonly [Statement, Statement],
  title: Statement,
  weightOf: Weight,
): Held {
  const [first, second] = sentences;
  const isFirst = coverageOf(claim, [first], weightOf) >= coverageOf(claim, [second], weightOf);
  const [main, other] = isFirst ? [first, second] : [second, first];
  const { differences } = compareParticulars(claim, main, [title]);
  const { found, missing, ...joint } = compareParticulars(claim, main, [other, title]);
  const differ = [
    ...differences,
    ...joint.differences.filter((one) => !differences.some((known) => known.claimed === one.claimed)),
  ];
  return { found, missing, differences: [...differ, ...comparePolarity(claim, main)] };
}

function coverageOf(claim: Statement, places: readonly Statement[], weightOf: Weight): number {
  // A claim of names alone, such as "Berlin, Germany", is measured by them.
  const terms = claim.terms.size > 0 ? claim.terms : claim.allTerms;
  let all = 0;
  let there = 0;
  for (const term of terms) {
    const weight = weightOf(term);
    all += weight;
    if (places.some((place) => place.allTerms.has(term))) there += weight;
  }
  return all === 0 ? 0 : there / all;
}
