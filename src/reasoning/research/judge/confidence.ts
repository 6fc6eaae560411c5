import type { Verdict } from '../../../contract/research';
import type { Comparison } from './compare';

interface Circumstances {
  /** It says "he" or "it" and not who. */
  readonly isOpen: boolean;
  /** Another source says otherwise. */
  readonly isDisputed: boolean;
}

/** Weights of a logistic function, set by hand: not fitted to data, and its calibration is not measured. */
const weights = {
  supported: { base: -1, coverage: 4, found: 0.3 },
  contradicted: { base: -1, coverage: 4, found: 0.1 },
  undecided: { base: 3, coverage: -3, found: 0 },
} as const;

/**
 * How likely a verdict of the rules is right: 1 / (1 + e^-(base + coverage·c + found·n)), with c the share of the claim
 * that the deciding evidence says and n (at most 3) its numbers, dates and names found there. Halved towards one half
 * where the claim does not say of whom it speaks or sources disagree.
 */
export function confidenceOf(
  verdict: Verdict,
  deciding: Comparison | undefined,
  { isOpen, isDisputed }: Circumstances,
): number {
  const { base, coverage, found } = weights[verdict];
  const sum = base + coverage * (deciding?.coverage ?? 0) + found * Math.min(3, deciding?.found ?? 0);
  const confidence = 1 / (1 + Math.exp(-sum));
  const isWeak = isOpen || isDisputed;
  return isWeak ? (confidence + 0.5) / 2 : confidence;
}
