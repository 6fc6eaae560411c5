/** Words of a text that state something particular, where they stand: UTF-16 code units, `end` excluded. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A number, in the base unit of its kind, so that "1.2 km" and "1,200 metres" are one. */
export interface NumberMention extends Mention {
  readonly value: number;
  /** What it counts: `%`, `USD`, `metre`; empty where the text names nothing that is known here. */
  readonly unit: string;
  /** How fine it is told: one unit of its last digit, in `value`'s unit. */
  readonly step: number;
  /** How the text takes it: as it is, roughly, or as a bound. */
  readonly bound: 'exact' | 'about' | 'least' | 'most';
  readonly isOrdinal: boolean;
}

/** A date as far as the text tells it. A year before our era is negative. */
export interface DateMention extends Mention {
  readonly year: number | undefined;
  readonly month: number | undefined;
  readonly day: number | undefined;
  /** `decade` and `century` begin with `year`. */
  readonly span: 'date' | 'decade' | 'century';
  /** Written as 5/3/2024, which is two dates, depending on who reads it. */
  readonly isAmbiguous: boolean;
}

/** A name of somebody or something. */
export interface NameMention extends Mention {
  /** Its words without case and accents; a country of any language is `country:xx` alone. */
  readonly words: readonly string[];
  /** Whether it is surely a name, and not a word that only looks like one, such as the first of a sentence. */
  readonly isSure: boolean;
  /** What kind of thing it names, where its script or its surroundings tell that. */
  readonly kind?: NameKind;
}

export type NameKind = 'person' | 'place' | 'field' | 'country';

/** What of a sentence can be held against another without understanding it. */
export interface Particulars {
  readonly numbers: readonly NumberMention[];
  readonly dates: readonly DateMention[];
  readonly names: readonly NameMention[];
  readonly negations: readonly Mention[];
}
