import { tokenize } from '../../../text/tokens';
import { denseOpposites, isOpposite } from './antonyms';
import type { Difference } from './difference';
import type { Mention } from './particulars/mention';
import { termsAround, type Statement } from './statement';

/** Whether one of two sentences denies what the other says, by a word of negation or by an opposite. */
export function comparePolarity(claim: Statement, sentence: Statement): Difference[] {
  return [...negation(claim, sentence), ...opposites(claim, sentence)];
}

function negation(claim: Statement, sentence: Statement): Difference[] {
  const [claimed] = denied(claim, sentence);
  const [found] = denied(sentence, claim);
  if ((claimed === undefined) === (found === undefined)) return [];
  return [{ kind: 'negation', claimed: claimed?.text ?? '', found: found?.text ?? '' }];
}

/** Negations of a sentence that deny what the other speaks of: words near them stand there too. */
function denied(one: Statement, other: Statement): Mention[] {
  return one.particulars.negations.filter((mention) => {
    const near = [...termsAround(one, mention)];
    return near.length === 0 || near.some((term) => other.allTerms.has(term));
  });
}

function opposites(claim: Statement, sentence: Statement): Difference[] {
  const found: Difference[] = [];
  const wordsOfClaim = plainWords(claim).filter((word) => !sentence.words.has(word));
  const wordsOfSentence = plainWords(sentence).filter((word) => !claim.words.has(word));
  for (const word of wordsOfClaim) {
    const other = wordsOfSentence.find((candidate) => isOpposite(word, candidate));
    if (other !== undefined) found.push({ kind: 'opposite', claimed: word, found: other });
  }
  for (const [word, other] of denseOpposites) {
    const isThere = claim.folded.includes(word) && sentence.folded.includes(other);
    if (isThere && !claim.folded.includes(other) && !sentence.folded.includes(word))
      found.push({ kind: 'opposite', claimed: word, found: other });
  }
  return found.slice(0, 1);
}

function plainWords(statement: Statement): string[] {
  return statement.words.size === 0
    ? []
    : tokenize(statement.text).filter((word) => statement.words.has(word));
}
