import { fold } from '../../../text/tokens';
import type { NameMention } from './particulars/mention';
import { slotNames } from './slot-names';
import type { Statement } from './statement';

/** What all pages of a task show of names. */
export interface KnownNames {
  /** The names in a sentence, with those that only other sentences show to be names. */
  readonly in: (statement: Statement) => NameMention[];
  /** Whether nothing but its place in sentences shows that it is a name. */
  readonly isWeak: (name: NameMention) => boolean;
  /** What kinds of thing it names, as far as sentences show: `person`, `place` and the like. */
  readonly rolesOf: (name: NameMention) => ReadonlySet<string>;
}

const isHan = /^\p{Script=Han}{3,}$/u;
const hasDense = /[\p{Script=Han}\p{Script=Katakana}]/u;
const endsAsPlace = /^\p{Script=Han}+[市県府町村岳山川省县縣]$/u;
const roles: readonly (readonly [role: string, before: RegExp, after: RegExp])[] = [
  ['person', /\bby $/u, /^(?:氏|さん|监督|監督|教授|先生|女士)/u],
  ['place', /\b(?:in|at|near|on|from|to|of) $/u, /^(?:市|県|都|府|町|村|岳|山|川|省|县|縣)/u],
];

/** Learns from sentences which names there are where no capitals show them, and what names are of. */
export function knownNamesIn(statements: readonly Statement[]): KnownNames {
  const names = new Set<string>();
  const sure = new Set<string>();
  const rolesByName = new Map<string, Set<string>>();
  const learn = ({ words }: NameMention, role: string) => {
    const key = words.join(' ');
    rolesByName.set(key, (rolesByName.get(key) ?? new Set()).add(role));
  };
  for (const { particulars, text } of statements) {
    const slots = slotNames(text);
    for (const { name, role } of slots) {
      names.add(fold(name.text));
      if (role === 'person') sure.add(fold(name.text));
      learn(name, role);
    }
    for (const name of particulars.names.filter(({ isSure }) => isSure)) {
      sure.add(fold(name.text));
      // Of 由曹雪松维护 the verb is no part of the name.
      const isTooLong = slots.some((slot) => slot.role === 'person' && isWithin(slot.name, name));
      if (!isTooLong && hasDense.test(name.text)) names.add(fold(name.text));
      for (const role of rolesOf(name, text)) learn(name, role);
    }
  }
  // Longest first: of two that stand in one place the longer one is meant.
  const known = [...names].sort((one, other) => other.length - one.length);
  const rolesOfName = ({ words }: NameMention) => rolesByName.get(words.join(' ')) ?? noRoles;
  return {
    in: (statement) => namesIn(statement, known, rolesOfName),
    isWeak: ({ text }) => !sure.has(fold(text)),
    rolesOf: rolesOfName,
  };
}

const noRoles: ReadonlySet<string> = new Set();

function isWithin(slot: NameMention, name: NameMention): boolean {
  return slot.start >= name.start && slot.end < name.end && name.end - slot.end < 4;
}

function rolesOf({ start, end, text: name, kind }: NameMention, text: string): string[] {
  const [before, after] = [text.slice(Math.max(0, start - 12), start), text.slice(end, end + 3)];
  const shown = roles.flatMap(([role, ahead, behind]) =>
    ahead.test(before) || behind.test(after) ? [role] : [],
  );
  // A place such as 松本市 can begin as a surname does.
  const own = endsAsPlace.test(name) ? 'place' : kind;
  return own === undefined ? shown : [own, ...shown];
}

function namesIn(
  { particulars, folded, text }: Statement,
  known: readonly string[],
  rolesOfName: (name: NameMention) => ReadonlySet<string>,
): NameMention[] {
  const found = particulars.names.filter(
    (name) =>
      (name.isSure || rolesOfName(name).size > 0) &&
      !(
        isHan.test(name.text) && known.some((one) => one.length < name.text.length && name.text.includes(one))
      ),
  );
  if (folded.length !== text.length) return found;
  for (const name of known) {
    const start = folded.indexOf(name);
    const end = start + name.length;
    if (start >= 0 && !found.some((one) => start < one.end && one.start < end))
      found.push({ start, end, text: text.slice(start, end), words: [name], isSure: false });
  }
  return found;
}
