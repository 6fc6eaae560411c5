import type { Draw } from '../random';
import type { NamesByKind } from './names-by-kind';

/** What pages of a topic do not say of their subject. With `{…}`: a name of that kind, or a year. */
const details: Readonly<Record<string, readonly string[]>> = {
  People: [
    'and taught for two years at a school in {city}',
    'and gave a series of lectures in {city} in {year}',
    'and owned a house in {city}',
    'and corresponded for years with {person}',
    'and kept bees in later life',
    'and suffered from poor hearing',
    'and was an able amateur violinist',
    'and left a large collection of letters',
  ],
  Geography: [
    'and has been twinned with {city} since {year}',
    'and was mapped in detail in {year}',
    'and hosted a chess tournament in {year}',
    'and was visited by {person} in {year}',
    'and is known for its honey',
    'and attracts many birdwatchers',
    'and has a museum of clocks',
    'and has suffered repeated floods',
  ],
  other: [
    'a point that {person} made in {year}',
    'and was the subject of an exhibition in {city}',
    'as a survey of {year} found',
    'and was the theme of a conference in {city} in {year}',
    'and has been shown on postage stamps',
    'and has often been parodied',
    'and is taught in many schools',
    'and remains a subject of controversy',
  ],
};

/** The sentence with a detail at its end that its page does not say, with or without a name or a year. */
export function addDetail(
  sentence: string,
  { topic, text }: { readonly topic: string; readonly text: string },
  known: NamesByKind,
  draw: Draw,
): string {
  const other = (kind: string) => draw.one(known.names(kind).filter((name) => !text.includes(name)));
  const detail = draw
    .one(details[topic] ?? details['other'] ?? [])
    .replace('{city}', () => other('city'))
    .replace('{person}', () => other('person'))
    .replace('{year}', () => String(draw.whole(1952, 2009)));
  return `${sentence.replace(/\.$/, '')}, ${detail}.`;
}
