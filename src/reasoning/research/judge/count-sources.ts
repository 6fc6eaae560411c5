import type { JudgedClaim } from './combine-verdicts';
import type { EvidenceQuote } from './evidence';

/** How many independent sources quotes come from: mirrors of one text are one. */
export function countSources(quotes: readonly EvidenceQuote[], sourceOf: (page: string) => string): number {
  return new Set(quotes.map(({ page }) => sourceOf(page))).size;
}

/**
 * A judged claim whose confidence counts its independent sources: with n of them that say the same, the doubt
 * (1 - confidence) is divided by 1 + (n - 1) / 2, n at most 5. Where others disagree nothing is added.
 */
export function withSources(judged: JudgedClaim, sourceOf: (page: string) => string): JudgedClaim {
  const { verdict, supporting, conflicting, confidence } = judged;
  const [own, others] = verdict === 'supported' ? [supporting, conflicting] : [conflicting, supporting];
  if (verdict === 'undecided' || others.length > 0) return judged;
  const sources = Math.min(5, Math.max(1, countSources(own, sourceOf)));
  return { ...judged, confidence: 1 - (1 - confidence) / (1 + (sources - 1) / 2) };
}
