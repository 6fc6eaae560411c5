import type { ClaimDetail, Quote, Verification } from '../../../contract/research/results';
import type { JudgedClaim } from '../judge/combine-verdicts';
import { conflictsOf } from '../judge/conflicts-of';
import type { EvidenceQuote } from '../judge/evidence';
import { overallConfidence } from '../judge/overall-confidence';

/** The numbers of a report, and which pages are one source. */
export interface Numbers {
  readonly citationOf: (page: string) => number | undefined;
  readonly sourceOf: (page: string) => string;
}

/** `metadata.verification` (contract, section 2): every figure is counted from the details. */
export function verificationOf(judged: readonly JudgedClaim[], numbers: Numbers): Verification {
  const details = judged.map((claim) => detailOf(claim, numbers));
  const texts = (verdict: ClaimDetail['verdict']) =>
    details.filter((detail) => detail.verdict === verdict).map(({ claim }) => claim);
  const citationOf = (page: string) => numbers.citationOf(page) ?? null;
  return {
    overall_confidence: rounded(overallConfidence(details)),
    total_claims: details.length,
    supported_claims: texts('supported').length,
    unsupported_claims: texts('contradicted'),
    undecided_claims: texts('undecided'),
    conflicts: conflictsOf(judged, { sourceOf: numbers.sourceOf, citationOf }),
    claim_details: details,
    ...(details.length === 0 && { note: 'The text states nothing that could be checked.' }),
  };
}

function detailOf(judged: JudgedClaim, numbers: Numbers): ClaimDetail {
  const supporting = quotesOf(judged.supporting, numbers);
  const conflicting = quotesOf(judged.conflicting, numbers);
  return {
    claim: judged.claim,
    supporting_citations: citationsOf(supporting),
    conflicting_citations: citationsOf(conflicting),
    confidence: rounded(judged.confidence),
    verdict: judged.verdict,
    reason: judged.reason,
    judged_by: judged.judgedBy,
    supporting_quotes: supporting,
    conflicting_quotes: conflicting,
  };
}

/** Quotes that the record shows of each side. */
const mostQuotes = 4;

function quotesOf(quotes: readonly EvidenceQuote[], { citationOf }: Numbers): Quote[] {
  return quotes
    .map(({ page, start, end, text }) => ({ page, start, end, text, citation: citationOf(page) ?? null }))
    .sort((a, b) => Number(a.citation === null) - Number(b.citation === null))
    .slice(0, mostQuotes);
}

function citationsOf(quotes: readonly Quote[]): number[] {
  const numbers = quotes.flatMap(({ citation }) => citation ?? []);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function rounded(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 1_000) / 1_000;
}
