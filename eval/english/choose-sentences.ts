import type { Summary } from '../data/wheels';
import { sentencesOf } from '../../src/text/sentences';

/** A sentence that stands in a summary, and the same as a claim that says of whom it speaks. */
export interface Chosen {
  /** Exactly as it stands there. */
  readonly source: string;
  readonly claim: string;
}

/** What a page is about, without the word in parentheses that tells it from others of its name. */
export function subjectOf({ title }: Pick<Summary, 'title'>): string {
  return title.replace(/\s*\(.*\)$/, '');
}

/**
 * The sentences of a summary that can be claims: of middling length, whole, with their subject named. "He" and "It" at
 * their beginning become the title.
 */
export function chooseSentences(summary: Summary): Chosen[] {
  const subject = subjectOf(summary);
  return sentencesOf(summary.extract, 'en')
    .map(({ text }) => text)
    .filter((text) => text.length >= 45 && text.length <= 320 && /[a-z0-9)"”]\.$/.test(text))
    .filter((text) => !/ {2}| [.,;]|[{}\\=\u2060\n]|\.\s+[A-Z]\w+ \w+ \w+/.test(text))
    .flatMap((source) => {
      const claim = named(source, subject);
      return claim === undefined ? [] : [{ source, claim }];
    });
}

function named(sentence: string, subject: string): string | undefined {
  if (
    /^(?:This|These|Those|That|They|Their|Such|Some|Others?|However|Both|Here|There|Many|Most|Several)\b/.test(
      sentence,
    )
  )
    return undefined;
  const pronoun = /^(?:He|She|It)\b/.exec(sentence);
  if (pronoun) return subject + sentence.slice(pronoun[0].length);
  const possessive = /^(?:His|Her|Its)\b/.exec(sentence);
  if (possessive) return `${subject}'s${sentence.slice(possessive[0].length)}`;
  const last = subject.toLowerCase().split(/\s+/).at(-1) ?? '';
  return sentence.toLowerCase().includes(last) ? sentence : undefined;
}
