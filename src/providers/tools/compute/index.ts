import type { Tool } from '../port';
import { calculator } from './calculator';
import { currentTime } from './current-time';
import { jsonQuery } from './json-query';
import { Processes } from './processes';
import { statistics } from './statistics';

/** The tools that compute, and what ends the processes that some of them keep. */
export interface ComputeTools {
  readonly tools: readonly Tool[];
  /** Ends what is calculated, and returns when its processes are gone. */
  close(): Promise<void>;
}

/** Makes the tools that compute; none of them starts anything before it is called. */
export function createComputeTools(): ComputeTools {
  const calculating = new Processes('calculator');
  const querying = new Processes('json-query');
  return {
    tools: [currentTime, calculator(calculating), statistics, jsonQuery(querying)],
    close: async () => {
      await Promise.all([calculating.close(), querying.close()]);
    },
  };
}
