import { parseUrl } from './parse-url';

/** Parameters that say where a reader came from, not what is read. Not `ref` and `source`: some pages differ by them. */
const tracking =
  /^(utm_.+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|_hs(enc|mi)|_ga|_gl|ref_src|srsltid|mkt_tok|oly_(anon|enc)_id|vero_id|wt_mc|cmpid)$/i;
/** Caches of pages for telephones, which carry the page's own address; `s/` before it stands for https. */
const ampCache =
  /^https?:\/\/(?:(?:www\.)?google\.[a-z.]{2,6}\/amp|[\w-]+\.cdn\.ampproject\.org\/[cvw])\/(s\/)?([^/?#]+\.[^/?#]+.*)$/i;
const mobileWiki =
  /^([a-z-]+)\.m\.((?:wikipedia|wiktionary|wikibooks|wikinews|wikiquote|wikisource|wikiversity|wikivoyage)\.org)$/;

/**
 * What addresses of one page have in common, as an address that names the page and is not to be fetched: `https`, the host
 * without `www.`, no name and password, no tracking parameters, session, fragment or slash at the end, parameters sorted,
 * and escapes only where they are needed. A fragment that begins with `/` or `!` stays: it names what is read. Known
 * caches and mobile hosts stand for the page itself; others, also `m.` and `/amp`, may differ from it and stay. Addresses
 * that are no web pages stay as they are.
 */
export function normaliseUrl(url: string): string {
  const cached = ampCache.exec(url.trim());
  const parsed = parseUrl(cached ? `${cached[1] ? 'https' : 'http'}://${cached[2] ?? ''}` : url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return url;
  for (const name of [...parsed.searchParams.keys()])
    if (tracking.test(name)) parsed.searchParams.delete(name);
  parsed.searchParams.sort();
  const host = parsed.hostname
    .replace(/\.$/, '')
    .replace(/^www\.(?=[^.]+\.)/, '')
    .replace(mobileWiki, '$1.$2');
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  const path = parsed.pathname
    .replace(/;jsessionid=[^/;]*/i, '')
    .replace(/\/+$/, '')
    .replace(/%[0-9a-f]{2}/gi, plainEscape);
  const fragment = /^#!?\/./.test(parsed.hash) ? parsed.hash : '';
  return `https://${host}${port}${path}${parsed.search}${fragment}`;
}

/** An escape in capitals, or the sign itself where it means the same. */
function plainEscape(escape: string): string {
  const sign = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[\w.~-]/.test(sign) ? sign : escape.toUpperCase();
}
