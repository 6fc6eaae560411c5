import { clean } from '../clean';

/** Longest reason that travels through a workflow, in code points: its history keeps each. */
const mostCharacters = 300;

/** A reason as one line of bounded length, valid Unicode. */
export function sentence(text: string): string {
  const line = clean(text).replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= mostCharacters ? line : `${characters.slice(0, mostCharacters - 1).join('')}…`;
}
