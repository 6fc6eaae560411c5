import { evidenceFor, type EvidenceIndex } from './evidence-index';
import { judgeByRules } from './judge-by-rules';
import type { Statement } from './statement';

/**
 * Of the pages that a claim cites those that say what it says, by rules. Each is looked into by itself, since among all
 * pages others may say more of it.
 */
export function bearOut(claim: Statement, cited: readonly string[], index: EvidenceIndex): string[] {
  return [...new Set(cited)].filter((page) => {
    const own = evidenceFor(claim, index, page);
    return judgeByRules(claim, own, index.weightOf).supporting.length > 0;
  });
}
