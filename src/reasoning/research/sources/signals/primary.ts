import type { Understanding } from '../../../../contract/research/values';
import { factsOf } from '../host-kinds';
import type { KnownHost } from '../known-host';
import { cheapSuffixes } from '../registries/suffixes';
import type { Signal } from './signal';

export type Entities = Understanding['entities'];

/** Words of names of firms and bodies that their hosts leave out. */
const generic =
  /\b(?:the|inc|incorporated|corp|corporation|company|co|ltd|limited|llc|plc|gmbh|ag|se|sa|spa|nv|bv|ab|oyj?|kk|group|holdings?|motors?|foundation|project|university|universit[àéy]|universität|institute|organi[sz]ation|of|de|der|für|and|und)\b/giu;
/** What hosts add to the name. */
const added =
  /^(?:inc|corp|group|global|hq|official|foundation|project|org|lang|io|app|ai|js|labs?|company|motors?|usa|international|db|air|auto|bank)?$/;
/** Kinds of body that are known by the first letters of their names. */
const byLetters =
  /^(?:intergovernmental|government|statistics|institute|university|standards|agency|broadcaster|military)$/;

/**
 * Whether the page is by one of the things that the question names: its host, or on a host of programs or documentation
 * its account, bears the name. Hosts where anybody takes any name are no proof.
 */
export function primarySignal(host: KnownHost, entities: Entities): Signal | undefined {
  const found = entities.find(({ name, aliases }) => [name, ...aliases].some((one) => bears(host, one)));
  if (!found) return undefined;
  return {
    weight: 0.35,
    why: `is a primary source: the host bears the name of ${found.name}, which speaks in its own cause there`,
  };
}

function bears(host: KnownHost, name: string): boolean {
  if (host.name === '' || cheapSuffixes.has(host.suffix)) return false;
  const label = labelOf(host);
  if (label === undefined) return false;
  const capitals = [...name.matchAll(/(?<!\p{L})\p{Lu}/gu)].map(([letter]) => letter.toLowerCase()).join('');
  if (byLetters.test(host.kind) && capitals.length >= 3 && capitals === label) return true;
  return spellings(name).some(
    (spelling) => label.startsWith(spelling) && added.test(label.slice(spelling.length)),
  );
}

/** The part of the address that its owner chose; undefined where anybody could have. */
function labelOf({ kind, entry, name, domain, suffix, path }: KnownHost): string | undefined {
  if (kind === 'codeHost') return plain(path.split('/')[1] ?? '');
  if (kind === 'manual' && entry !== undefined && name.endsWith(`.${entry}`))
    return plain(name.slice(0, -entry.length - 1));
  if (factsOf(kind).isOpen === true) return undefined;
  return plain(domain.slice(0, domain.length - suffix.length - 1));
}

function spellings(name: string): readonly string[] {
  const shortest = /^[\p{Lu}\d]{2}$/u.test(name) ? 2 : 3;
  const forms = [name, name.replace(generic, ' ')];
  return forms
    .flatMap((form) => [plain(form), plain(spelledOut(form))])
    .filter(({ length }) => length >= shortest);
}

function spelledOut(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss');
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
