import { z } from 'zod';
import type { Page, PageReader } from '../../pages/port';
import { defineTool, ToolError, type Tool } from '../port';

/** Some 5,000 tokens: enough for most articles, and little enough for several of them. */
const usualCharacters = 20_000;
const mostCharacters = 100_000;

/** The tool that reads a page of the web or a document of the corpus. */
export function webFetch(pages: PageReader): Tool {
  return defineTool({
    name: 'web_fetch',
    description:
      'Reads one page and returns its text with title, publisher, author, date and language. Reads web pages, PDF, plain text, Markdown, JSON and XML, and documents that web_search found (corpus:///… too). Give the address as it was found, do not guess one. A long page comes in parts: read on with start.',
    category: 'web',
    version: '1.0.0',
    timeoutMs: 75_000,
    costUsd: 0,
    dangerous: false,
    changes: false,
    foreignText: true,
    minIntervalMs: 100,
    parameters: z.strictObject({
      url: z
        .string()
        .trim()
        .min(1)
        .max(2_048)
        .describe('Address of the page, such as https://example.org/page'),
      start: z.int().min(0).default(0).describe('Character to begin with, to read on in a long page'),
      max_characters: z
        .int()
        .min(500)
        .max(mostCharacters)
        .default(usualCharacters)
        .describe('Characters wanted'),
    }),
    run: async ({ url, start, max_characters: most }, { signal }) => {
      const page = await pages.read(url, { signal });
      const total = page.text.length;
      if (start >= total) throw new ToolError(`The page has ${total} characters only: start before its end.`);
      const { text, end } = partOf(page.text, start, most);
      return {
        text: `${headOf(page)}\n\n${text}${footOf(page, start, end)}`,
        output: { ...factsOf(page), text, start, end, total_characters: total },
        metadata: { hash: page.hash, retrieved_at: page.retrievedAt },
        sources: [{ url: page.finalUrl, title: page.title }],
      };
    },
  });
}

/** A part of a text that splits no character; ends with a line where one ends in its last fifth. */
function partOf(whole: string, start: number, most: number): { text: string; end: number } {
  const isInside = (at: number) => /[\udc00-\udfff]/.test(whole.charAt(at));
  const from = isInside(start) ? start + 1 : start;
  let end = Math.min(whole.length, from + most);
  const line = whole.lastIndexOf('\n', end - 1) + 1;
  if (end < whole.length && line > from + most * 0.8) end = line;
  else if (end < whole.length && isInside(end)) end -= 1;
  return { text: whole.slice(from, end).toWellFormed(), end };
}

function headOf(page: Page): string {
  const lines: [string, string | null][] = [
    ['Title', page.title],
    ['Address', page.finalUrl],
    ['Publisher', page.publisher],
    ['Author', page.author],
    ['Published', page.published],
    ['Language', page.language],
    ['Note', page.isPaywalled ? 'The page says that it is not free: this may be its beginning only.' : null],
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : `${name}: ${value}`)).join('\n');
}

function footOf({ text, isCut }: Page, start: number, end: number): string {
  const where = start > 0 || end < text.length ? `characters ${start} to ${end} of ${text.length}` : '';
  const next = end < text.length ? `read on with start ${end}` : '';
  const more = end === text.length && isCut ? 'the page is longer, but no more of it is read' : '';
  const said = [where, next, more].filter((part) => part !== '').join('; ');
  return said === '' ? '' : `\n\n[${said}]`;
}

function factsOf(page: Page): object {
  return {
    url: page.url,
    final_url: page.finalUrl,
    canonical_url: page.canonicalUrl,
    status: page.status,
    title: page.title,
    publisher: page.publisher,
    author: page.author,
    published: page.published,
    language: page.language,
    content_type: page.contentType,
    hash: page.hash,
    retrieved_at: page.retrievedAt,
    is_cut: page.isCut,
    is_paywalled: page.isPaywalled,
  };
}
