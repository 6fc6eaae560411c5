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
