import { hostOf, namesAbove, type Host } from './host';
import { factsOf, type HostKind } from './host-kinds';
import { registry, universityDomains } from './registries/registry';
import { suffixRules, universityNames } from './registries/suffixes';

/** What is known of a page's host. */
export interface KnownHost extends Host {
  readonly kind: HostKind;
  /** The entry of a table or the rule that told it; undefined where nothing did. */
  readonly entry: string | undefined;
  /** The publisher's name by the tables. */
  readonly publisher: string | undefined;
}

/** What a host is when no table knows it, by the first part of its name. */
const byFirstName: readonly (readonly [RegExp, HostKind])[] = [
  [/^(?:forums?|community|communities|discuss|discourse|bbs|boards?|answers)\./, 'forum'],
  [/^(?:docs?|documentation|developers?|api|manual|help|support|learn|devdocs)\./, 'manual'],
  [/^wiki\d?\./, 'userWiki'],
  [/^blogs?\./, 'houseBlog'],
];

/**
 * Reads an address and finds out what its host is: by the tables, the most exact name first, then by who may register
 * under its suffix, then by how it is named.
 */
export function knownHostOf(url: string): KnownHost {
  const host = hostOf(url);
  if (host.name === '') return { ...host, ...told(/^corpus:/i.test(url) ? 'corpus' : 'unknown') };
  if (host.isAddress) return { ...host, ...told('address') };
  for (const name of namesAbove(host.name)) {
    const entry = registry.get(name);
    if (!entry) continue;
    // What stands above the registered domain, or is open to all, is not the publisher of what is below it.
    const isTheirs =
      name === host.name || (name.endsWith(host.domain) && factsOf(entry.kind).isOpen !== true);
    return { ...host, kind: entry.kind, entry: name, publisher: isTheirs ? entry.publisher : undefined };
  }
  return { ...host, ...byName(host) };
}

function byName({ name, domain, suffix }: Host): Told {
  const rule = suffixRules.find(({ pattern }) => pattern.test(suffix));
  if (rule) return told(rule.kind, `names under .${suffix} are kept for such`);
  if (universityDomains.has(domain)) return told('university', `${domain}, in the list of universities`);
  if (universityNames.test(domain)) return told('universityByName', domain);
  const first = byFirstName.find(([pattern]) => pattern.test(name) && name !== domain);
  return first ? told(first[1], name) : told('unknown');
}

type Told = Pick<KnownHost, 'kind' | 'entry' | 'publisher'>;

function told(kind: HostKind, entry?: string): Told {
  return { kind, entry, publisher: undefined };
}
