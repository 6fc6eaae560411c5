import { parseUrl } from '../../text/parse-url';

/** The parsed address of a web page; undefined for anything else. */
export function webUrl(url: string): URL | undefined {
  const parsed = parseUrl(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed : undefined;
}

/** A web page's host without `www.`; empty for anything else. */
export function hostOf(url: string | URL): string {
  const parsed = typeof url === 'string' ? webUrl(url) : url;
  return (parsed?.hostname ?? '').replace(/^www\./, '').replace(/\.$/, '');
}

/** Whether a page is of a host or of its subdomains. */
export function isOfSite(url: string, site: string): boolean {
  const host = hostOf(url);
  return host === site || host.endsWith(`.${site}`);
}

/** The host that a caller named, also as an address or with `www.`; undefined where it is none. */
export function siteFrom(text: string): string | undefined {
  const url = webUrl(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  const host = url ? hostOf(url) : '';
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(host) ? host : undefined;
}
