import type { ClaimDetail } from '../../../contract/research';

/**
 * How far a text can be relied on, from 0 to 1: the mean over its claims of how likely each is right. A supported claim
 * counts with its confidence, a contradicted one with what its confidence leaves, an undecided one with half of that:
 * that nothing speaks for it is itself only so sure. Without claims there is nothing to rely on, and it is 0.
 */
export function overallConfidence(claims: readonly Pick<ClaimDetail, 'verdict' | 'confidence'>[]): number {
  if (claims.length === 0) return 0;
  const sum = claims.reduce((total, { verdict, confidence }) => {
    if (verdict === 'supported') return total + confidence;
    return total + (verdict === 'contradicted' ? 1 - confidence : (1 - confidence) / 2);
  }, 0);
  return sum / claims.length;
}
