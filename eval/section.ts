/** What a section of the evaluation is given. */
export interface EvalRun {
  /** Folder, outside of the repository, for data that is fetched once. */
  readonly cache: string;
  /** Whether the model may be asked that a key of the environment gives, or rules and scripted models are all there is. */
  readonly model: 'none' | 'key';
  /** Says what is being done, for people who wait. */
  readonly say: (line: string) => void;
}

/** What a figure is to reach: at least, or at most. */
export interface Target {
  readonly value: number;
  readonly isMost?: boolean;
}

/** A number, and the interval that holds it in 95 of 100 redrawn data sets, where one was made. */
export interface Measured {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** One line of the table. */
export interface EvalRow extends Measured {
  readonly figure: string;
  /** How many things it was counted over. */
  readonly n: number;
  /** What the number is; a share goes from 0 to 1. */
  readonly unit: 'share' | 'error' | 'count' | 'ms' | 'USD';
  readonly target?: Target;
  /** The same figure by others, in the same run over the same data. */
  readonly baselines: readonly (Measured & { readonly name: string })[];
  /** Whether it must also be better than every baseline. */
  readonly mustBeatBaselines?: boolean;
}

/** Measures one subject; `npm run eval -- NAME` runs it alone. */
export type Section = (run: EvalRun) => Promise<EvalRow[]>;

/** Whether a row reaches its target, and lies above its baselines where it must; undefined where nothing is asked. */
export function isMet({ value, target, baselines, mustBeatBaselines }: EvalRow): boolean | undefined {
  if (!target) return undefined;
  const reaches = target.isMost === true ? value <= target.value : value >= target.value;
  return reaches && (mustBeatBaselines !== true || baselines.every((other) => value > other.value));
}
