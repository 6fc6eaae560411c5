import type { HostKind } from '../host-kinds';
import { intergovernmentalBodies, standardsBodies } from './bodies';
import { documentationHosts, manualHosts } from './documentation';
import { governments } from './governments';
import { institutes, namedUniversities } from './institutes';
import { newspapers } from './newspapers';
import { newspapersOfTheSouthAndEast } from './newspapers-of-the-south-and-east';
import { broadcasters, newsAgencies, stateMedia } from './newsrooms';
import { answerHosts, blogHosts, codeHosts, userWikis } from './open-hosts';
import { openReferenceWorks, referenceWorks } from './reference';
import { journals, preprints } from './scholarly';
import { documentHosts, forums, socialNetworks } from './social';
import { statisticsOffices } from './statistics';
import { advocates, tradePapers } from './trade';
import { universitiesAToG } from './universities-a-g';
import { universitiesHToZ } from './universities-h-z';
import { aggregators, contentFarms, pressReleaseWires, satire, tabloids } from './weak';

/** What a table says of a domain. */
export interface Registered {
  readonly kind: HostKind;
  readonly publisher: string;
}

const tables: readonly (readonly [HostKind, ...Readonly<Record<string, string>>[]])[] = [
  ['standards', standardsBodies],
  ['statistics', statisticsOffices],
  ['journal', journals],
  ['intergovernmental', intergovernmentalBodies],
  ['government', governments],
  ['institute', institutes],
  ['agency', newsAgencies],
  ['reference', referenceWorks],
  ['documentation', documentationHosts],
  ['university', namedUniversities],
  ['broadcaster', broadcasters],
  ['newspaper', newspapers, newspapersOfTheSouthAndEast],
  ['preprint', preprints],
  ['advocacy', advocates],
  ['openReference', openReferenceWorks],
  ['trade', tradePapers],
  ['manual', manualHosts],
  ['codeHost', codeHosts],
  ['answers', answerHosts],
  ['pressRelease', pressReleaseWires],
  ['stateMedia', stateMedia],
  ['blog', blogHosts],
  ['documents', documentHosts],
  ['tabloid', tabloids],
  ['userWiki', userWikis],
  ['forum', forums],
  ['aggregator', aggregators],
  ['social', socialNetworks],
  ['contentFarm', contentFarms],
  ['satire', satire],
];

/** Every domain that a table knows. */
export const registry: ReadonlyMap<string, Registered> = new Map(
  tables.flatMap(([kind, ...names]) =>
    names.flatMap((table) =>
      Object.entries(table).map(([domain, publisher]) => [domain, { kind, publisher }] as const),
    ),
  ),
);

/** Domains of universities that no suffix tells. */
export const universityDomains: ReadonlySet<string> = new Set(
  [universitiesAToG, universitiesHToZ].flatMap((table) =>
    Object.values(table).flatMap((domains) => domains.split(/\s+/)),
  ),
);

/** The main domain of each publisher, the shortest of several: bbc.com, and bbc.co.uk too, is the BBC's. */
export const mainDomains: ReadonlyMap<string, string> = mainOf(registry);

function mainOf(entries: ReadonlyMap<string, Registered>): ReadonlyMap<string, string> {
  const main = new Map<string, string>();
  for (const [domain, { publisher }] of entries) {
    const known = main.get(publisher);
    if (known === undefined || domain.length < known.length) main.set(publisher, domain);
  }
  return main;
}
