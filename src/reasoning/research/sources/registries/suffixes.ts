import type { HostKind } from '../host-kinds';

/** A public suffix that not everybody gets a name under. */
interface SuffixRule {
  readonly kind: HostKind;
  readonly pattern: RegExp;
}

/**
 * Suffixes by who may register there. Only suffixes of the public list's own part are held against them: `edu.eu.org`
 * and such belong to companies. What is left out on purpose: `go.it` is the province of Gorizia, `edu.pl` is open to all,
 * `.ac` alone is an island, `org.*` and `or.*` say nothing about who is behind.
 */
export const suffixRules: readonly SuffixRule[] = [
  { kind: 'intergovernmental', pattern: /^int$/ },
  { kind: 'military', pattern: /^mil(\.[a-z]{2})?$/ },
  {
    kind: 'government',
    pattern:
      /^(?:gov|(?:[a-z0-9-]+\.)?(?:gov|gob|gouv|guv|govt|gub|gobierno|goverment)\.[a-z]{2}|gv\.at|gc\.ca|fed\.us|nic\.in|gov\.scot|gov\.wales|admin\.ch)$/,
  },
  // Japan, Korea, Indonesia, Thailand, Kenya, Tanzania, Uganda, Costa Rica, Ivory Coast: `go` is kept for authorities.
  { kind: 'government', pattern: /^go\.(?:jp|kr|id|th|ke|tz|ug|cr|ci)$/ },
  // Councils of Japan, courts and parliaments of Brazil, police, courts and the health service of Britain.
  {
    kind: 'government',
    pattern: /^(?:lg\.jp|(?:jus|leg|mp|tc|def)\.br|police\.uk|nhs\.uk|judiciary\.uk|mod\.uk)$/,
  },
  { kind: 'university', pattern: /^edu$/ },
  { kind: 'university', pattern: /^(?!edu\.pl$)(?:[a-z0-9-]+\.)?edu\.[a-z]{2}$/ },
  { kind: 'university', pattern: /^ac\.[a-z]{2}$/ },
  { kind: 'university', pattern: /^(?:re\.kr|res\.in|ernet\.in|ras\.ru|edu\.int)$/ },
  {
    kind: 'school',
    pattern:
      /^(?:(?:k12|cc|pvt\.k12)\.[a-z]{2}\.us|sch\.[a-z]{2}|ed\.jp|(?:hs|ms|es)\.kr|schule|school\.nz|school\.za)$/,
  },
];

/**
 * Domains that are named as universities of their country are. The name is custom, not a right: it starts lower than
 * a listed one, see `hostKindOf`.
 */
export const universityNames =
  /^(?:(?:uni|tu|fh|hs|th|ph|hochschule|universitaet)-[a-z-]+\.(?:de|at|ch)|(?:univ|u|ens|iut|insa)-[a-z0-9-]+\.fr|uni[a-z]{2,12}\.it)$/;

/** Suffixes where names are nearly free, and that lists of abused domains are full of. */
export const cheapSuffixes: ReadonlySet<string> = new Set(
  `bar best buzz cam casa cf cfd click club com.co cyou fun ga gdn gq hair icu link lol loan men ml mom monster online
  party pics pw quest racing rest sbs shop site skin space store stream surf tk today top trade uno vip wang win work
  world xin xyz zip`.split(/\s+/),
);
