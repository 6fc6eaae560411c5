import type { ExtractedFact, FactSummary } from '../../../contract/research/results';

/** From here on a fact counts as one of high confidence (contract, section 2). */
const high = 0.8;

/** The summary of facts, computed from their list. */
export function summariseFacts(facts: readonly ExtractedFact[]): FactSummary {
  const categories = new Map<string, number>();
  for (const { category } of facts) categories.set(category, (categories.get(category) ?? 0) + 1);
  return {
    total_facts: facts.length,
    high_confidence: facts.filter(({ confidence }) => confidence >= high).length,
    categorized_facts: Object.fromEntries([...categories].sort(([a], [b]) => (a < b ? -1 : 1))),
    contradiction_count: facts.filter(({ contradicted_by: others = [] }) => others.length > 0).length,
  };
}
