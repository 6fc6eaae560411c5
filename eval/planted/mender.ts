import { askedOf } from '../../test/support/brain';
import type { ModelCall } from '../../test/support/model-server';
import { knownSentences, passagesShown } from './writer';
import type { Sentences } from './sentences';

/** What a sentence must have in common with another one to stand in its place. */
const leastAlike = 0.5;

/**
 * Mends sentences as a model does that can read but knows nothing: each becomes the sentence of a passage that is most
 * like it, with that passage's mark, or nothing where none is like it.
 */
export function mendedSentences(
  call: ModelCall,
  sentences: Sentences,
): { readonly claim: number; readonly text: string }[] {
  const known = passagesShown(call).flatMap((passage) =>
    knownSentences(passage, sentences).map((text) => ({ text, id: passage.id })),
  );
  const [claims = ''] = askedOf(call).split(/^Passages:$/m);
  return [...claims.matchAll(/^(\d+)\. (.+)$/gm)].map(([, number = '', claim = '']) => {
    const [best] = known
      .map((one) => ({ ...one, alike: alike(claim, one.text) }))
      .sort((one, other) => other.alike - one.alike);
    const text = best && best.alike >= leastAlike ? `${best.text} [${best.id}]` : '';
    return { claim: Number(number), text };
  });
}

/** Share of pairs of letters that two texts have in common (Dice). */
function alike(one: string, other: string): number {
  const [first, second] = [pairsOf(one), pairsOf(other)];
  const common = [...first].filter((pair) => second.has(pair)).length;
  return (2 * common) / Math.max(1, first.size + second.size);
}

function pairsOf(text: string): Set<string> {
  const letters = [...text.toLowerCase()];
  return new Set(letters.slice(1).map((letter, at) => `${letters[at] ?? ''}${letter}`));
}
