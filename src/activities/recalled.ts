import type { SessionSummary } from '../contract/recall';

/** What a look keeps: the summary as it was, and, where turns are to be summed up, which, as what text. */
export interface Recalled {
  readonly memory?: SessionSummary | undefined;
  readonly text?: string;
  readonly folded?: { readonly turns: readonly string[]; readonly until: string; readonly last: string };
}
