import type { Evidence } from './evidence';
import { knownNamesIn, type KnownNames } from './known-names';
import { relationsIn, type Relations } from './relations';
import { once, type Statement } from './statement';
import { pageSubject, tellingOf, type Telling } from './tellings';
import { thresholds } from './thresholds';

/** What all pages of a task tell of what they are about. Each is worked out when it is first asked for. */
export interface ToldByPages {
  /** How much a term tells, from 0 to 1. */
  readonly weightOf: (term: string) => number;
  readonly names: () => KnownNames;
  /** By what they tell of, as titles name it. */
  readonly tellings: () => ReadonlyMap<string, readonly Telling[]>;
  readonly relations: () => Relations;
}

/** Reads what sentences tell of the subjects of their pages; each piece of evidence is one sentence. */
export function toldByPages(
  evidence: () => readonly Evidence[],
  weightOf: ToldByPages['weightOf'],
): ToldByPages {
  const all = once(evidence);
  const names = once(() => knownNamesIn(all().flatMap(({ sentences }) => sentences)));
  const tellings = once(() => tellingsOf(all(), names()));
  const relations = once(() => relationsIn(tellings().values(), weightOf, thresholds.rivals.sameWording));
  return { weightOf, names, tellings, relations };
}

function tellingsOf(all: readonly Evidence[], names: KnownNames): ReadonlyMap<string, readonly Telling[]> {
  const subjects = new Map<Statement, string | undefined>();
  const told = new Map<string, Telling[]>();
  for (const evidence of all) {
    const { title, sentences } = evidence;
    if (!subjects.has(title)) subjects.set(title, pageSubject(title));
    const subject = subjects.get(title);
    const [sentence] = sentences;
    const telling = subject !== undefined && sentence && tellingOf(sentence, evidence, subject, names);
    if (!telling) continue;
    const known = told.get(subject) ?? [];
    known.push(telling);
    told.set(subject, known);
  }
  return told;
}
