import type { Verdict } from '../../../contract/research';
import type { Difference, Missing } from './difference';

interface Grounds {
  readonly difference: Difference | undefined;
  readonly missing: readonly Missing[];
  /** What another source says otherwise. */
  readonly disputed: Difference | undefined;
}

/** Why a claim got its verdict: one plain sentence. */
export function reasonOf(verdict: Verdict, { difference, missing, disputed }: Grounds): string {
  switch (verdict) {
    case 'supported':
      return disputed
        ? `A page says this, but another differs: ${saidOtherwise(disputed)}`
        : 'A page says this.';
    case 'contradicted':
      return difference ? saidOtherwise(difference) : 'A page says otherwise.';
    case 'undecided': {
      const texts = missing.map(({ text }) => text).join(', ');
      return texts === ''
        ? 'No passage was found that says this.'
        : `No passage that speaks of this says ${texts}.`;
    }
  }
}

/** What a page says instead of the claim. */
export function saidOtherwise({ kind, claimed, found }: Difference): string {
  if (kind !== 'negation') return `The page says ${found}, the claim ${claimed}.`;
  return found === '' ? 'The claim denies what the page says.' : 'The page denies what the claim says.';
}
