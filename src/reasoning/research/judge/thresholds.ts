/** Fitted by hand to the `dev` half of the evaluation's data (docs/evaluation.md), whose `test` half is reported. */
export const thresholds = {
  /** Share of the claim that one sentence must say, or two together, to support it. */
  support: 0.6,
  supportByTwo: 0.7,
  /** The same for a sentence that contradicts it in one thing. */
  conflict: 0.6,
  /** For one that disputes it, where another page supports it: that the claim is known makes it likelier to be meant. */
  dispute: 0.5,
  /** So much less for either where a name of the claim is in the page's title, and the one thing is a number or date. */
  inTitle: 0.2,
  /**
   * What tells another value of the same thing in other words (`rivals.ts`): numbers of one type are at most `ratio` times
   * each other, and where no word is shared at most `nearRatio` times; its words must be nearer to the claim's by
   * `margin`, or its value so many times as near as any other; wordings that have so much in common are one.
   */
  rivals: { ratio: 10, nearRatio: 1.5, margin: 0.2, timesNearer: 3, sameWording: 0.75 },
  /** For one that contradicts it in two numbers. */
  conflictInTwo: 0.9,
  /** Share of each clause of the claim that must be said to support it: none may be an addition. */
  clause: 0.25,
  /**
   * In scripts without spaces, where the evidence names what the claim is about, less of what is said of it must be the
   * same: so much less to support it, with a number, date or name of it or without, and to contradict it.
   */
  aboutSubject: { support: 0.15, supportWithParticular: 0.3, conflict: 0.3 },
  /** No model is asked where evidence says so much of the claim, or so little of one that stays undecided. */
  sure: { decided: 0.8, undecided: 0.27 },
} as const;
