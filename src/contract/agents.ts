/** Names of agents that are the same in every task: in events, in the record, in the engine's UI. */
export const agents = {
  simple: 'simple-agent',
  final: 'final_output',
  orchestrator: 'orchestrator',
  planner: 'planner',
  /** Sums up what was said in a session before. */
  memory: 'memory',
  /** Puts the results of several agents together. */
  synthesis: 'synthesis',
  /** Judges drafts, values thoughts, groups answers. */
  critic: 'critic',
  /** Judges the claims of a report, and mends what does not hold. */
  verifier: 'verifier',
  /** Lists the facts of a report. */
  factFinder: 'fact-finder',
  /** Tells how budgets stand, and pauses tasks for them. */
  budget: 'budget-manager',
} as const;
