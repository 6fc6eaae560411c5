import { fold } from '../../../text/tokens';
import type { NameMention } from './particulars/mention';
import type { Statement } from './statement';

const isSpaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\s.'’&-]+$/u;

/** Whether a page's sentence (with its title) speaks of somebody or something that a claim names. */
export function hasName(name: NameMention, places: readonly Statement[]): boolean {
  if (name.words[0]?.startsWith('country:') === true) return places.some((place) => hasCountry(name, place));
  if (!isSpaced.test(name.text))
    return hasDense(fold(name.text), places.map(({ folded }) => folded).join('\n'));
  const isThere = (word: string) => places.some((place) => hasWord(word, place));
  if (name.words.every(isThere)) return true;
  return isSurname(name, places) || places.some((place) => isAcronym(name, place));
}

/** In Japanese a name that goes on before it is another one: 京都 does not stand in 東京都. */
function hasDense(name: string, folded: string): boolean {
  if (!/\p{Script=Hiragana}/u.test(folded) || !/^\p{Script=Han}/u.test(name)) return folded.includes(name);
  for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + 1))
    if (!/\p{Script=Han}$/u.test(folded.slice(0, at))) return true;
  return false;
}

function hasCountry(name: NameMention, place: Statement): boolean {
  if (place.particulars.names.some((other) => other.words[0] === name.words[0])) return true;
  return (
    isSpaced.test(name.text) &&
    fold(name.text)
      .split(/\s+/)
      .every((word) => place.words.has(word))
  );
}

/** A word as it is, or as it is bent: Germany's, Germans. */
function hasWord(word: string, { words }: Statement): boolean {
  if (words.has(word)) return true;
  if (word.length < 5) return false;
  for (const other of words) {
    const [short, long] = other.length < word.length ? [other, word] : [word, other];
    if (short.length >= 5 && long.length - short.length <= 3 && long.startsWith(short) && !/ia$/.test(long))
      return true;
  }
  return false;
}

/** The page says Einstein where the claim says Albert Einstein, and has no other of that name. */
function isSurname(name: NameMention, places: readonly Statement[]): boolean {
  const last = name.words.at(-1);
  if (last === undefined || name.words.length < 2 || last.length < 4) return false;
  const bearers = places.flatMap((place) =>
    place.particulars.names.filter((other) => other.words.includes(last)),
  );
  return (
    bearers.length > 0 && bearers.every((other) => other.words.every((word) => name.words.includes(word)))
  );
}

/** UN for United Nations, either way. */
function isAcronym(name: NameMention, { particulars }: Statement): boolean {
  return particulars.names.some(
    (other) => isInitials(name.words, other.words) || isInitials(other.words, name.words),
  );
}

function isInitials(short: readonly string[], long: readonly string[]): boolean {
  if (long.length < 2) return false;
  return short.join('') === long.map((word) => word.charAt(0)).join('');
}
