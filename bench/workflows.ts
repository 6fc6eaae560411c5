import { proxyActivities } from '@temporalio/workflow';

const { greet } = proxyActivities<{ greet(): Promise<string> }>({ startToCloseTimeout: '1 minute' });

/** The least that a workflow can be. */
export function bareNothing(): Promise<string> {
  return Promise.resolve('done');
}

/** The least workflow that does something: one activity. */
export async function bareActivity(): Promise<string> {
  return greet();
}

/** As many activities as a planned task has: one, then so many in a row or side by side, then one. */
export async function bareGraph(shape: 'chain' | 'wide', steps: number, atOnce: number): Promise<string> {
  await greet();
  let left = steps;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await greet();
    }
  };
  await Promise.all(Array.from({ length: shape === 'chain' ? 1 : atOnce }, lane));
  return greet();
}
