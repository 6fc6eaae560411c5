import type { Difference } from './difference';
import { hasName } from './same-name';
import { contentTerms } from './content-terms';
import type { NameMention } from './particulars/mention';
import type { Statement } from './statement';

/** Between these it does not matter who is named first. */
const mutual = /\b(?:and|or|with|between|met|meets|married|marries|borders?|neighbou?rs?|equals?)\b|[,;]/iu;
/** A verb that turns around who does it to whom. */
const passive = /\b(?:by|was|were|been)\b/iu;

/**
 * Two names that have changed places around one verb: "A defeated B" where the page says that B defeated A. Found in
 * sentences whose two names have nothing but that verb between them, and in English alone, where the order of names says
 * who does what.
 */
export function compareRoles(claim: Statement, sentence: Statement): Difference[] {
  if (claim.language?.startsWith('en') === false) return [];
  const said = pairsOf(sentence);
  for (const { first, second, verb, text } of pairsOf(claim)) {
    const turned = said.find(
      (other) =>
        isOne(first, other.second, sentence) &&
        isOne(second, other.first, sentence) &&
        [...verb].some((term) => other.verb.has(term)),
    );
    if (turned) return [{ kind: 'name', claimed: text, found: turned.text }];
  }
  return [];
}

interface Pair {
  readonly first: NameMention;
  readonly second: NameMention;
  readonly verb: ReadonlySet<string>;
  readonly text: string;
}

function pairsOf({ text, language, particulars: { names } }: Statement): Pair[] {
  return names.slice(1).flatMap((second, at) => {
    const first = names[at];
    const between = first ? text.slice(first.end, second.start) : '';
    if (!first || between.length > 40 || mutual.test(between)) return [];
    const doer = passive.test(between) ? { first: second, second: first } : { first, second };
    const verb = new Set(contentTerms(between, language));
    return verb.size === 0 ? [] : [{ ...doer, verb, text: text.slice(first.start, second.end) }];
  });
}

function isOne(name: NameMention, other: NameMention, sentence: Statement): boolean {
  const alone = {
    ...sentence,
    words: new Set(other.words),
    particulars: { ...sentence.particulars, names: [other] },
  };
  return hasName(name, [alone]);
}
