import { parse } from 'tldts';
import { parseUrl } from '../../../text/parse-url';

/** A page's host, as the list of public suffixes cuts it. */
export interface Host {
  /** Without `www.`, in lower case; empty where the address has none. */
  readonly name: string;
  /** What somebody registered, such as `ox.ac.uk` or `alice.github.io`; the whole host where there is no such part. */
  readonly domain: string;
  /** Under which it was registered, such as `ac.uk`; empty where that is not public. */
  readonly suffix: string;
  /** Whether a company lets others have names under that suffix. */
  readonly isPrivate: boolean;
  readonly isAddress: boolean;
  /** The path of the address, from `/`. */
  readonly path: string;
  /** Whether it is an archive's or a translator's copy. */
  readonly isCopy: boolean;
}

const nowhere: Host = {
  name: '',
  domain: '',
  suffix: '',
  isPrivate: false,
  isAddress: false,
  path: '',
  isCopy: false,
};

/** Reads the host of an address. Copies in web archives and translators are read as what they are copies of. */
export function hostOf(url: string): Host {
  const original = originalOf(url);
  const parsed = webUrl(original ?? url);
  if (!parsed) return nowhere;
  const name = parsed.hostname.replace(/\.$/, '').replace(/^www\.(?=[^.]+\.)/, '');
  const { domain, publicSuffix, isIcann, isPrivate, isIp } = parse(parsed.hostname, {
    allowPrivateDomains: true,
  });
  return {
    name,
    domain: domain?.replace(/^www\.(?=[^.]+\.)/, '') ?? name,
    suffix: (isIcann === true || isPrivate === true) && publicSuffix !== null ? publicSuffix : '',
    isPrivate: isPrivate === true,
    isAddress: isIp === true,
    path: parsed.pathname,
    isCopy: original !== undefined,
  };
}

/** A host and all above it down to its suffix, the most exact first: `a.b.co.uk`, `b.co.uk`, `co.uk`. */
export function* namesAbove(name: string): Generator<string> {
  for (let rest = name; rest !== '';) {
    yield rest;
    const dot = rest.indexOf('.');
    rest = dot < 0 ? '' : rest.slice(dot + 1);
  }
}

/** The parsed address of a web page; undefined for anything else. */
function webUrl(url: string): URL | undefined {
  const parsed = parseUrl(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed : undefined;
}

function originalOf(url: string): string | undefined {
  const archived = /^https?:\/\/web\.archive\.org\/web\/\d{1,14}[a-z_]*\/(https?:\/\/.+)$/i.exec(url)?.[1];
  if (archived !== undefined) return archived;
  const parsed = webUrl(url);
  const translated = /^([a-z0-9-]+)\.translate\.goog$/.exec(parsed?.hostname ?? '')?.[1];
  if (translated === undefined) return undefined;
  // The translator writes a dot as one hyphen and a hyphen as two.
  const name = translated.replace(/--|-/g, (mark) => (mark === '--' ? '-' : '.'));
  return `https://${name}${parsed?.pathname ?? ''}`;
}
