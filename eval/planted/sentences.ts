import { keyOf, say, type Stated } from './stated';
import type { PlantedFact, PlantedTask } from './world';

/** Every sentence that pages and writers of a task can make, by its words. */
export type Sentences = ReadonlyMap<string, Stated>;

/** All ways to say all that is true, disputed and wrong in a task. */
export function sentencesOfTask({ facts }: Pick<PlantedTask, 'facts'>): Sentences {
  const known = new Map<string, Stated>();
  for (const fact of facts)
    for (const value of [fact.value, fact.disputed, fact.wrong])
      for (const stated of value ? waysToSay(fact, value) : []) known.set(wordsOf(stated.text), stated);
  return known;
}

/** All ways to say that a fact has a value. */
export function waysToSay({ subject, field, says }: PlantedFact, value: readonly string[]): Stated[] {
  const [first = ''] = value;
  return says.flatMap((template) =>
    value.map((written) => ({
      key: keyOf(subject, field),
      value: first,
      text: say(template, subject, written),
    })),
  );
}

/** A sentence without marks of sources, signs of lists and blanks, so that it is found again whatever a report adds. */
export function wordsOf(text: string): string {
  return text
    .replaceAll(/\[p?\d+(?:, *p?\d+)*\]/g, '')
    .replaceAll(/[\s*_.。#>-]+/g, '')
    .toLowerCase();
}
