/** What all tools that only compute have in common. */
export const computing = {
  category: 'compute',
  version: '1.0.0',
  costUsd: 0,
  dangerous: false,
  changes: false,
  foreignText: false,
} as const;
