import type { Summary } from '../data/wheels';
import { subjectOf } from './choose-sentences';

/** What summaries are about, by what it is: names of one kind can take each other's place in a sentence. */
export interface NamesByKind {
  readonly kindOf: (name: string) => string | undefined;
  readonly names: (kind: string) => readonly string[];
}

/** Kinds by the words that describe a summary in a line of its own, such as "Country in Central Africa". */
const kinds: readonly (readonly [kind: string, topic: string | undefined, description: RegExp])[] = [
  ['person', 'People', /\(.*\d{3,4}.*\)|from \d{3,4}/],
  ['country', 'Geography', /^(?:island )?country\b|^sovereign/i],
  ['city', 'Geography', /\b(?:city|capital)\b/i],
  ['region', 'Geography', /\b(?:province|state|region|prefecture)\b/i],
  ['water', 'Geography', /\b(?:sea|ocean|lake|bay|gulf)\b/i],
  ['river', 'Geography', /\briver\b/i],
  ['island', 'Geography', /\bisland\b/i],
  ['planet', 'Physical sciences', /\bplanet from the sun\b|\bmoon of\b/i],
  ['language', undefined, /\blanguage spoken|language of\b/i],
  ['university', undefined, /\buniversity in\b/i],
];

/** Reads what kind of thing each summary is about. */
export function namesByKind(summaries: readonly Summary[]): NamesByKind {
  const kindOf = new Map<string, string>();
  for (const summary of summaries) {
    const name = subjectOf(summary);
    const kind = kinds.find(
      ([, topic, pattern]) => (topic ?? summary.topic) === summary.topic && pattern.test(summary.description),
    );
    if (kind && /^\p{Lu}/u.test(name)) kindOf.set(name, kind[0]);
  }
  const names = new Map<string, string[]>();
  for (const [name, kind] of kindOf) names.set(kind, [...(names.get(kind) ?? []), name]);
  return { kindOf: (name) => kindOf.get(name), names: (kind) => names.get(kind) ?? [] };
}
