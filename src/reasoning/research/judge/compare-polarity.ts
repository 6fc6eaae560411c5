import { tokenize } from '../../../text/tokens';
import { denseOpposites, isOpposite } from './antonyms';
import type { Difference } from './difference';
import type { Mention } from './particulars/mention';
import { remembered } from './remembered';
import { scopeOf, type Statement } from './statement';

/** Whether one of two sentences denies what the other says, by a word of negation or by an opposite. */
export function comparePolarity(claim: Statement, sentence: Statement): Difference[] {
  return [...negation(claim, sentence), ...opposites(claim, sentence)];
}

function negation(claim: Statement, sentence: Statement): Difference[] {
  const claimed = claim.particulars.negations.map((mention) => ({ mention, scope: scopeOf(claim, mention) }));
  const found = sentence.particulars.negations.map((mention) => ({
    mention,
    scope: scopeOf(sentence, mention),
  }));
  const pairs = pairsOf(claimed, found);
  const [one, other] = [claimed, found].map((all) =>
    all.filter((denial) => !pairs.some((pair) => pair.one === denial || pair.other === denial)),
  );
  if (one?.length === 1 && other?.length === 1 && claimed.length === 1 && found.length === 1) {
    // Each denies something of what the other speaks of: one denial in two wordings.
    const [first, second] = [one[0], other[0]];
    if (first && second && speaksOf(first, sentence) && speaksOf(second, claim)) return [];
  }
  const open = claimed.find((one) => !pairs.some((pair) => pair.one === one) && speaksOf(one, sentence));
  if (open) return [{ kind: 'negation', claimed: open.mention.text, found: '' }];
  const denied = found.find((other) => !pairs.some((pair) => pair.other === other) && speaksOf(other, claim));
  return denied ? [{ kind: 'negation', claimed: '', found: denied.mention.text }] : [];
}

interface Denial {
  readonly mention: Mention;
  /** What it denies. */
  readonly scope: ReadonlySet<string>;
}

/** Denials of the same thing on both sides, those that have most in common first; each in one pair at most. */
function pairsOf(claimed: readonly Denial[], found: readonly Denial[]): { one: Denial; other: Denial }[] {
  const all = claimed
    .flatMap((one) => found.map((other) => ({ one, other, shared: sharedOf(one.scope, other.scope) })))
    .filter(({ one, other, shared }) => shared > 0 || one.scope.size === 0 || other.scope.size === 0)
    .sort((first, second) => second.shared - first.shared);
  const taken: typeof all = [];
  for (const pair of all)
    if (!taken.some(({ one, other }) => one === pair.one || other === pair.other)) taken.push(pair);
  return taken;
}

/** Whether a statement speaks of what a denial denies: it has half of its terms at least. */
function speaksOf({ scope }: Denial, { allTerms }: Statement): boolean {
  return sharedOf(scope, allTerms) * 2 >= scope.size;
}

function sharedOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of one) if (other.has(term)) shared += 1;
  return shared;
}

function opposites(claim: Statement, sentence: Statement): Difference[] {
  const found: Difference[] = [];
  const wordsOfClaim = plainWords(claim, '').filter((word) => !sentence.words.has(word));
  const wordsOfSentence = plainWords(sentence, '').filter((word) => !claim.words.has(word));
  for (const word of wordsOfClaim) {
    const other = wordsOfSentence.find((candidate) => isOpposite(word, candidate));
    if (other !== undefined) found.push({ kind: 'opposite', claimed: word, found: other });
  }
  if (found.length === 0) found.push(...inPlace(claim, sentence));
  for (const [word, other] of denseOpposites) {
    const isThere = claim.folded.includes(word) && sentence.folded.includes(other);
    if (isThere && !claim.folded.includes(other) && !sentence.folded.includes(word))
      found.push({ kind: 'opposite', claimed: word, found: other });
  }
  return found.slice(0, 1);
}

/** An opposite before the same word: "southern Norway" for "northern Norway", though northern stands elsewhere too. */
function inPlace(claim: Statement, sentence: Statement): Difference[] {
  const pairsOfClaim = neighbours(claim, '');
  const pairsOfSentence = neighbours(sentence, '');
  for (const [word, next] of pairsOfClaim) {
    const isSaid = pairsOfSentence.some(([other, after]) => other === word && after === next);
    const turned = pairsOfSentence.find(([other, after]) => after === next && isOpposite(word, other));
    if (turned && !isSaid && !pairsOfClaim.some(([other, after]) => other === turned[0] && after === next))
      return [{ kind: 'opposite', claimed: `${word} ${next}`, found: `${turned[0]} ${next}` }];
  }
  return [];
}

const neighbours = remembered(({ text, words }: Statement, _all: ''): (readonly [string, string])[] => {
  if (words.size === 0) return [];
  const all = tokenize(text);
  return all.slice(1).map((next, at) => [all[at] ?? '', next] as const);
});

const plainWords = remembered((statement: Statement, _all: ''): string[] =>
  statement.words.size === 0 ? [] : tokenize(statement.text).filter((word) => statement.words.has(word)),
);
