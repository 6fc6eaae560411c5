import { factsOf, type HostKind } from '../host-kinds';
import type { KnownHost } from '../known-host';
import { cheapSuffixes } from '../registries/suffixes';
import type { Signal } from './signal';

interface AddressMark {
  readonly pattern: RegExp;
  readonly weight: number;
  readonly why: string;
  /** Kinds of host where it says something. */
  readonly of: (kind: HostKind) => boolean;
}

const isNews = (kind: HostKind): boolean => factsOf(kind).serves.includes('news');
const isClosed = (kind: HostKind): boolean => factsOf(kind).isOpen !== true;
const isUnknown = (kind: HostKind): boolean => kind === 'unknown';

/** What host and path of an address tell, in their order; all that fit count. */
const marks: readonly AddressMark[] = [
  {
    pattern:
      /\/(?:sponsored|sponsored-content|advertorials?|brandvoice|brand-?studio|partner-?content|paid-?post|publireportage|anzeigen?)(?:\/|-|$)/,
    weight: -0.35,
    why: 'stands among paid texts, as its address says',
    of: isClosed,
  },
  {
    pattern: /^forbes\.com\/sites\/|\/contributors?\//,
    weight: -0.2,
    why: 'is of a contributor whom no editor answers for, as its address says',
    of: isNews,
  },
  {
    pattern:
      /\/(?:opinions?|op-?ed|editorials?|columns?|columnists?|commentary|commentisfree|kommentare?|meinung|tribunes?|opinioni|opiniones|shasetsu|blogs?)(?:\/|$)|^(?:opinion|blogs?)\./,
    weight: -0.15,
    why: 'is an opinion, as its address says',
    of: isNews,
  },
  {
    pattern: /\/(?:press-?releases?|prnewswire|pr-?newswire|business-?wire|globe-?newswire)(?:\/|$)/,
    weight: -0.3,
    why: 'is a press release on a host of news, as its address says',
    of: isNews,
  },
  {
    pattern: /^(?:people|homes|homepages?|users?|students?|personal)\.|\/(?:~|people\/|users?\/|students?\/)/,
    weight: -0.15,
    why: 'is a personal page, as its address says',
    of: (kind) => /^(?:university|universityByName|institute|school)$/.test(kind),
  },
  {
    pattern:
      /\/(?:forums?|viewtopic\.php|showthread\.php|boards?|bbs|discussions?)(?:\/|\?|$)|^(?:forums?|community|discuss)\./,
    weight: -0.4,
    why: 'is a discussion that anybody writes in, as its address says',
    of: (kind) => isClosed(kind),
  },
  {
    pattern:
      /\/wiki\/(?:[^/:]{1,30}_)?(?:talk|user|diskussion|benutzer|discussion|利用者|ノート|讨论|用户|토론|사용자|نقاش|مستخدم)(?:_[^/:]{1,30})?:/,
    weight: -0.4,
    why: 'is a talk or user page',
    of: (kind) => kind === 'openReference' || kind === 'userWiki',
  },
  { pattern: /\/10\.\d{4,9}\/\S/, weight: 0.25, why: 'its address holds a DOI', of: isUnknown },
];

/** What an address says besides what its host is. */
export function addressSignals(host: KnownHost): readonly Signal[] {
  const address = `${host.name}${decoded(host.path).toLowerCase()}`;
  const found = marks.filter(({ pattern, of }) => of(host.kind) && pattern.test(address));
  return [...found, ...nameSignals(host)];
}

/** What the name of a host that no table knows tells. */
function nameSignals({ kind, name, domain, suffix }: KnownHost): readonly Signal[] {
  if (!isUnknown(kind) && kind !== 'houseBlog' && kind !== 'manual') return [];
  const label = domain.slice(0, domain.length - suffix.length - 1);
  const isOdd = (label.match(/-/g)?.length ?? 0) >= 2 || /\d{4}/.test(label) || label.length > 25;
  return [
    ...(cheapSuffixes.has(suffix)
      ? [{ weight: -0.25, why: `.${suffix} is a suffix that lists of abused names are full of` }]
      : []),
    // `xn--` begins every name in another script.
    ...(isOdd && !label.startsWith('xn--')
      ? [{ weight: -0.15, why: `${domain} is named as hosts are that are made to be found` }]
      : []),
    ...(name.split('.').length - domain.split('.').length >= 3
      ? [{ weight: -0.1, why: 'its host hides behind many subdomains' }]
      : []),
  ];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
