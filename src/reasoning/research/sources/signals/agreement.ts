import type { Signal } from './signal';

/** How many independent sources (by `hostGroupOf`, mirrors once) say what this one says of the same claims. */
export interface Agreement {
  readonly agreeing: number;
  readonly disagreeing: number;
}

/** What other sources say, once that is known. More that agree never lower a score, more that disagree never raise it. */
export function agreementSignals({ agreeing, disagreeing }: Agreement): readonly Signal[] {
  return [
    ...(agreeing > 0
      ? [{ weight: 0.3 * share(agreeing), why: `independent sources that agree with it: ${agreeing}` }]
      : []),
    ...(disagreeing > 0
      ? [
          {
            weight: -0.35 * share(disagreeing),
            why: `independent sources that contradict it: ${disagreeing}`,
          },
        ]
      : []),
  ];
}

/** The share of the whole weight that so many reach: each further source counts less. */
function share(count: number): number {
  return 1 - 0.6 ** count;
}
