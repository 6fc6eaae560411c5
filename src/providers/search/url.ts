import { parseUrl } from '../parse-url';
/** Parameters that say where a reader came from, not what is read. */
const tracking =
  /^(utm_.+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|_hs(enc|mi)|_ga|_gl|ref_src|srsltid|mkt_tok|oly_(anon|enc)_id|vero_id|wt_mc|cmpid)$/i;

/**
 * What two addresses of one page have in common: without scheme, `www.`, the slash at the end, tracking parameters,
 * their order and the fragment. Addresses that are no web pages stay as they are.
 */
export function urlKey(url: string): string {
  const parsed = webUrl(url);
  if (!parsed) return url;
  for (const name of [...parsed.searchParams.keys()])
    if (tracking.test(name)) parsed.searchParams.delete(name);
  parsed.searchParams.sort();
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  return `${hostOf(parsed)}${port}${parsed.pathname.replace(/\/+$/, '')}${parsed.search}`;
}

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
