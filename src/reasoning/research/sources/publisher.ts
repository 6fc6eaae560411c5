import type { StoredPage } from '../../../contract/research/pages';
import { parseUrl } from '../../../text/parse-url';
import type { Host } from './host';
import { knownHostOf } from './known-host';
import { impostorOf } from './signals/impostor';

type Names = Pick<StoredPage, 'url' | 'final_url' | 'publisher'>;

/**
 * The publisher's name: as the page says, else as the tables know its host, else the registered domain. A page that bears
 * the name of a newsroom whose host is another is called by its domain. Never empty for a page with an address.
 */
export function publisherOf(page: Names): string {
  const host = knownHostOf(page.final_url);
  const said = saidPublisher(page, host);
  if (said !== undefined && impostorOf(page, host) === undefined) return said;
  return (
    host.publisher ??
    (host.isPrivate || isPlatformName(host.entry, host.name)
      ? host.name
      : host.domain || said || page.final_url)
  );
}

/** What a page says who publishes it; undefined where that is only its host, which stands where a page says nothing. */
export function saidPublisher({ url, final_url, publisher }: Names, host: Host): string | undefined {
  const said = publisher.trim();
  const lower = said.toLowerCase().replace(/^www\./, '');
  const hosts = [host.name, host.domain, ...[url, final_url].map((address) => hostnameOf(address))];
  return said === '' || hosts.includes(lower) ? undefined : said;
}

/** An address's own host; `hostOf` would give that of the original where it is a copy. */
function hostnameOf(url: string): string | undefined {
  return parseUrl(url)?.hostname.replace(/^www\./, '');
}

/** Whether a host is an author's name on a platform, such as alice.substack.com. */
function isPlatformName(entry: string | undefined, name: string): boolean {
  return entry !== undefined && name !== entry && name.endsWith(`.${entry}`);
}
