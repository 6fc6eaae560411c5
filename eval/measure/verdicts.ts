import type { Verdict } from '../../src/contract/research';
import type { Making } from '../task';
import type { Judged } from '../verdicts/judged';
import { shareOf } from './bootstrap';

const labels: readonly Verdict[] = ['supported', 'contradicted', 'undecided'];

/** Mean over the three verdicts of the share that was found of each: 1/3 is what one verdict for all comes to. */
export function balancedAccuracy(judged: readonly Judged[]): number {
  return mean(labels.map((label) => recallOf(judged, label)));
}

/** Share of the claims with a label that got it. */
export function recallOf(judged: readonly Judged[], label: Verdict): number {
  return shareOf(
    judged.filter((one) => one.label === label),
    isRight,
  );
}

/** Mean over the three verdicts of the harmonic mean of precision and recall. */
export function macroF1(judged: readonly Judged[]): number {
  return mean(
    labels.map((label) => {
      const right = judged.filter((one) => one.label === label && one.verdict === label).length;
      const named = judged.filter(({ verdict }) => verdict === label).length;
      const real = judged.filter((one) => one.label === label).length;
      return named + real === 0 ? Number.NaN : (2 * right) / (named + real);
    }),
  );
}

/** Share of claims with something changed that are not called supported. */
export function caught(judged: readonly Judged[], makings: readonly Making[]): number {
  return shareOf(
    judged.filter((one) => isChanged(one, makings)),
    ({ verdict }) => verdict !== 'supported',
  );
}

/** Whether a claim was made in one of these ways so that its page contradicts it. */
export function isChanged({ making, label }: Judged, makings: readonly Making[]): boolean {
  return makings.includes(making) && label === 'contradicted';
}

const bins = 10;

/**
 * Expected calibration error of confidence: how far, on average over claims, the confidence of a tenth of its range lies
 * from the share of right verdicts there. NaN where no confidence is said.
 */
export function calibrationError(judged: readonly Judged[]): number {
  if (judged.some(({ confidence }) => Number.isNaN(confidence))) return Number.NaN;
  let error = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const inside = judged.filter(
      ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin,
    );
    if (inside.length === 0) continue;
    const said = mean(inside.map(({ confidence }) => confidence));
    error += (inside.length / judged.length) * Math.abs(said - shareOf(inside, isRight));
  }
  return error;
}

/** Brier score: mean square of what confidence misses; 0.25 is what saying one half each time comes to. */
export function brierScore(judged: readonly Judged[]): number {
  return mean(judged.map((one) => (one.confidence - (isRight(one) ? 1 : 0)) ** 2));
}

function isRight({ label, verdict }: Judged): boolean {
  return label === verdict;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
