/** One part of a quality score. */
export interface Part {
  /** 0 to 1. */
  readonly value: number;
  readonly why: string;
}
