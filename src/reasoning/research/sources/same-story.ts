import { tokenize } from '../../../text/tokens';
import type { Hit } from './hits';

/** Below this a snippet is too short to tell two stories apart. */
const leastTerms = 12;
/** Share of all terms that two hits have in common when one is a copy of the other. */
const sameShare = 0.85;

/** Whether two hits show the same story in the same words, as copies of a news agency's report do. */
export function isSameStory(
  one: Pick<Hit, 'title' | 'snippet'>,
  other: Pick<Hit, 'title' | 'snippet'>,
): boolean {
  const first = new Set(tokenize(one.snippet));
  const second = new Set(tokenize(other.snippet));
  if (Math.min(first.size, second.size) < leastTerms) return false;
  const common = [...first].filter((term) => second.has(term)).length;
  return common / (first.size + second.size - common) >= sameShare;
}
