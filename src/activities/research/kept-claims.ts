import type { Place } from '../../contract/research';
import type { JudgedClaim } from '../../reasoning/research/judge/combine-verdicts';
import type { RuleVerdict } from '../../reasoning/research/judge/judge-by-rules';
import type { ReportClaim } from '../../reasoning/research/report';

/** A claim of a report with what rules say of it, or the verdict of an earlier report that had it in the same words. */
export type KeptClaim = ReportClaim &
  BornOut &
  (
    | { readonly rules: RuleVerdict; readonly known?: undefined }
    | { readonly known: JudgedClaim; readonly rules?: undefined }
  );

interface BornOut {
  /** Of the pages that it cites those that say it, by rules; absent where an older worker took the claim. */
  readonly bornOutBy?: readonly string[];
}

/** What a step that takes claims keeps. */
export interface KeptClaims {
  readonly claims: readonly KeptClaim[];
}

/** Claims that a model is asked about, with passages, in the shape of a text that prompts show. */
export interface KeptBatch {
  readonly text: string;
  readonly isForeign: true;
  readonly passages: Readonly<Record<string, Place>>;
  /** The claims by the numbers that the text gives them, and their places in the report. */
  readonly claims: readonly {
    readonly number: number;
    readonly id: number;
    readonly start: number;
    readonly end: number;
  }[];
}

/** A claim of a report with its verdict. */
export interface SettledClaim extends ReportClaim, BornOut {
  readonly judged: JudgedClaim;
}

/** What a step that settles claims keeps. */
export interface KeptVerdicts {
  readonly settled: readonly SettledClaim[];
}
