/** Looks at the earlier turns of a session, for what of them does not fit the window of the task's models. */
export interface LookBackOrder {
  /** From 1: how often the task has looked by now. */
  readonly number: number;
  /** The step that has the summary which was asked for when it last looked. */
  readonly summary?: string;
}

/** What a task does next about the earlier turns of its session. */
export type LookBackResult =
  /** What its calls show of them is settled. */
  | { readonly kind: 'ready' }
  /** A step has the text that is to be summed up, in so many words at most. */
  | { readonly kind: 'sum_up'; readonly step: string; readonly words: number };

/** The summary of the earliest turns of a session: of all that ended up to a turn, which is the last of them. */
export interface SessionSummary {
  readonly text: string;
  /** RFC 3339: when that turn ended. */
  readonly until: string;
  /** Its task. */
  readonly last: string;
}
