import { fold, isDenseTerm, tokenize } from '../../../text/tokens';
import { contentTerms } from './content-terms';
import type { Mention, Particulars } from './particulars/mention';
import { particularsOf } from './particulars/particulars-of';

/** A sentence, taken apart once for all comparisons. */
export interface Statement {
  readonly text: string;
  readonly language: string | undefined;
  /** Its text without case and accents. */
  readonly folded: string;
  /** Words as they are compared with names; those of scripts with spaces only. */
  readonly words: ReadonlySet<string>;
  /** Terms that carry its content, without those of its names, numbers and dates. */
  readonly terms: ReadonlySet<string>;
  /** The same with those of its names. */
  readonly allTerms: ReadonlySet<string>;
  readonly particulars: Particulars;
}

/** Takes a sentence apart; `language` as a code such as `de`, absent where it is not known. */
export function statementOf(text: string, language?: string): Statement {
  const particulars = particularsOf(text, language);
  const { numbers, dates, names, negations } = particulars;
  const told = [...numbers, ...dates, ...negations];
  return {
    text,
    language,
    folded: fold(text),
    words: new Set(tokenize(text).filter((term) => !isDenseTerm(term))),
    terms: new Set(contentTerms(without(text, [...told, ...names.filter((name) => name.isSure)]), language)),
    allTerms: new Set(contentTerms(without(text, told), language)),
    particulars,
  };
}

/** Terms of content in the neighbourhood of a mention, before and after it. */
export function termsAround({ text, language }: Statement, { start, end }: Mention): ReadonlySet<string> {
  const reach = isDense(text) ? 8 : 28;
  const before = text.slice(Math.max(0, start - reach), start).replace(/^\p{L}+/u, '');
  const after = text.slice(end, end + reach).replace(/\p{L}+$/u, '');
  return new Set(
    contentTerms(
      isDense(text)
        ? text.slice(Math.max(0, start - reach), start) + '\n' + text.slice(end, end + reach)
        : `${before}\n${after}`,
      language,
    ),
  );
}

function isDense(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

/** Parts of a text taken out, with a gap in their place. */
function without(text: string, parts: readonly Mention[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of [...parts].sort((one, other) => one.start - other.start)) {
    if (start > at) result += `${text.slice(at, start)}\n`;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
}
