import { JobError, jobTimes, type Done } from './job';
import { createMathematics, type NumberKind } from './mathematics';
import { isExactValue, showValue, type Shown } from './show-value';
import { timed, TimeUp } from './timed';

const tooLong = 'The calculation was stopped after 2 s: ask for something smaller.';
let made: ReturnType<typeof createMathematics> | undefined;

/**
 * Works an expression out: with fractions where that can be, else with decimals of many digits, else with doubles.
 * Throws `JobError` with a sentence.
 */
export function calculate(expression: string): Done {
  const { math } = (made ??= createMathematics());
  const text = expression.replace(/%\s+of\b/gi, '% *');
  const shown =
    attempt(text, 'Fraction', jobTimes.exactMs, (value) => isExactValue(math, value)) ??
    attempt(text, 'BigNumber', jobTimes.roundedMs) ??
    attempt(text, 'number', jobTimes.doubleMs);
  if (!shown) throw new JobError('The expression has no value.');
  return { kind: 'done', text: sentenceOf(shown), output: outputOf(shown) };
}

/** Undefined where another kind of numbers may do better; the last kind throws. */
function attempt(
  expression: string,
  kind: NumberKind,
  mostMs: number,
  isGood: (value: unknown) => boolean = () => true,
): Shown | undefined {
  const { math, evaluate } = (made ??= createMathematics());
  try {
    return timed(
      () => {
        const value = evaluate(expression, kind);
        return isGood(value) ? showValue(math, value) : undefined;
      },
      mostMs,
      tooLong,
    );
  } catch (error) {
    if (error instanceof TimeUp && kind !== 'Fraction') throw error;
    if (error instanceof JobError && !(error instanceof TimeUp)) throw error;
    const sentence = messageOf(error);
    if (sentence.includes('Division by Zero')) throw new JobError('Division by zero.', { cause: error });
    if (kind === 'number')
      throw new JobError(`The expression cannot be worked out: ${sentence}`, { cause: error });
    return undefined;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it is not understood.';
  if (error instanceof RangeError && /call stack/i.test(error.message)) return 'it is nested too deeply.';
  const message = error.message.slice(0, 300).toWellFormed();
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function outputOf({ isExact, ...shown }: Shown): object {
  return { ...shown, exact: isExact };
}

function sentenceOf({ result, decimal, fraction }: Shown): string {
  if (fraction !== undefined) return `${result} (= ${fraction})`;
  return decimal === undefined ? result : `${result} (about ${decimal})`;
}
