import { isoDate } from '../../search/dates';
import { plainLine } from '../../search/text';
import { bounds } from '../bounds';

/** What a document says, whatever its format; what it does not say is null. */
export interface Extracted {
  readonly title: string | null;
  readonly publisher: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly language: string | null;
  readonly canonicalUrl: string | null;
  readonly isPaywalled: boolean;
  readonly text: string;
  readonly isCut: boolean;
}

/** A document that says nothing about itself. */
export const nothingSaid: Omit<Extracted, 'text' | 'isCut'> = {
  title: null,
  publisher: null,
  author: null,
  published: null,
  language: null,
  canonicalUrl: null,
  isPaywalled: false,
};

/** The first that says something, as one plain line of at most so many characters. */
export function firstLine(most: number, ...texts: readonly unknown[]): string | null {
  for (const text of texts) {
    const line = plainLine(text, most);
    if (line !== '') return line;
  }
  return null;
}

/** The first that is a date, as an ISO date. Also reads `2024/03/04`, `20240304` and how PDFs write dates. */
export function firstDate(...texts: readonly unknown[]): string | null {
  const now = new Date();
  for (const text of texts) {
    if (typeof text !== 'string') continue;
    const packed = /^\s*(?:D:)?(\d{4})[/.]?(\d{2})[/.]?(\d{2})(?!\d{1,2}[/.])/.exec(text);
    const date = isoDate(packed ? `${packed[1]}-${packed[2]}-${packed[3]}` : text, now);
    if (date !== null) return date;
  }
  return null;
}

/** The first that is a language tag, in its usual form. Also reads `de_DE` and the first of a list. */
export function firstLanguage(...texts: readonly unknown[]): string | null {
  for (const text of texts) {
    const tag = typeof text === 'string' ? text.split(',')[0]?.trim().replaceAll('_', '-') : '';
    if (!tag || !/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(tag)) continue;
    try {
      return Intl.getCanonicalLocales(tag)[0] ?? null;
    } catch {
      // Not one after all; the next may be.
    }
  }
  return null;
}

/** A text without control characters, marks that turn its direction, and more than one empty line in a row; bounded. */
export function plainText(text: string): { readonly text: string; readonly isCut: boolean } {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/[ \t\u00a0]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const isCut = plain.length > bounds.textCharacters;
  return { text: isCut ? plain.slice(0, bounds.textCharacters).toWellFormed() : plain, isCut };
}
