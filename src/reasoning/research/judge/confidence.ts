import type { Verdict } from '../../../contract/research';
import type { Comparison } from './compare';

interface Circumstances {
  /** It says "he" or "it" and not who. */
  readonly isOpen: boolean;
  /** Another source says otherwise. */
  readonly isDisputed: boolean;
  /** The claim has a number, date or name that none of its evidence says. */
  readonly hasMissing: boolean;
}

/**
 * Shares of verdicts that are right, by the verdict and how much of the claim its evidence says: those measured on the
 * `dev` half of the evaluation's data (docs/evaluation.md), rounded. Least coverage first is looked at last.
 */
const shares = {
  supported: [
    [0.95, 0.98],
    [0.8, 0.97],
    [0, 0.92],
  ],
  contradicted: [
    [0.95, 0.98],
    [0.8, 0.97],
    [0, 0.94],
  ],
  undecided: [
    [0.4, 0.8],
    [0, 0.93],
  ],
} as const satisfies Record<Verdict, readonly (readonly [from: number, share: number])[]>;
/** Of undecided ones that have something particular which no evidence says. */
const missingShare = 0.95;

/**
 * How likely a verdict of the rules is right. Halved towards one half where the claim does not say of whom it speaks or
 * sources disagree, which the data does not measure.
 */
export function confidenceOf(
  verdict: Verdict,
  deciding: Pick<Comparison, 'coverage'> | undefined,
  { isOpen, isDisputed, hasMissing }: Circumstances,
): number {
  const coverage = deciding?.coverage ?? 0;
  const share = shares[verdict].find(([from]) => coverage >= from)?.[1] ?? 0.5;
  const confidence = verdict === 'undecided' && hasMissing ? missingShare : share;
  return isOpen || isDisputed ? (confidence + 0.5) / 2 : confidence;
}
