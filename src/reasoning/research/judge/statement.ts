import { fold, isDenseTerm, tokenize } from '../../../text/tokens';
import { contentTerms, tellingTerms } from './content-terms';
import type { Mention, Particulars } from './particulars/mention';
import { particularsOf } from './particulars/particulars-of';
import { remembered } from './remembered';

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
  /** Its clauses that say something of their own, each with its terms. */
  readonly clauses: readonly ReadonlySet<string>[];
  /** The same as `terms`, with those of its names. */
  readonly allTerms: ReadonlySet<string>;
  readonly particulars: Particulars;
}

/** Takes a sentence apart; `language` as a code such as `de`, absent where it is not known. */
export function statementOf(text: string, language?: string): Statement {
  const particulars = particularsOf(text, language);
  const { numbers, dates, names, negations } = particulars;
  const told = [...numbers, ...dates, ...negations];
  const rest = without(text, told);
  const plain = once(() => without(text, [...told, ...names.filter((name) => name.isSure)]));
  // What only claims are asked for is not worked out for every sentence of every page.
  const terms = once(() => new Set(tellingTerms(plain(), language)));
  const clauses = once(() => clausesOf(plain(), language));
  return {
    text,
    language,
    folded: fold(text),
    words: new Set(tokenize(text).filter((term) => !isDenseTerm(term))),
    get terms() {
      return terms();
    },
    get clauses() {
      return clauses();
    },
    allTerms: new Set([
      ...contentTerms(rest, language),
      ...(isDense(rest) ? tellingTerms(rest, language) : []),
    ]),
    particulars,
  };
}

export function once<Of>(make: () => Of): () => Of {
  let made: { readonly value: Of } | undefined;
  return () => (made ??= { value: make() }).value;
}

const borders = /[,;，；]\s*(?:and|but|while|und|aber|sowie|و)?\s|[;，；]|が、|で、/u;

/** What stands between commas. A word or two, as in a list, are no clause. */
function clausesOf(text: string, language: string | undefined): ReadonlySet<string>[] {
  const parts = text.split(borders);
  if (parts.length < 2) return [];
  return parts
    .filter((part) => isDense(part) || (part.match(/\p{L}+/gu)?.length ?? 0) > 2)
    .map((part) => new Set(tellingTerms(part, language)))
    .filter(({ size }) => size > 0);
}

/** Terms of content in the neighbourhood of a mention, before and after it. */
export const termsAround = remembered(findTermsAround);

function findTermsAround({ text, language }: Statement, { start, end }: Mention): ReadonlySet<string> {
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

/**
 * Terms of content that a word of negation denies: in its clause those after it, where the language puts them before it
 * (Japanese, Korean) those before it; where there are none on that side, those on the other.
 */
export const scopeOf = remembered(findScope);

function findScope({ text, language }: Statement, { start, end }: Mention): ReadonlySet<string> {
  const before = /[^,;:()，；：、。（）]*$/.exec(text.slice(Math.max(0, start - clause), start))?.[0] ?? '';
  const after = /^[^,;:()，；：。（）]*/.exec(text.slice(end, end + clause))?.[0] ?? '';
  const isAfter = /[\p{Script=Hiragana}\p{Script=Hangul}]/u.test(text);
  const [near, far] = [after, before].map((part) => new Set(contentTerms(part, language)));
  if (!near || !far) return new Set();
  if (isAfter) return far.size > 0 ? far : near;
  return near.size > 0 ? near : far;
}

const clause = 80;

/** The first term of content after a mention: what a number counts. Undefined where its clause ends before one. */
export const termAfter = remembered(findTermAfter);

function findTermAfter({ text, language }: Statement, { end }: Mention): string | undefined {
  const after = /^[^.;:()。；：（）]*/.exec(text.slice(end, end + nextTerm))?.[0] ?? '';
  const whole =
    end + after.length < text.length && after.length === nextTerm ? after.replace(/\p{L}+$/u, '') : after;
  return contentTerms(whole, language)[0];
}

const nextTerm = 24;

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
