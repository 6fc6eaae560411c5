import type { LookupAddress } from 'node:dns';
import { closedKind, readAddress, type Address } from './addresses';
import type { AllowList } from './allow-list';
import { parseUrl } from '../../../text/parse-url';
import { AddressRefused } from './refused';

const longestUrl = 2_048;

/** Names of one machine or network, which mean something else on each; a name without a dot is one too. */
const closedSuffixes = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'lan',
  'home',
  'home.arpa',
];
/** Names of services that hand out a cloud machine's credentials, and are not below a closed suffix. */
const metadataNames = new Set([
  'metadata.goog',
  'metadata.tencentyun.com',
  'metadata.packet.net',
  'metadata.platformequinix.com',
  'api.metadata.cloud.ibm.com',
]);

/**
 * Reads the address of a page or a hook and checks all that can be told before names are resolved: http or https, no user
 * name, a usual port, a host that is not closed. Returns it without a dot at the end of its host. Throws `AddressRefused`.
 */
export function checkUrl(text: string, allowed: AllowList): URL {
  const url = parseUrl(text);
  const shown = shownOf(url);
  if (text.length > longestUrl) throw new AddressRefused(`${shown} is longer than ${longestUrl} characters.`);
  if (!url) throw new AddressRefused(`${shown} is no address such as https://example.org/page.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new AddressRefused(`${shown} is no web address: only http and https are open.`);
  // A name before the host deceives readers, and a password would be passed on.
  if (url.username !== '' || url.password !== '')
    throw new AddressRefused(`${shown} holds a user name or a password: leave out what stands before the @.`);
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  checkHost(url.hostname, allowed);
  checkPort(url, allowed);
  return url;
}

/**
 * What of a refused address is said: its scheme and host alone. The rest is a stranger's text where a page redirects to
 * it, and what refuses an address is read by models.
 */
function shownOf(url: URL | undefined): string {
  if (!url) return 'What was given';
  const { protocol, host } = url;
  return JSON.stringify(host === '' ? protocol.slice(0, 20) : `${protocol.slice(0, 20)}//${cutHost(host)}`);
}

function cutHost(host: string): string {
  return host.length > 100 ? `${host.slice(0, 100).toWellFormed()}…` : host;
}

/** Checks a host before it is resolved: a name by what it names, an address by its range. Throws `AddressRefused`. */
export function checkHost(host: string, allowed: AllowList): void {
  const address = readAddress(host);
  if (address) {
    const kind = closedKind(address);
    if (kind !== undefined && !allowed.hasAddress(address)) throw closedAddress(host, kind);
    return;
  }
  const name = host.toLowerCase();
  if (name.length > 253 || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name))
    throw new AddressRefused(`${JSON.stringify(cutHost(host))} is no host name.`);
  if (allowed.hasName(name)) return;
  if (metadataNames.has(name) || name === 'metadata')
    throw AddressRefused.closed(`${name} names a cloud metadata service`);
  if (!name.includes('.') || closedSuffixes.some((suffix) => name.endsWith(`.${suffix}`)))
    throw AddressRefused.closed(`${name} names a machine of a local network`);
}

/** Of the addresses that a name resolved to, those that may be connected to. Throws `AddressRefused` where none may. */
export function openAddresses(
  name: string,
  resolved: readonly LookupAddress[],
  allowed: AllowList,
): LookupAddress[] {
  const isNameAllowed = allowed.hasName(name.toLowerCase());
  const open = resolved.filter(({ address }) => {
    const read = readAddress(address);
    return read !== undefined && isOpen(read, allowed, isNameAllowed);
  });
  if (open.length > 0 || resolved.length === 0) return open;
  const first = resolved[0]?.address ?? '';
  const read = readAddress(first);
  throw closedAddress(`${name} is ${first}, which`, (read && closedKind(read)) ?? 'reserved');
}

/** An allowed name opens one's own network to itself; what no name should ever lead to stays closed. */
function isOpen(address: Address, allowed: AllowList, isNameAllowed: boolean): boolean {
  const kind = closedKind(address);
  if (kind === undefined || allowed.hasAddress(address)) return true;
  return isNameAllowed && (kind === 'private' || kind === 'loopback' || kind === 'shared');
}

function closedAddress(subject: string, kind: string): AddressRefused {
  return AddressRefused.closed(`${subject} is a ${kind} address`);
}

/** Ports below 1024 belong to other services, which could take a request for something else. */
function checkPort({ hostname, port }: URL, allowed: AllowList): void {
  const number = Number(port);
  if (port === '' || number === 80 || number === 443 || number >= 1_024) return;
  const address = readAddress(hostname);
  if (address ? allowed.hasAddress(address) : allowed.hasName(hostname)) return;
  throw new AddressRefused(`Port ${port} is closed: only 80, 443 and those from 1024 are open.`);
}
