import type { Evidence } from './evidence';
import { areOfOtherAspects } from './aspects';
import { alikeness, type Telling } from './tellings';
import type { ToldByPages } from './told-by-pages';
import { areLikelyOfOne, areSame, likenessOf, nearnessOf, type Value } from './values';
import { thresholds } from './thresholds';

/** A supported claim, and all that is told of its subject. */
export interface Dispute {
  readonly asked: Telling;
  readonly all: readonly Telling[];
  readonly supporting: readonly Evidence[];
  readonly pages: ToldByPages;
}

/** A sentence that tells another value than the claim. */
export interface Rivalry {
  readonly value: Value;
  readonly rival: Telling;
  readonly found: Value;
}

/**
 * How likely a sentence tells another value of the same thing as the claim: 2 where pages show that their words tell one
 * thing, -1 where they tell two or this is another thing of which a page of the claim tells; 1 where nothing else that is
 * told comes into question, and something is common; else how much nearer its words are to those of the claim than to
 * those of anything else. Where no word is shared, half a point for a value that lies much nearer to the claim's.
 */
export function strengthOf(rivalry: Rivalry, dispute: Dispute): number {
  const { value, rival, found } = rivalry;
  const mine = wordingsOf(rivalry, dispute);
  const theirs = wordingsOfElse(rivalry, mine, dispute);
  const { relations, weightOf, names } = dispute.pages;
  const relationTo = (one: Telling) => relations().between(one.wording, rival.wording);
  const ownRelations = mine.map(relationTo);
  const isSame = ownRelations.includes('same');
  if (!isSame && ownRelations.includes('other')) return -1;
  if (isSame !== theirs.some((one) => relationTo(one) === 'same')) return isSame ? 2 : -1;
  const open = theirs.filter((one) => relationTo(one) !== 'other');
  const best = (all: readonly Telling[]) =>
    Math.max(0, ...all.map(({ wording }) => alikeness(wording, rival.wording, weightOf)));
  const [own, others] = [best(mine), best(open)];
  const isWeak = [value, found].some((one) => one.kind === 'name' && names().isWeak(one.mention));
  if (isSame || isWeak) return own - others;
  if (open.length === 0 && own > thresholds.rivals.margin) return 1;
  if (open.length > 0 && own + others > 0) return own - others;
  if (areOfOtherAspects(dispute.asked, rival)) return -1;
  if (open.length === 0) return areLikelyOfOne(value, found) ? 1 : 0;
  return isMuchNearer(rivalry, open) ? 0.5 : 0;
}

/** The claim, and what tells its value on other pages than the rival's, in words of their own. */
function wordingsOf({ value, rival }: Rivalry, { asked, all, supporting }: Dispute): Telling[] {
  const has = ({ values }: Telling) => values.some((one) => areSame(value, one));
  const isOnce = ({ evidence }: Telling) =>
    all.filter((one) => one.evidence.page === evidence.page && has(one)).length === 1;
  const isSupport = ({ evidence }: Telling) =>
    supporting.some(
      ({ page, start, end }) => page === evidence.page && start <= evidence.start && evidence.end <= end,
    );
  const backing = all.filter((one) => has(one) && (isSupport(one) || isOnce(one)));
  return [asked, ...backing.filter(({ evidence }) => evidence.page !== rival.evidence.page)];
}

/**
 * What else the rival could tell another value of, or tell: all that gives values of its type that pages with the
 * claim's value give besides it, and that the rival's page does not give itself.
 */
function wordingsOfElse(
  { value, rival, found }: Rivalry,
  mine: readonly Telling[],
  { all, supporting }: Dispute,
): Telling[] {
  const { page } = rival.evidence;
  const pages = new Set([...supporting, ...mine.map(({ evidence }) => evidence)].map((one) => one.page));
  const isGiven = (one: Value) =>
    all.some(({ evidence, values }) => evidence.page === page && values.some((other) => areSame(one, other)));
  const isElse = (one: Value) =>
    areSame(found, one) || (!areSame(value, one) && likenessOf(found, one) === 'other' && !isGiven(one));
  const rest = all
    .filter((one) => pages.has(one.evidence.page) && !mine.includes(one))
    .flatMap(({ values }) => (values.some(isElse) ? values.filter((one) => !areSame(value, one)) : []));
  return all.filter(
    (one) =>
      one.evidence.page !== page &&
      !mine.includes(one) &&
      one.values.some((other) => rest.some((known) => areSame(known, other))),
  );
}

function isMuchNearer({ value, found }: Rivalry, open: readonly Telling[]): boolean {
  const others = open.flatMap(({ values }) => values).filter((one) => !areSame(value, one));
  const nearest = Math.max(0, ...others.map((one) => nearnessOf(one, found)));
  return nearnessOf(value, found) > thresholds.rivals.timesNearer * nearest;
}
