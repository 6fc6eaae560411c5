import type { StoredPage } from '../../../../contract/research/pages';
import { namesAbove } from '../host';
import type { HostKind } from '../host-kinds';
import type { KnownHost } from '../known-host';
import { registry } from '../registries/registry';

/** Kinds whose names are borrowed to be believed. */
const borrowed: ReadonlySet<HostKind> = new Set([
  'agency',
  'broadcaster',
  'newspaper',
  'intergovernmental',
  'standards',
]);
/** Kinds that show what others publish and say so. */
const carriers: ReadonlySet<HostKind> = new Set([
  'aggregator',
  'pressRelease',
  'corpus',
  'documents',
  'agency',
  'broadcaster',
  'newspaper',
  'trade',
]);

const owners = ownersOfNames();

/**
 * The well-known publisher whose name a page bears although its host is another's; undefined where it does not. Hosts
 * that carry the news of others are left in peace, and so are names of fewer than six letters, which many may have.
 */
export function impostorOf(
  { publisher }: Pick<StoredPage, 'publisher'>,
  host: KnownHost,
): string | undefined {
  const name = plain(publisher);
  const domains = owners.get(name);
  if (domains === undefined || name.length < 6 || host.name === '' || carriers.has(host.kind))
    return undefined;
  return [...namesAbove(host.name)].some((above) => domains.includes(above)) ? undefined : domains[0];
}

function ownersOfNames(): ReadonlyMap<string, readonly string[]> {
  const domains = new Map<string, string[]>();
  for (const [domain, { kind, publisher }] of registry) {
    if (!borrowed.has(kind)) continue;
    const known = domains.get(plain(publisher)) ?? [];
    domains.set(plain(publisher), [...known, domain]);
  }
  return domains;
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
