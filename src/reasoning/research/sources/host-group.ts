import { knownHostOf } from './known-host';
import { mainDomains } from './registries/registry';
import { factsOf } from './host-kinds';

/**
 * Whom a page belongs to, as far as its address tells: what independent sources are counted by. The registered domain;
 * of hosts where anybody writes the author's own name there (`alice.substack.com`); of a publisher with several domains
 * the main one. Documents of the corpus without an address belong together by the first folder of their path.
 */
export function hostGroupOf(url: string): string {
  const host = knownHostOf(url);
  if (host.name === '') return corpusGroup(url);
  const { publisher, entry, kind, name, domain, path } = host;
  if (factsOf(kind).isOpen === true) {
    if (entry !== undefined && name !== entry && name.endsWith(`.${entry}`)) return ownName(name, entry);
    return `${domain}${authorsPath(kind, path)}`;
  }
  return publisher === undefined ? domain : (mainDomains.get(publisher) ?? domain);
}

/** `alice.substack.com` of `www.alice.substack.com`: the name that stands right below the platform's. */
function ownName(name: string, platform: string): string {
  const below = name.slice(0, -platform.length - 1).split('.');
  return `${below.at(-1) ?? ''}.${platform}`;
}

/** Hosts that put their authors into the path: `github.com/owner`, `medium.com/@alice`. */
function authorsPath(kind: string, path: string): string {
  const first = path.split('/')[1] ?? '';
  if (first.startsWith('@') || (kind === 'codeHost' && first !== '')) return `/${first.toLowerCase()}`;
  return '';
}

function corpusGroup(url: string): string {
  const path = /^corpus:\/*(.*)$/i.exec(url)?.[1];
  if (path === undefined) return url;
  return `corpus:${path.replace(/#.*$/, '').split('/')[0] ?? ''}`;
}
