import { fold, isDenseTerm } from '../../../text/tokens';
import type { KnownNames } from './known-names';
import type { DateMention, NameMention, NumberMention } from './particulars/mention';
import { compareDates } from './same-date';
import { compareNumbers, type Likeness } from './same-number';
import type { Statement } from './statement';
import { thresholds } from './thresholds';

interface NumberValue {
  readonly kind: 'number';
  readonly mention: NumberMention;
  /** Its unit, else the word or character after it. */
  readonly counted: string;
}

interface DateValue {
  readonly kind: 'date';
  readonly mention: DateMention;
}

interface NameValue {
  readonly kind: 'name';
  readonly mention: NameMention;
  /** What kinds of thing it is known to name. */
  readonly roles: ReadonlySet<string>;
}

/** A number, date or name that a sentence tells of its subject. */
export type Value = NumberValue | DateValue | NameValue;

/**
 * What a sentence tells of a subject: its numbers, dates and names but that of the subject. Names of which only their
 * place in sentences tells are taken where there is nothing else.
 */
export function valuesOf(
  statement: Statement,
  isOfSubject: (name: string) => boolean,
  known: KnownNames,
): Value[] {
  const { numbers, dates } = statement.particulars;
  const names = known.in(statement).filter(({ text }) => !isOfSubject(fold(text)));
  const sure = names.filter((name) => name.isSure || !known.isWeak(name));
  const measured = numbers.filter(({ isOrdinal }) => !isOrdinal);
  const others = measured.length + dates.length + sure.length;
  return [
    ...measured.map((mention): Value => ({
      kind: 'number',
      mention,
      counted: countedBy(statement, mention),
    })),
    ...dates.map((mention): Value => ({ kind: 'date', mention })),
    ...(others > 0 ? sure : names).map((mention): Value => ({
      kind: 'name',
      mention,
      roles: known.rolesOf(mention),
    })),
  ];
}

function countedBy({ text }: Statement, { unit, end }: NumberMention): string {
  if (unit !== '') return unit;
  const after = text.slice(end, end + 30);
  const character = /^\s?([\p{Script=Han}\p{Script=Katakana}])/u.exec(after)?.[1];
  return character ?? /^\s(\p{Ll}[\p{L}-]+)/u.exec(after)?.[1]?.replace(/s$/, '') ?? '';
}

/** How one value stands to another; `other`: another of its type, `unlike`: of another type. */
export function likenessOf(one: Value, other: Value): Likeness {
  if (one.kind === 'number' && other.kind === 'number') return likeNumbers(one, other);
  if (one.kind === 'date' && other.kind === 'date') return compareDates(one.mention, other.mention);
  if (one.kind === 'name' && other.kind === 'name') return likeNames(one, other);
  return 'unlike';
}

/** Whether two values are one, exactly or not. */
export function areSame(one: Value, other: Value): boolean {
  return ['same', 'vague'].includes(likenessOf(one, other));
}

/** What counts alike, and is not many times the other. */
function likeNumbers(one: NumberValue, other: NumberValue): Likeness {
  if (one.counted !== other.counted) return 'unlike';
  const like = compareNumbers(one.mention, other.mention);
  return like === 'other' && ratioOf(one, other) > thresholds.rivals.ratio ? 'unlike' : like;
}

/** How many times one number is the other, 1 at least. */
function ratioOf(one: NumberValue, other: NumberValue): number {
  const [less = 0, more = 0] = [one, other]
    .map(({ mention }) => Math.abs(mention.value))
    .sort((a, b) => a - b);
  return less === 0 ? Infinity : more / less;
}

function likeNames(one: NameValue, other: NameValue): Likeness {
  const [first, second] = [fold(one.mention.text), fold(other.mention.text)];
  if (first === second) return 'same';
  if (first.includes(second) || second.includes(first)) return 'vague';
  if (one.mention.words.some((word) => other.mention.words.includes(word))) return 'vague';
  if (one.roles.size > 0 && other.roles.size > 0) return shareRole(one, other) ? 'other' : 'unlike';
  // Where no capitals show names, one of which nothing is known is seldom of the kind of one of which something is.
  const isOpen = one.roles.size + other.roles.size > 0 && isDenseTerm(first);
  return !isOpen && one.mention.words.length === other.mention.words.length ? 'other' : 'unlike';
}

function shareRole(one: NameValue, other: NameValue): boolean {
  return [...one.roles].some((role) => other.roles.has(role));
}

/** How near two dates or numbers of one type are: 1 where they are one, towards 0 the farther they are from each other. */
export function nearnessOf(one: Value, other: Value): number {
  if (areSame(one, other)) return 1;
  if (likenessOf(one, other) !== 'other') return 0;
  if (one.kind === 'number' && other.kind === 'number') return 1 / ratioOf(one, other);
  if (one.kind !== 'date' || other.kind !== 'date') return 0;
  const [first, second] = [one.mention.year, other.mention.year];
  return first === undefined || second === undefined ? 0 : 1 / (1 + Math.abs(first - second));
}

/** Whether two values are likely told of one thing, by what they are alone: near numbers, two people, two places. */
export function areLikelyOfOne(one: Value, other: Value): boolean {
  if (one.kind === 'number') return nearnessOf(one, other) * thresholds.rivals.nearRatio >= 1;
  return one.kind === 'name' && other.kind === 'name' && shareRole(one, other);
}
