import type { Place } from '../../../contract/research';
import type { JudgedClaim } from './combine-verdicts';

/** What a claim cites, and the pages among those that were found to say what it says. */
export interface CitingClaim {
  readonly cites: readonly Place[];
  readonly bornOutBy?: readonly string[];
  readonly judged: JudgedClaim;
}

/**
 * What a supported claim is to cite in the place of what it cites; undefined where that may stand. A claim whose sources
 * do not bear it out, or that has none, cites the words that do, wherever they stand. A source that does not say it goes
 * beside one that does, where rules alone have judged: a model may have seen more in it.
 */
export function rightSources(
  { cites, bornOutBy = [], judged }: CitingClaim,
  sourceOf: (page: string) => string,
): Place[] | undefined {
  const [first] = judged.supporting;
  if (judged.verdict !== 'supported' || !first) return undefined;
  const bearing = new Set([...judged.supporting.map(({ page }) => page), ...bornOutBy].map(sourceOf));
  const own = cites.filter(({ page }) => bearing.has(sourceOf(page)));
  if (own.length === 0) return [{ page: first.page, start: first.start, end: first.end }];
  return own.length < cites.length && judged.judgedBy === 'rules' ? own : undefined;
}
