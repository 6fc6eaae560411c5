import { parseUrl } from '../../../text/parse-url';
import { z } from 'zod';
import { bounds } from '../bounds';
import { firstDate, firstLanguage, firstLine, plainText, type Extracted } from './extracted';
import { readLinkedData } from './linked-data';
import { readInThread, ReadingFailed } from './threads';

const text = z.string().nullish();

/** What the thread gathers of a web page. */
const Gathered = z.object({
  language: text,
  title: text,
  heading: text,
  canonical: text,
  /** Names and contents of meta elements, in order. */
  facts: z.array(z.tuple([z.string(), z.string()])),
  linkedData: z.array(z.string()),
  dates: z.array(z.string()),
  article: z.object({ byline: text, publishedTime: text, title: text }).nullable(),
  text: z.string(),
});

/**
 * Reads a web page: its article as markdown, else the text of its whole body, and who wrote it where and when, as far as it
 * says so. Throws `ReadingFailed` where neither way comes to an end, else the signal's reason.
 */
export async function readHtml(html: string, address: URL, signal: AbortSignal): Promise<Extracted> {
  const gathered = Gathered.parse(await gather(html, signal));
  const all = (name: string) =>
    gathered.facts.filter(([fact]) => fact === name).map(([, content]) => content);
  const of = (name: string) => all(name)[0];
  const linked = readLinkedData(gathered.linkedData);
  const authors = all('citation_author').slice(0, bounds.authors).join(', ') || linked?.authors.join(', ');
  const by = all('article:author').find((author) => !/^https?:/i.test(author));
  return {
    title: firstLine(
      bounds.titleCharacters,
      ...[of('citation_title'), of('og:title'), linked?.title, gathered.title, gathered.heading],
      ...[of('dc.title'), of('twitter:title'), gathered.article?.title],
    ),
    publisher: firstLine(
      bounds.nameCharacters,
      ...[linked?.publisher, of('og:site_name'), of('citation_journal_title'), of('citation_publisher')],
      ...[of('dc.publisher'), of('application-name')],
    ),
    author: firstLine(
      bounds.nameCharacters,
      ...[authors, of('author'), by, of('dc.creator'), of('parsely-author'), gathered.article?.byline],
    ),
    published: firstDate(
      ...[linked?.published, of('article:published_time'), of('citation_publication_date')],
      ...[of('citation_date'), of('citation_online_date'), of('dcterms.issued'), of('dcterms.created')],
      ...[of('dc.date'), of('dc.date.issued'), of('parsely-pub-date'), of('date'), of('pubdate')],
      ...gathered.dates,
      gathered.article?.publishedTime,
    ),
    language: firstLanguage(
      ...[gathered.language, linked?.language, of('og:locale'), of('content-language'), of('dc.language')],
    ),
    canonicalUrl: webAddress(gathered.canonical ?? of('og:url'), address),
    isPaywalled: linked?.isFree === false || /^(locked|metered)$/.test(of('article:content_tier') ?? ''),
    ...plainText(gathered.text),
  };
}

async function gather(html: string, signal: AbortSignal): Promise<unknown> {
  try {
    return await readInThread({ kind: 'html', html, isWholeWanted: false }, bounds.htmlMs, signal);
  } catch (error) {
    if (!(error instanceof ReadingFailed && error.isSlow)) throw error;
    // To find the article takes longest; the whole body is better than nothing.
    return await readInThread({ kind: 'html', html, isWholeWanted: true }, bounds.htmlMs, signal);
  }
}

function webAddress(href: string | null | undefined, base: URL): string | null {
  const url = href ? parseUrl(href, base) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}
