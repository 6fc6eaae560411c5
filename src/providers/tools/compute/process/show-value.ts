import type { MathJsInstance } from 'mathjs';
import { JobError, mostAnswerCharacters } from './job';
import type { ExactNumber } from './mathematics';

/** A value as it is told. */
export interface Shown {
  readonly result: string;
  /** About the same as a decimal number, where `result` is a fraction. */
  readonly decimal?: string;
  /** The same as a fraction, where `result` is a decimal number. */
  readonly fraction?: string;
  readonly isExact: boolean;
}

const shownDigits = 64;
const fractionDigits = 20;
const mostElements = 1_000;
/** Longer whole numbers are told by their first digits and their length. */
const mostDigits = 40_000;
/** Longer fractions are told as decimal numbers. */
const mostFraction = 80;

/** Whether a value is made of exact numbers alone. */
export function isExactValue(math: MathJsInstance, value: unknown): boolean {
  if (math.isFraction(value) || typeof value === 'boolean') return true;
  const parts = partsOf(math, value);
  return parts !== undefined && parts.every((part) => isExactValue(math, part));
}

/** Tells a value. Throws `JobError` for what is no number, and for too many of them. */
export function showValue(math: MathJsInstance, value: unknown): Shown {
  const budget = { elements: mostElements };
  const shown = show(math, value, budget);
  if (shown.result.length > mostAnswerCharacters)
    throw new JobError(`The result is longer than ${mostAnswerCharacters} characters.`);
  return shown;
}

function show(math: MathJsInstance, value: unknown, budget: { elements: number }): Shown {
  if (budget.elements-- <= 0)
    throw new JobError(`The result has more than ${mostElements} elements: ask for a part or a sum of it.`);
  if (math.isFraction(value)) return showExact(math, value);
  const parts = partsOf(math, value);
  if (isResults(math, value) && parts?.length === 1) return show(math, parts[0], budget);
  if (parts !== undefined) {
    const shown = parts.map((part) => show(math, part, budget));
    const result = `[${shown.map((part) => part.result).join(', ')}]`;
    return { result, isExact: shown.every((part) => part.isExact) };
  }
  if (typeof value === 'boolean') return { result: String(value), isExact: true };
  if (typeof value === 'string') return { result: value, isExact: true };
  if (math.isComplex(value) || math.isUnit(value) || math.isBigNumber(value) || typeof value === 'number')
    return showRounded(math, value);
  throw new JobError(
    `The expression gives ${value === undefined || value === null ? 'no value' : `a ${math.typeOf(value)}`}, not a number.`,
  );
}

function showExact(math: MathJsInstance, { s, n, d }: ExactNumber): Shown {
  const whole = `${s < 0n ? '-' : ''}${n}`;
  if (d === 1n && whole.length <= mostDigits) return { result: whole, isExact: true };
  const quotient = math.bignumber(whole).div(d.toString());
  const isTerminating = quotient.precision() <= shownDigits && quotient.times(d.toString()).eq(whole);
  const fraction = `${whole}/${d}`;
  if (d === 1n || fraction.length > mostFraction)
    return { ...showRounded(math, quotient), isExact: isTerminating };
  if (isTerminating) return { result: quotient.toFixed(), fraction, isExact: true };
  return {
    result: fraction,
    decimal: quotient.toSignificantDigits(fractionDigits).toString(),
    isExact: true,
  };
}

function showRounded(math: MathJsInstance, value: unknown): Shown {
  const isDouble = typeof value === 'number' || math.isComplex(value);
  const precision = isDouble ? 15 : shownDigits;
  const result = math.format(value, { precision, lowerExp: -12, upperExp: isDouble ? 21 : shownDigits });
  if (/Infinity|NaN/.test(result)) throw new JobError(`The result is no finite number: ${result}.`);
  const isWhole = math.isBigNumber(value) && value.isInteger() && /^-?\d+$/.test(result);
  return { result, isExact: isWhole };
}

/** The parts of a value that holds several; undefined of any other. */
function partsOf(math: MathJsInstance, value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (math.isMatrix(value)) return value.toArray();
  if (isResults(math, value)) return value.entries;
  return undefined;
}

/** What several statements give. */
function isResults(math: MathJsInstance, value: unknown): value is { entries: readonly unknown[] } {
  return math.isResultSet(value);
}
