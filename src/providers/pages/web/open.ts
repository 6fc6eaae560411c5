import { parseUrl } from '../../../text/parse-url';
import type { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';
import { ToolError } from '../../tools/tool-error';
import { bounds } from '../bounds';
import type { AllowList } from '../guard/allow-list';
import { checkUrl } from '../guard/check';
import { AddressRefused } from '../guard/refused';

/** An answer whose body has not been read yet; whoever gets one reads it or destroys it. */
export interface Answer {
  /** Where redirects led. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly body: Readable;
}

/** What pages are asked with. */
export interface Client {
  /** Guarded: it refuses what the check of the address cannot see. */
  readonly agent: Dispatcher;
  readonly allowed: AllowList;
  /** Tells servers who asks, without anything personal. */
  readonly userAgent: string;
}

const accept =
  'text/html,application/xhtml+xml,application/pdf,text/markdown,text/plain,application/json;q=0.9,application/xml;q=0.9,*/*;q=0.5';

/**
 * Asks for an address that was checked, and follows redirects, each of which is checked as the first was; `beforeHop` may
 * refuse one by throwing. Throws `ToolError`, `AddressRefused`, undici's errors, or the signal's reason.
 */
export async function open(
  client: Client,
  start: URL,
  signal: AbortSignal,
  beforeHop: (url: URL) => Promise<void> = () => Promise.resolve(),
): Promise<Answer> {
  const seen = new Set<string>();
  for (let url = start; ;) {
    if (seen.has(url.href)) throw new ToolError(`${start.host} redirects in a circle.`);
    if (seen.size > bounds.redirects)
      throw new ToolError(`${start.host} redirects more than ${bounds.redirects} times.`);
    seen.add(url.href);
    await beforeHop(url);
    const answer = await ask(client, url, signal);
    const next = redirectOf(answer, client.allowed);
    if (!next) return answer;
    url = next;
  }
}

async function ask({ agent, userAgent }: Client, url: URL, signal: AbortSignal): Promise<Answer> {
  const { statusCode, headers, body } = await request(url, {
    dispatcher: agent,
    signal,
    headers: { 'user-agent': userAgent, accept, 'accept-encoding': 'gzip, br' },
  });
  return { url, status: statusCode, headers, body };
}

/** Where an answer sends its reader, checked; undefined where it is no redirect. Leaves its body then. */
function redirectOf({ url, status, headers, body }: Answer, allowed: AllowList): URL | undefined {
  const location = valueOf(headers['location']);
  if (![301, 302, 303, 307, 308].includes(status) || location === '') return undefined;
  discard(body);
  try {
    const next = checkUrl(parseUrl(location, url)?.href ?? location, allowed);
    next.hash = '';
    return next;
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    throw new AddressRefused(`${url.host} redirects to an address that is closed. ${error.message}`);
  }
}

/** The first value of a header; empty where there is none. */
export function valueOf(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}

/** Ends an answer whose body is not wanted, with its connection. */
export function discard(body: Readable): void {
  body.on('error', () => undefined);
  body.destroy();
}
