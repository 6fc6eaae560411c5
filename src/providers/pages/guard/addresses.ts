import { parseUrl } from '../../../text/parse-url';
import ipaddr from 'ipaddr.js';

/** What an address is that does not belong to the public internet. */
export type ClosedKind = 'cloud metadata' | 'loopback' | 'link-local' | 'private' | 'shared' | 'reserved';

const kinds: Readonly<Record<string, ClosedKind>> = {
  loopback: 'loopback',
  linkLocal: 'link-local',
  private: 'private',
  uniqueLocal: 'private',
  carrierGradeNat: 'shared',
};

/** Where clouds hand out credentials to whoever asks from inside; the second looks like a public address. */
const metadata = ['169.254.169.254', '168.63.129.16', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254'];
const metadataAddresses = new Set(metadata.map((address) => ipaddr.parse(address).toNormalizedString()));

/** What the internet registries give out of IPv6; all else is local, reserved, or an IPv4 address in disguise. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** An IPv4 or IPv6 address. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Reads an address in any spelling: decimal, octal, hexadecimal and short forms of IPv4, IPv6 with or without brackets and
 * zone. An IPv4 address that is mapped into IPv6 is read as what it is. Undefined for what is no address.
 */
export function readAddress(text: string): Address | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  // The package takes `::1.2.3.4` for `::ffff:1.2.3.4`, which is another address: first into hexadecimal groups.
  const url = /:.*\./.test(bare) ? parseUrl(`http://[${bare}]/`) : undefined;
  const plain = url ? url.hostname.slice(1, -1) : bare;
  return ipaddr.isValid(plain) ? ipaddr.process(plain) : undefined;
}

/** What kind of address it is, if it is not of the public internet; undefined for a public one. */
export function closedKind(address: Address): ClosedKind | undefined {
  if (metadataAddresses.has(address.toNormalizedString())) return 'cloud metadata';
  const range = address.range();
  if (range !== 'unicast') return kinds[range] ?? 'reserved';
  return address instanceof ipaddr.IPv6 && !address.match(globalUnicast) ? 'reserved' : undefined;
}
