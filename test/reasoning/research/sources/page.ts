import type { PageText } from '../../../../src/contract/research/pages';

/** Some sentences that say nothing about their source, as long as a short article. */
export const prose = Array.from(
  { length: 24 },
  (_, index) =>
    `The ${index + 1}th station of the line was opened after two years of work, and most of its trains run every ten minutes.`,
).join('\n\n');

/** A page as it is stored, read on 1 June 2026, with what matters to a test. */
export function page(given: Partial<PageText> & { readonly url: string }): PageText {
  const text = given.text ?? prose;
  return {
    hash: 'a'.repeat(64),
    final_url: given.url,
    canonical_url: null,
    status: 200,
    title: 'The stations of the line',
    publisher: new URL(given.url).hostname.replace(/^www\./, ''),
    author: null,
    published: '2026-01-15',
    language: 'en',
    content_type: 'text/html',
    retrieved_at: '2026-06-01T10:00:00.000Z',
    is_cut: false,
    is_paywalled: false,
    characters: text.length,
    ...given,
    text,
  };
}
