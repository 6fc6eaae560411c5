import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { denseWords, isDenseTerm, tokenize } from '../../../text/tokens';
import { meaningOf, takeMeanings, wordsLanguage } from './same-meaning';
import { stopWordsOf } from './stop-words';

const stemmers: Readonly<Record<string, (word: string) => string>> = {
  en: english,
  de: german,
  ar: arabic,
  es: spanish,
  fr: french,
};

/** Pairs of characters that hold grammar: kana without kanji, particles, and the small words of Chinese. */
const isGrammar = /^[\p{Script=Hiragana}ー]+$|[はがをにでのともへや]|[的了是在于於和与與]/u;
const hasDense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** What Korean joins to a word to say its part in the sentence. */
const particles =
  /(?<=[\p{Script=Hangul}]{2})(?:은|는|이|가|을|를|의|에|에서|에는|에게|으로|로|와|과|도|이다|이며|이고|였다|이었다)(?![\p{L}])/gu;

/**
 * The terms by which two sentences are compared: words without grammar, as stems; of scripts without spaces, pairs of
 * characters.
 *
 * @param language of the text, such as `de`; absent: as its script lets expect.
 */
export function contentTerms(text: string, language?: string): string[] {
  const of = wordsLanguage(text, language);
  const { rest, meanings } = takeMeanings(text, of);
  return [...meanings, ...termsOf(rest, of)];
}

function termsOf(text: string, of: string): string[] {
  const stops = stopWordsOf(of);
  const stem = stemmers[of];
  const terms: string[] = [];
  for (const term of tokenize(of === 'ko' ? text.replace(particles, ' ') : text)) {
    if (isDenseTerm(term)) {
      if (term.length === 2) terms.push(...(isGrammar.test(term) ? besideGrammar(term) : [term]));
    } else if (!stops.has(term) && !/^\d+$/.test(term)) terms.push(stemOf(term, of, stem));
  }
  return terms;
}

/**
 * The terms that measure how much of a text another one says. They are those of `contentTerms`, but of scripts without
 * spaces only pairs within words: a pair across two words, such as 司正 of 公司正式, says nothing of its own.
 */
export function tellingTerms(text: string, language?: string): string[] {
  if (!hasDense.test(text)) return contentTerms(text, language);
  const of = wordsLanguage(text, language);
  const { rest, meanings } = takeMeanings(text, of);
  const within = [...denseWords(rest)].flatMap((word) => {
    const characters = [...word];
    if (characters.length === 1) return isGrammar.test(word) || !/^\p{Script=Han}$/u.test(word) ? [] : [word];
    return characters.slice(1).flatMap((character, at) => {
      const pair = (characters[at] ?? '') + character;
      return isGrammar.test(pair) ? besideGrammar(pair) : [pair];
    });
  });
  return [...meanings, ...termsOf(rest, of).filter((term) => !isDenseTerm(term)), ...within];
}

/** Of a pair with one character of grammar, such as 生于, the other. */
function besideGrammar(pair: string): string[] {
  return [...pair].filter((character) => /^\p{Script=Han}$/u.test(character) && !isGrammar.test(character));
}

/** Names and words of other scripts stay as they are. */
function stemOf(term: string, language: string, stem: ((word: string) => string) | undefined): string {
  if (!stem || /\d/.test(term) || term.length < 3) return term;
  const known = stems.get(stem) ?? new Map<string, string>();
  stems.set(stem, known);
  const cut = (word: string) => (word.length < 4 ? word : stem(word));
  const found = known.get(term) ?? meaningOf(cut(term), language, cut);
  if (known.size >= mostStems) known.clear();
  known.set(term, found);
  return found;
}

/** Stems that were found lately: pages use the same words again and again, and finding one takes microseconds. */
const stems = new Map<(word: string) => string, Map<string, string>>();
const mostStems = 20_000;
