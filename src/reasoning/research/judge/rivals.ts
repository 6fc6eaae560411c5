import type { Comparison } from './compare';
import type { Difference } from './difference';
import type { Evidence } from './evidence';
import { strengthOf, type Dispute } from './rival-strength';
import type { Statement } from './statement';
import { alikeness, pageSubject, tellingOf, type Telling } from './tellings';
import type { ToldByPages } from './told-by-pages';
import { areSame, likenessOf, type Value } from './values';
import { thresholds } from './thresholds';

/** What the pages about a claim's subject say against it, whatever their words. */
export interface Rivals {
  readonly told: readonly { readonly evidence: Evidence; readonly difference: Difference }[];
  /** Whether what a sentence seems to say otherwise is likelier told of something else. */
  readonly isOfElse: (comparison: Comparison) => boolean;
}

const none: Rivals = { told: [], isOfElse: () => false };

/**
 * What is left to contradict a supported claim: on each page about its subject that does not tell its value, the one
 * sentence that tells another of the same type, where that is likelier another value of the same thing than of any other
 * thing that is told of the subject (`strengthOf`).
 */
export function rivalsOf(claim: Statement, supporting: readonly Comparison[], pages: ToldByPages): Rivals {
  const first = supporting[0]?.evidence;
  const subject = supporting
    .map(({ evidence: { title } }) => pageSubject(title))
    .find((one) => one !== undefined && claim.folded.includes(one));
  const asked = first && subject !== undefined && tellingOf(claim, first, subject, pages.names());
  if (!asked) return none;
  const all = pages.tellings().get(subject) ?? [];
  const dispute: Dispute = { asked, all, supporting: supporting.map(({ evidence }) => evidence), pages };
  return {
    told: asked.values.flatMap((value) => rivalsOfValue(value, dispute)),
    isOfElse: (comparison) => isOfElse(comparison, dispute),
  };
}

interface Rival {
  readonly rival: Telling;
  readonly found: Value;
  readonly strength: number;
}

function rivalsOfValue(value: Value, dispute: Dispute): Rivals['told'] {
  const byPage = new Map<string, Rival[]>();
  for (const rival of dispute.all) {
    const { page } = rival.evidence;
    if (dispute.supporting.some((one) => one.page === page)) continue;
    const found = differingValue(value, dispute.asked, rival);
    const strength = found && strengthOf({ value, rival, found }, dispute);
    if (!found || (tells(page, value, dispute) && !isPlain(rival, strength ?? 0, dispute))) continue;
    byPage.set(page, [...(byPage.get(page) ?? []), { rival, found, strength: strength ?? 0 }]);
  }
  return [...byPage.values()].flatMap((rivals) => {
    const [best, next] = rivals.sort((one, other) => other.strength - one.strength);
    if (!best || best.strength <= thresholds.rivals.margin) return [];
    if (next && next.strength >= best.strength) return [];
    const [claimed, found] = [value, best.found].map(({ mention }) => mention.text.trim());
    return [
      {
        evidence: best.rival.evidence,
        difference: { kind: value.kind, claimed: claimed ?? '', found: found ?? '' },
      },
    ];
  });
}

/** The value in which alone a sentence differs from the claim. */
function differingValue(value: Value, asked: Telling, rival: Telling): Value | undefined {
  const differing = rival.values.filter((one) => likenessOf(value, one) === 'other');
  const others = asked.values.filter((one) => one !== value);
  const isAlone = differing.length === 1 && rival.values.length === asked.values.length;
  return isAlone && others.every((one) => rival.values.some((other) => areSame(one, other)))
    ? differing[0]
    : undefined;
}

function tells(page: string, value: Value, { all }: Dispute): boolean {
  return all.some((one) => one.evidence.page === page && one.values.some((other) => areSame(value, other)));
}

/** A page that has the claim's value too tells it of something else only where it tells this in the claim's own words. */
function isPlain(rival: Telling, strength: number, { asked, pages }: Dispute): boolean {
  if (strength < 1) return false;
  const { sameWording } = thresholds.rivals;
  return strength >= 2 || alikeness(asked.wording, rival.wording, pages.weightOf) >= sameWording;
}

function isOfElse({ differences: [difference], evidence }: Comparison, dispute: Dispute): boolean {
  const rival = dispute.all.find(
    (one) => one.evidence.page === evidence.page && one.evidence.start === evidence.start,
  );
  if (!difference || !rival) return false;
  const value = dispute.asked.values.find(isIn(difference.claimed));
  const found = rival.values.find(isIn(difference.found));
  if (!found) return false;
  if (!value) return dispute.supporting.some(({ page }) => tells(page, found, dispute));
  const isOfOtherType = value.kind === 'number' && found.kind === 'number' && value.counted !== found.counted;
  return isOfOtherType || strengthOf({ value, rival, found }, dispute) <= 0;
}

/** Names can be read longer or shorter than they are. */
function isIn(text: string): (value: Value) => boolean {
  return ({ mention }) => {
    const own = mention.text.trim();
    return text !== '' && (own.includes(text) || text.includes(own));
  };
}
