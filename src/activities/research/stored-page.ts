import { createHash } from 'node:crypto';
import { limits } from '../../contract/limits';
import type { PageText } from '../../contract/research';
import type { Page } from '../../providers/pages/port';
import { clean } from '../clean';

/** A page as a task keeps it: its text is what the store can hold, and the hash is of exactly that text. */
export function storedPage(page: Page): PageText {
  const whole = clean(page.text);
  const text = beginningOf(whole, limits.researchPageCharacters);
  const cut = text.length < whole.length;
  return {
    hash: createHash('sha256').update(text, 'utf8').digest('hex'),
    url: clean(page.url),
    final_url: clean(page.finalUrl),
    canonical_url: page.canonicalUrl === null ? null : clean(page.canonicalUrl),
    status: page.status,
    title: clean(page.title),
    publisher: clean(page.publisher),
    author: page.author === null ? null : clean(page.author),
    published: page.published === null ? null : clean(page.published),
    language: page.language === null ? null : clean(page.language),
    content_type: clean(page.contentType),
    retrieved_at: page.retrievedAt,
    is_cut: page.isCut || cut,
    is_paywalled: page.isPaywalled,
    characters: text.length,
    text,
  };
}

/** As many UTF-16 units as are allowed, fewer where the last would be half a character. */
function beginningOf(text: string, most: number): string {
  const isInside = /[\udc00-\udfff]/.test(text.charAt(most));
  return text.slice(0, isInside ? most - 1 : most);
}
