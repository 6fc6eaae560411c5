import type { Verdict } from '../src/contract/research';
import type { EvidencePage } from '../src/reasoning/research/judge/evidence';
import type { Half } from './random';

/** How a claim was made; its label follows from that. */
export type Making =
  | 'verbatim'
  | 'reordered'
  | 'reworded'
  | 'shortened'
  | 'format'
  | 'number'
  | 'date'
  | 'name'
  | 'negation'
  | 'opposite'
  | 'detail added'
  | 'left out'
  | 'other page';

/** A claim whose verdict is known by the way it was made. */
export interface LabelledClaim {
  readonly text: string;
  readonly label: Verdict;
  readonly making: Making;
  /** The sentence of a page that it was made of; absent where no page says anything of it. */
  readonly source?: string;
  /** The page that a careless writer has cited for it: the right one in two of three cases where there is one. */
  readonly cited: string;
}

/** Pages that a task has stored, and claims about them. */
export interface EvalTask {
  readonly id: string;
  readonly language: string;
  readonly half: Half;
  readonly pages: readonly EvidencePage[];
  readonly claims: readonly LabelledClaim[];
}
