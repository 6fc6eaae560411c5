import { parseUrl } from './parse-url';

/** Parameters that say where a reader came from, not what is read. Not `ref` and `source`: some pages differ by them. */
const tracking =
  /^(utm_.+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|_hs(enc|mi)|_ga|_gl|ref_src|srsltid|mkt_tok|oly_(anon|enc)_id|vero_id|wt_mc|cmpid)$/i;

/**
 * What addresses of one page have in common, as an address: `https`, the host without `www.`, no port, tracking
 * parameters, fragment or slash at the end, parameters sorted. It names a page and is not to be fetched. Addresses that
 * are no web pages stay as they are.
 */
export function normaliseUrl(url: string): string {
  const parsed = parseUrl(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return url;
  for (const name of [...parsed.searchParams.keys()])
    if (tracking.test(name)) parsed.searchParams.delete(name);
  parsed.searchParams.sort();
  const host = parsed.hostname.replace(/^www\./, '').replace(/\.$/, '');
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  return `https://${host}${port}${parsed.pathname.replace(/\/+$/, '')}${parsed.search}`;
}
