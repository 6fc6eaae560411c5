/** What two statements about the same thing can differ in. */
export type DifferenceKind = 'number' | 'date' | 'name' | 'negation' | 'opposite';

/** One thing that a claim says and a sentence of a page says otherwise. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Words of the claim, and those of the page. */
  readonly claimed: string;
  readonly found: string;
}

/** Something particular of a claim that a sentence does not say at all. */
export interface Missing {
  readonly kind: 'number' | 'date' | 'name';
  readonly text: string;
}
