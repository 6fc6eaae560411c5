import { limits } from '../../contract/limits';
import type { ResearchSettings } from '../../contract/research/settings';

/** Languages whose writing takes some three letters a token or more; in others a character may take a whole one. */
const spacious = new Set([
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'no',
  'nb',
  'nn',
  'fi',
  'is',
]);
const lettersAToken = 3;

/** Share of a prompt's room that passages may fill: the rest is for instructions and what is to be covered. */
const share = 0.7;

/** Characters of passages that one call may be shown in a language: what the smallest window leaves, and no more than set. */
export function materialCharacters(settings: ResearchSettings, language: string): number {
  const perToken = spacious.has(language.split('-', 1)[0] ?? '') ? lettersAToken : 1;
  const room = Math.floor(settings.promptTokens * share * limits.promptShare * perToken);
  return Math.max(leastCharacters, Math.min(settings.material, room));
}

/** Below it passages say nothing. */
const leastCharacters = 600;
