import type { Draw } from '../random';

/** Words that say the same wherever they stand in prose of an encyclopaedia. */
const pairs: readonly (readonly [RegExp, string])[] = [
  [/\bapproximately\b/, 'about'],
  [/\bsuch as\b/, 'like'],
  [/\bin addition to\b/i, 'besides'],
  [/\bbecause of\b/, 'due to'],
  [/\bdue to\b/, 'because of'],
  [/\balso known as\b/, 'also called'],
  [/\bcommonly known as\b/, 'commonly called'],
  [/\blocated in\b/, 'situated in'],
  [/\bsituated in\b/, 'located in'],
  [/\bthe largest\b/, 'the biggest'],
  [/\b(was|were) established\b/, '$1 founded'],
  [/\b(was|were) founded\b/, '$1 established'],
  [/\bconsists of\b/, 'is made up of'],
  [/\bcomprises\b/, 'consists of'],
  [/\bmajor\b/, 'important'],
  [/\bfilm\b/, 'movie'],
  [/\bobtained\b/, 'got'],
  [/\bfrequently\b/, 'often'],
  [/\boften\b/, 'frequently'],
  [/\bprimarily\b/, 'mainly'],
  [/\bprincipal\b/, 'main'],
  [/\bmainly\b/, 'chiefly'],
  [/\bvarious\b/, 'different'],
  [/\butilized\b|\butilised\b/, 'used'],
  [/\butilizes\b|\butilises\b/, 'uses'],
  [/\bwell known\b|\bbest known\b/, 'famous'],
  [/\bnumerous\b/, 'many'],
  [/\bbegan\b/, 'started'],
  [/\bprior to\b/, 'before'],
  [/\bthroughout\b/, 'all over'],
  [/\bsignificant\b/, 'considerable'],
  [/\brenowned\b/, 'celebrated'],
  [/\bthroughout the world\b/, 'worldwide'],
  [/\bworldwide\b/, 'around the world'],
  [/\bresiding\b/, 'living'],
  [/\bphysician\b/, 'doctor'],
  [/\bassist\b/, 'help'],
  [/\bentire\b/, 'whole'],
  [/\bpurchased\b/, 'bought'],
  [/\bserved as\b/, 'acted as'],
  [/\bregarded as\b/, 'considered'],
  [/\bis considered\b/, 'is regarded as'],
  [/\brefers to\b/, 'means'],
];

/** The sentence with up to two words of it replaced by others that say the same; undefined where it has none of them. */
export function reword(sentence: string, draw: Draw): string | undefined {
  const usable = draw.shuffled(pairs.filter(([pattern]) => pattern.test(sentence))).slice(0, 2);
  if (usable.length === 0) return undefined;
  return usable.reduce((text, [pattern, other]) => text.replace(pattern, other), sentence);
}
