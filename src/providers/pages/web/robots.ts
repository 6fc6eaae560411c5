import { LRUCache } from 'lru-cache';
import robotsParser from 'robots-parser';
import { ToolError } from '../../tools/tool-error';
import { bounds } from '../bounds';
import { readBody } from './body';
import { discard, open, valueOf, type Client } from './open';

type Rules = ReturnType<typeof robotsParser>;

/** What sites ask programs not to read. A site that has no such file, or none that can be read, asks nothing. */
export class Robots {
  private readonly rules = new LRUCache<string, Rules>({
    max: bounds.robotsCached,
    ttl: bounds.robotsCacheMs,
  });

  constructor(private readonly client: Client) {}

  /** Throws `ToolError` where the site asks not to read the page, else the signal's reason. */
  async check(url: URL, signal: AbortSignal): Promise<void> {
    const rules = this.rules.get(url.origin) ?? (await this.ask(url, signal));
    if (rules.isAllowed(url.href, this.client.userAgent) === false)
      throw new ToolError(`${url.host} asks programs not to read this page (robots.txt), so it is not read.`);
  }

  private async ask({ origin }: URL, signal: AbortSignal): Promise<Rules> {
    const address = new URL('/robots.txt', origin);
    const text = await this.text(address, signal);
    const rules = robotsParser(address.href, text ?? '');
    // A server that is down now may ask for something when it is back.
    this.rules.set(origin, rules, { ttl: text === undefined ? bounds.robotsRetryMs : bounds.robotsCacheMs });
    return rules;
  }

  /** The file; undefined where it could not be had for now. */
  private async text(address: URL, signal: AbortSignal): Promise<string | undefined> {
    const time = AbortSignal.any([signal, AbortSignal.timeout(bounds.robotsMs)]);
    try {
      const { status, headers, body } = await open(this.client, address, time);
      if (status !== 200) {
        discard(body);
        return status < 500 && status !== 429 ? '' : undefined;
      }
      const { bytes } = await readBody(body, valueOf(headers['content-encoding']), bounds.robotsBytes);
      return bytes.toString('utf8').replace(/^\ufeff/, '');
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }
}
