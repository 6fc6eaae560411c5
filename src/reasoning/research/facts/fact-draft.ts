import type { ExtractedFact } from '../../../contract/research/results';
import type { FoundFacts } from '../../../contract/research/values';
import { fold, tokenize } from '../../../text/tokens';
import { hasName } from '../judge/same-name';
import { compareDates } from '../judge/same-date';
import { compareNumbers, type Likeness } from '../judge/same-number';
import { statementOf, type Statement } from '../judge/statement';
import { readMarks } from '../report/read-marks';

/** A fact that was found, taken apart for comparison. */
export interface FactDraft {
  readonly fact: ExtractedFact;
  readonly statement: Statement;
  /** Words of its statement without figures. */
  readonly words: ReadonlySet<string>;
  readonly entities: ReadonlySet<string>;
  readonly time: string;
}

/** No fact is surer than that: pages err together. */
export const surest = 0.99;

/**
 * A fact with the numbers of its sources.
 *
 * @param language of its statement, such as `de`.
 */
export function factDraft(
  found: FoundFacts['facts'][number],
  citations: readonly number[],
  language: string | undefined,
): FactDraft {
  const statement = readMarks(found.statement, {}).text.trim();
  const entities = [...new Set(found.entities.map((name) => name.trim()).filter((name) => name !== ''))];
  const fact: ExtractedFact = {
    statement,
    confidence: Math.min(surest, found.confidence),
    source_citation: [...new Set(citations)].sort((a, b) => a - b),
    category: found.category.trim().toLowerCase(),
    entity_mentions: entities,
    temporal_marker: found.temporal_marker.trim(),
    is_quantitative: found.is_quantitative,
  };
  return {
    fact,
    statement: statementOf(statement, language),
    words: new Set(tokenize(statement).filter((term) => !/\p{Nd}/u.test(term))),
    entities: new Set(entities.map(fold)),
    time: fold(fact.temporal_marker),
  };
}

/** Whether two statements that are much alike say the same: the same numbers, dates, names and denials, for one time. */
export function saysSame(a: FactDraft, b: FactDraft): boolean {
  if (a.time !== '' && b.time !== '' && a.time !== b.time) return false;
  if (isDenial(a) !== isDenial(b) || !isOfOne(a, b)) return false;
  const [one, other] = [a.statement.particulars, b.statement.particulars];
  return areSame(one.numbers, other.numbers, compareNumbers) && areSame(one.dates, other.dates, compareDates);
}

/**
 * Whether two statements that are much alike contradict each other: of one thing, in one category and at one time they
 * say another number, or one denies what the other says.
 */
export function saysOtherwise(a: FactDraft, b: FactDraft): boolean {
  if (a.fact.category !== b.fact.category || a.time !== b.time || !isOfOne(a, b)) return false;
  const [one, other] = [a.statement.particulars, b.statement.particulars];
  const isOneTime = areSame(one.dates, other.dates, compareDates);
  const areNumbersSame = areSame(one.numbers, other.numbers, compareNumbers);
  if (isDenial(a) !== isDenial(b)) return isOneTime && areNumbersSame;
  return (
    (one.dates.length === 0 || other.dates.length === 0 || isOneTime) && differ(one.numbers, other.numbers)
  );
}

type Numbers = Statement['particulars']['numbers'];

/** Whether a number of each, of one unit, is in the other said otherwise. */
function differ(one: Numbers, other: Numbers): boolean {
  const [own, others] = [without(one, other), without(other, one)];
  return own.some((number) => others.some((rival) => compareNumbers(number, rival) === 'other'));
}

function without(numbers: Numbers, others: Numbers): Numbers {
  return numbers.filter((number) => others.every((other) => isUnlike(compareNumbers, number, other)));
}

/** Whether each of both is said in the other too, as exactly or less so. */
function areSame<Of>(one: readonly Of[], other: readonly Of[], compare: (a: Of, b: Of) => Likeness): boolean {
  const isSaid = (value: Of, values: readonly Of[]) => values.some((each) => !isUnlike(compare, value, each));
  return one.every((value) => isSaid(value, other)) && other.every((value) => isSaid(value, one));
}

function isUnlike<Of>(compare: (a: Of, b: Of) => Likeness, a: Of, b: Of): boolean {
  return compare(a, b) !== 'same' && compare(b, a) !== 'same';
}

function isDenial({ statement }: FactDraft): boolean {
  return statement.particulars.negations.length % 2 === 1;
}

/** Whether two facts are of one thing: they share an entity where both name any, and each names what the other does. */
function isOfOne(a: FactDraft, b: FactDraft): boolean {
  const isShared = [...a.entities].some((name) => b.entities.has(name));
  if (a.entities.size > 0 && b.entities.size > 0 && !isShared) return false;
  return namesAll(a.statement, b.statement) && namesAll(b.statement, a.statement);
}

function namesAll(a: Statement, b: Statement): boolean {
  return a.particulars.names.every((name) => !name.isSure || hasName(name, [b]));
}
