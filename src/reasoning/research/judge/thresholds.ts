/** Set by hand on a few sentences of six languages; not fitted to data, and how well they hold is not measured. */
export const thresholds = {
  /** Share of the claim that one sentence must say, or two together, to support it. */
  support: 0.6,
  supportByTwo: 0.7,
  /** The same for a sentence that contradicts it in one thing. */
  conflict: 0.6,
  /** From this confidence on no model is asked. */
  sure: 0.9,
} as const;
