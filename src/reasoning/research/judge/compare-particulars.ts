import type { Difference, Missing } from './difference';
import type { DateMention, Mention, NameMention, NumberMention } from './particulars/mention';
import { otherYears } from './number-year';
import { remembered } from './remembered';
import { compareDates } from './same-date';
import { hasName } from './same-name';
import { compareNumbers, type Likeness } from './same-number';
import { termAfter, termsAround, type Statement } from './statement';

/** What came of holding the numbers, dates and names of a claim against a sentence. */
export interface Held {
  readonly found: number;
  readonly differences: readonly Difference[];
  readonly missing: readonly Missing[];
}

/**
 * Compares numbers, dates and sure names of a claim with a sentence and what stands around it (its page's title).
 *
 * @param isOfSubject whether both are known to speak of one thing, though its name is not seen as one.
 */
export function compareParticulars(
  claim: Statement,
  sentence: Statement,
  around: readonly Statement[],
  isOfSubject = false,
): Held {
  const held = [
    numbers(claim, sentence, around),
    dates(claim, sentence, around),
    names(claim, sentence, around, isOfSubject),
  ];
  return {
    found: held.reduce((sum, one) => sum + one.found, 0),
    differences: held.flatMap((one) => one.differences),
    missing: held.flatMap((one) => one.missing),
  };
}

function numbers(claim: Statement, sentence: Statement, around: readonly Statement[]): Held {
  const context = around.flatMap((one) => [...one.particulars.numbers, ...yearsAsNumbers(one, '')]);
  return held(claim, sentence, {
    kind: 'number',
    claimed: claim.particulars.numbers,
    // What looks like a year may be a number, and the other way around.
    found: [...sentence.particulars.numbers, ...yearsAsNumbers(sentence, '')],
    context,
    compare: (one, other) => (isYear(other) && !isYear(one) ? 'unlike' : compareNumbers(one, other)),
  });
}

function dates(claim: Statement, sentence: Statement, around: readonly Statement[]): Held {
  return held(claim, sentence, {
    kind: 'date',
    claimed: claim.particulars.dates,
    found: sentence.particulars.dates,
    context: [...around.flatMap((one) => one.particulars.dates), ...numbersAsYears(sentence, '')],
    compare: compareDates,
  });
}

interface Kind<Of extends Mention> {
  readonly kind: 'number' | 'date';
  readonly claimed: readonly Of[];
  readonly found: readonly Of[];
  /** What may speak for the claim, and never against it. */
  readonly context: readonly Of[];
  readonly compare: (claimed: Of, found: Of) => Likeness;
}

function held<Of extends Mention>(claim: Statement, sentence: Statement, kind: Kind<Of>): Held {
  const { claimed, found, context, compare } = kind;
  const isSaid = (one: Of) => [...found, ...context].some((other) => compare(one, other) === 'same');
  const differences: Difference[] = [];
  const missing: Missing[] = [];
  const contrary = claimed.flatMap((one) => {
    const other = saidOfTheSame(claim, one, sentence, kind);
    return other ? [{ one, other }] : [];
  });
  for (const { one, other } of contrary)
    differences.push({ kind: kind.kind, claimed: one.text.trim(), found: other.text.trim() });
  const unsaid = claimed.filter((one) => !isSaid(one) && !contrary.some((pair) => pair.one === one));
  // A number that says what another part of the claim says is no other number for this one.
  const free = found.filter((other) => !claimed.some((one) => compare(one, other) === 'same'));
  for (const one of unsaid) {
    const [, ofOtherYears] = otherYears(claim, one, sentence, free);
    const others = free.filter((other) => compare(one, other) === 'other' && !ofOtherYears.includes(other));
    const isVague = found.some((other) => compare(one, other) === 'vague');
    const rival = isVague ? undefined : nearest(claim, one, sentence, others);
    if (rival) differences.push({ kind: kind.kind, claimed: one.text.trim(), found: rival.text.trim() });
    else missing.push({ kind: kind.kind, text: one.text.trim() });
  }
  return { found: claimed.length - unsaid.length - contrary.length, differences, missing };
}

/**
 * Another number of the same things: "two gold and four silver" is not "four gold and two silver", though each number
 * stands there; nor is what one year had the number of another. Undefined where the sentence says the claim's number of
 * them, or counts them nowhere.
 */
function saidOfTheSame<Of extends Mention>(
  claim: Statement,
  one: Of,
  sentence: Statement,
  { found, compare, kind }: Kind<Of>,
): Of | undefined {
  if (kind !== 'number') return undefined;
  const counted = termAfter(claim, one);
  const alike = found.filter((other) => compare(one, other) !== 'unlike');
  const ofThem = alike.filter((other) => counted !== undefined && termAfter(sentence, other) === counted);
  const [ofYear, ofOthers] = otherYears(claim, one, sentence, alike);
  for (const others of [
    ofThem.filter((other) => !ofOthers.includes(other)),
    ofOthers.length > 0 ? ofYear : [],
  ]) {
    if (others.length === 0) continue;
    const isSaid = others.some((other) => ['same', 'vague'].includes(compare(one, other)));
    return isSaid ? undefined : others.find((other) => compare(one, other) === 'other');
  }
  return undefined;
}

/** The mention that stands among the same words as the claim's; none where only others do. */
function nearest<Of extends Mention>(
  claim: Statement,
  one: Mention,
  sentence: Statement,
  others: readonly Of[],
): Of | undefined {
  const wanted = termsAround(claim, one);
  const scored = others
    .map((other) => ({
      other,
      shared: [...termsAround(sentence, other)].filter((term) => wanted.has(term)).length,
    }))
    .sort((first, second) => second.shared - first.shared);
  const best = scored[0];
  return best && (best.shared > 0 || wanted.size === 0) ? best.other : undefined;
}

function names(
  claim: Statement,
  sentence: Statement,
  around: readonly Statement[],
  isOfSubject: boolean,
): Held {
  const places = [sentence, ...around];
  const claimed = claim.particulars.names.filter((name) => name.isSure);
  const unsaid = claimed.filter((name) => !hasName(name, places));
  const free = sentence.particulars.names.filter((other) => other.isSure && !hasName(other, [claim]));
  const differences: Difference[] = [];
  const missing: Missing[] = [];
  for (const name of unsaid) {
    const rival =
      free.find((other) => standsAlike(claim, name, sentence, other)) ??
      sentence.particulars.names.find(
        (other) => other.isSure && fillsThePlace(claim, name, sentence, other),
      ) ??
      (unsaid.length === 1 ? onlyOther(name, free, isOfSubject || claimed.length > 1) : undefined);
    if (rival) differences.push({ kind: 'name', claimed: name.text, found: rival.text });
    else missing.push({ kind: 'name', text: name.text });
  }
  return { found: claimed.length - unsaid.length, differences, missing };
}

/**
 * The one name of a sentence that the claim does not have, where they share another: "the founder of Alder Foods is Ida
 * Holm" where the claim says that Peter Brandt founded it. What both are must not be told to differ.
 */
function onlyOther(
  name: NameMention,
  free: readonly NameMention[],
  sharesOther: boolean,
): NameMention | undefined {
  const [other] = free;
  if (!other || free.length > 1 || !sharesOther) return undefined;
  return name.kind === other.kind ? other : undefined;
}

/** Whether two names stand in the same place of their sentences: the word before or the word after is the same. */
function standsAlike(claim: Statement, name: Mention, sentence: Statement, other: Mention): boolean {
  return sameEdges(claim, name, sentence, other) > 0;
}

/** As `standsAlike`, with the same words on both sides: that a name stands elsewhere as well does not matter then. */
function fillsThePlace(claim: Statement, name: Mention, sentence: Statement, other: Mention): boolean {
  return sameEdges(claim, name, sentence, other) === 2;
}

function sameEdges(claim: Statement, name: Mention, sentence: Statement, other: Mention): number {
  return ([-1, 1] as const).filter((side) => {
    const word = edge(claim, name, side);
    return word !== '' && word === edge(sentence, other, side);
  }).length;
}

function edge({ folded, text }: Statement, { start, end }: Mention, side: 1 | -1): string {
  // Folding seldom changes lengths; where it does, the text itself is compared.
  const from = folded.length === text.length ? folded : text;
  const isDense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(from);
  if (isDense) return side < 0 ? from.slice(Math.max(0, start - 2), start) : from.slice(end, end + 2);
  const pattern = side < 0 ? /[\p{L}\p{N}]+(?=[^\p{L}\p{N}]*$)/u : /[\p{L}\p{N}]+/u;
  return (
    pattern.exec(side < 0 ? from.slice(Math.max(0, start - 30), start) : from.slice(end, end + 30))?.[0] ?? ''
  );
}

/** Four plain digits without a unit, unlike 1,720: no other number stands for what they count. */
function isYear({ text, value, unit, step }: NumberMention): boolean {
  return unit === '' && step === 1 && value >= 1_000 && value < 2_100 && !/\d[.,]\d/.test(text);
}

function isPlainYear({ year, month, span }: DateMention): boolean {
  return year !== undefined && month === undefined && span === 'date';
}

const yearsAsNumbers = remembered(({ particulars }: Statement, _all: '') =>
  particulars.dates.filter(isPlainYear).map(asNumber),
);
const numbersAsYears = remembered(({ particulars }: Statement, _all: '') =>
  particulars.numbers.filter(({ unit }) => unit === '').map(asYear),
);

function asNumber(date: DateMention): NumberMention {
  return { ...date, value: date.year ?? 0, unit: '', step: 1, bound: 'exact', isOrdinal: false };
}

function asYear(number: NumberMention): DateMention {
  const { start, end, text, value } = number;
  return {
    start,
    end,
    text,
    year: value,
    month: undefined,
    day: undefined,
    span: 'date',
    isAmbiguous: false,
  };
}
