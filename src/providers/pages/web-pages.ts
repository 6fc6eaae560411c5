import { ToolError } from '../tools/tool-error';
import type { CorpusPage } from '../search/corpus/corpus';
import { PageCache } from './cache';
import { checkUrl } from './guard/check';
import { pageOf, pageOfCorpus } from './page-of';
import type { Page, PageReader } from './port';
import { extract, receive } from './read-answer';
import { ReadingFailed } from './reading/threads';
import { failureOf, refusalOf } from './web/failures';
import { discard, open, type Client } from './web/open';
import type { Robots } from './web/robots';

/** What the reader of pages is made of. */
export interface WebPagesParts {
  readonly client: Client;
  /** Absent where robots.txt is not obeyed. */
  readonly robots: Robots | undefined;
  readonly corpusPage: (url: string, signal: AbortSignal) => Promise<CorpusPage | undefined>;
  /** Longest time until a page is here, in milliseconds. */
  readonly readMs: number;
}

/** Reads pages of the web, and those of the corpus in the web's place. */
export class WebPages implements PageReader {
  private readonly cache = new PageCache();

  constructor(private readonly parts: WebPagesParts) {}

  /** The page of an address: the corpus', one that was read lately, or as it is now. Throws as the port says. */
  async read(url: string, { signal }: { readonly signal: AbortSignal }): Promise<Page> {
    const document = await this.parts.corpusPage(url, signal);
    if (document) return pageOfCorpus(url, document);
    if (/^corpus:/i.test(url))
      throw new ToolError(`The corpus has no document ${JSON.stringify(url.slice(0, 200).toWellFormed())}.`);
    const start = checkUrl(url, this.parts.client.allowed);
    start.hash = '';
    const known = this.cache.get(start.href);
    if (known) return { ...known, url };
    const page = await this.fetch(start, signal);
    this.cache.set(page);
    return { ...page, url };
  }

  private async fetch(start: URL, signal: AbortSignal): Promise<Page> {
    const { client, robots, readMs } = this.parts;
    const time = AbortSignal.any([signal, AbortSignal.timeout(readMs)]);
    try {
      const answer = await open(client, start, time, robots && ((hop) => robots.check(hop, time)));
      if (answer.status !== 200 && answer.status !== 203) {
        discard(answer.body);
        throw refusalOf(answer.status, answer.url.host);
      }
      const received = await receive(answer);
      const extracted = await extract(received, answer.url, signal);
      return pageOf(start, answer, extracted, received.mediaType);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ReadingFailed)
        throw new ToolError(`The page cannot be read: ${error.message}.`, { cause: error });
      throw failureOf(error, start.host, readMs);
    }
  }
}
