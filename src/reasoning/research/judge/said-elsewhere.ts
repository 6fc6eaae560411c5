import type { Evidence } from './evidence';
import type { Statement } from './statement';
import { tellingOf } from './tellings';
import type { ToldByPages } from './told-by-pages';
import { likenessOf } from './values';

/**
 * Sentences about a claim's subject that give its values in other words, where two pages gave one value of something in
 * these words and those of the claim: what they show to mean the same supports as the same words do.
 */
export function saidInShownWords(claim: Statement, pages: ToldByPages): readonly Evidence[] {
  if (claim.particulars.negations.length > 0) return [];
  const [subject] = [...pages.tellings().keys()]
    .filter((one) => claim.folded.includes(one))
    .sort((one, other) => other.length - one.length);
  const all = subject === undefined ? [] : (pages.tellings().get(subject) ?? []);
  const [first] = all;
  const asked = first && subject !== undefined && tellingOf(claim, first.evidence, subject, pages.names());
  if (!asked || asked.values.length === 0) return [];
  return all
    .filter(
      ({ values, wording }) =>
        values.length === asked.values.length &&
        asked.values.every((value) => values.some((one) => likenessOf(value, one) === 'same')) &&
        pages.relations().areShownSame(asked.wording, wording),
    )
    .map(({ evidence }) => evidence);
}
