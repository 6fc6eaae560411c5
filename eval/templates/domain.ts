import type { Draw, Half } from '../random';

/** One value in the ways in which people write it, such as "12万人" and "120,000人". */
export type Value = readonly string[];

/** A thing that can be said of a subject: `{s}` stands for the subject, `{x}` for the value. */
export interface Field {
  readonly kind: 'number' | 'date' | 'name';
  /** Another value each time that one is asked for, out of many. */
  readonly value: (draw: Draw) => Value;
  /** Ways to say it, which mean the same. */
  readonly says: readonly string[];
}

/** Something that is so or is not so, in ways that mean the same. */
export interface Polar {
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** A kind of subject, such as companies, and what pages say of one. */
export interface Domain {
  readonly half: Half;
  readonly subject: (draw: Draw) => string;
  readonly fields: readonly Field[];
  readonly polar: readonly Polar[];
}

/** A language with its domains; those of one half are in no task of the other. */
export interface TemplateLanguage {
  readonly language: string;
  readonly domains: readonly Domain[];
  /** Joins two statements that begin with one subject to one sentence. */
  readonly join: (first: string, second: string, subject: string) => string;
}

/** A field whose value is one of a list. */
export function named(list: string, says: readonly string[]): Field {
  const values = list.split(' ');
  return { kind: 'name', value: (draw) => [draw.one(values)], says };
}
