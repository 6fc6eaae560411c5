import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { AllowList } from './allow-list';
import { checkHost, openAddresses } from './check';

/** All addresses of a host name. Rejects where it has none. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/** What guarded connections are made with. */
export interface GuardOptions {
  readonly allowed: AllowList;
  /** Longest time until a connection stands. */
  readonly connectMs: number;
  /** How names are resolved; absent: as the system does. */
  readonly resolve?: Resolve | undefined;
}

/**
 * Opens connections to checked addresses only, for any client that is built on undici: the check stands where a connection
 * begins, so each hop of a redirect meets it. Names are resolved once, and what was checked is what is connected to;
 * resolving first and connecting later would let a name answer differently the second time. Fails with `AddressRefused`.
 */
export function guardedConnector(options: GuardOptions): buildConnector.connector {
  const { allowed, connectMs, resolve = (name: string) => systemLookup(name, { all: true }) } = options;
  const lookup: LookupFunction = (name, wanted, callback) => {
    const answer = async () => {
      const open = openAddresses(name, await resolve(name), allowed);
      return open.filter(({ family }) => !wanted.family || wanted.family === family);
    };
    answer().then(
      (addresses) => {
        const [first] = addresses;
        if (!first) callback(new Error(`${name} has no address`), '');
        else if (wanted.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as Error, ''),
    );
  };
  const connect = buildConnector({ lookup, timeout: connectMs });
  return (target, callback) => {
    // An address in place of a name is connected to without any lookup.
    try {
      checkHost(target.hostname, allowed);
    } catch (error) {
      callback(error as Error, null);
      return;
    }
    connect(target, callback);
  };
}

/** An undici agent whose connections are guarded; `more` says how it behaves otherwise. */
export function guardedAgent(guard: GuardOptions, more: Omit<Agent.Options, 'connect' | 'factory'>): Agent {
  return new Agent({ ...more, connect: guardedConnector(guard) });
}
