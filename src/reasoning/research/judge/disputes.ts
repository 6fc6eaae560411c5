import { fold, isDenseTerm } from '../../../text/tokens';
import { createComparer, type Comparison } from './compare';
import type { Difference } from './difference';
import type { Statement } from './statement';

/** Sentences that support a claim in words of their own, and are compared as the claim is. */
const mostWordings = 3;

/** What is known of a claim's evidence, and how more of it is found out. */
interface Disputed {
  readonly claim: Statement;
  readonly compared: readonly Comparison[];
  readonly supporting: readonly Comparison[];
  readonly isConflict: (comparison: Comparison) => boolean;
  readonly weightOf: (term: string) => number;
}

/**
 * Whether a sentence that differs from a supported claim in a name is about something else: its page is about the one,
 * as its title says, and a page that supports the claim is about the other. Two houses can stand in one town.
 */
export function isOfAnother(
  { differences, evidence }: Comparison,
  supporting: readonly Comparison[],
): boolean {
  const [first] = differences;
  if (first?.kind !== 'name') return false;
  const isTitled = ({ title }: { readonly title: Statement }, name: string) =>
    title.folded.includes(fold(name));
  return (
    isTitled(evidence, first.found) &&
    !isTitled(evidence, first.claimed) &&
    supporting.some((one) => isTitled(one.evidence, first.claimed))
  );
}

/**
 * What contradicts a supported claim in other words than its own: the sentences that support it are compared in its
 * place, each page in its own words. It must be what the claim says that is said otherwise.
 */
export function disputedInOtherWords(of: Disputed): Comparison[] {
  const { claim, compared, supporting, isConflict, weightOf } = of;
  const alone = supporting.filter(({ evidence }) => evidence.sentences.length === 1);
  const wordings = [...new Map(alone.map((one) => [one.evidence.text, one])).values()].slice(0, mostWordings);
  const others = compared.filter(
    (one) => !isConflict(one) && supporting.every(({ evidence }) => evidence.page !== one.evidence.page),
  );
  return wordings.flatMap(({ evidence: { sentences, page } }) => {
    const [said] = sentences;
    if (!said) return [];
    const compare = createComparer(said, weightOf);
    return others.flatMap((other) => {
      if (other.evidence.page === page || other.evidence.sentences.length > 1) return [];
      // A name that opens the claim, as its subject or as what is told, may stand elsewhere in other words.
      const subjects = other.evidence.subjects?.filter(isDenseTerm) ?? [];
      const one = compare({ ...other.evidence, subjects });
      const isSame = one.differences.every((difference) => isOfClaim(claim, other, difference));
      return isConflict(one) && isSame && !isOfAnother(one, supporting) ? [one] : [];
    });
  });
}

/** Whether what is said otherwise is said by the claim: in the same words, or in others that the sentence lacks too. */
function isOfClaim(
  { folded }: Statement,
  { differences, missing }: Comparison,
  { kind, claimed }: Difference,
): boolean {
  return folded.includes(fold(claimed)) || [...differences, ...missing].some((own) => own.kind === kind);
}
