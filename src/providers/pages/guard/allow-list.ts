import ipaddr from 'ipaddr.js';
import { readAddress, type Address } from './addresses';
import { parseUrl } from '../../../text/parse-url';

/** Hosts and addresses of one's own network that may be connected to. */
export interface AllowList {
  /** Whether a name is listed, or is below a suffix that is. */
  hasName(name: string): boolean;
  /** Whether an address is listed, or is in a range that is. */
  hasAddress(address: Address): boolean;
}

/**
 * Reads a list of host names, `.suffixes` (the name itself and all below it), addresses and ranges (CIDR). Throws an error
 * with a sentence for an entry that is none of these.
 */
export function readAllowList(entries: readonly string[]): AllowList {
  const names = new Set<string>();
  const suffixes: string[] = [];
  const ranges: [Address, number][] = [];
  for (const entry of entries) {
    const range = readRange(entry);
    const name = range ? undefined : readName(entry.replace(/^\*?\./, ''));
    if (range) ranges.push(range);
    else if (name === undefined)
      throw new Error(
        `${JSON.stringify(entry)} is no host name, .suffix, address or range such as 10.0.0.0/8.`,
      );
    else if (/^\*?\./.test(entry)) suffixes.push(name);
    else names.add(name);
  }
  return {
    hasName: (name) =>
      names.has(name) || suffixes.some((suffix) => name === suffix || name.endsWith(`.${suffix}`)),
    hasAddress: (address) =>
      ranges.some(([start, bits]) => start.kind() === address.kind() && address.match(start, bits)),
  };
}

function readRange(entry: string): [Address, number] | undefined {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  const address = readAddress(entry);
  return address && [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** A host name as addresses of pages spell it: lower case, international letters encoded. */
function readName(text: string): string | undefined {
  const url = /[/?#@:\\\s]/.test(text) || text === '' ? '' : `http://${text}/`;
  const name = parseUrl(url)?.hostname.replace(/\.$/, '') ?? '';
  return name === '' || readAddress(name) ? undefined : name;
}
