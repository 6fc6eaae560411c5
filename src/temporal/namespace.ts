import type { Client } from '@temporalio/client';

const secondsPerDay = 86_400;

/** Sets how long the engine keeps ended workflows, days; only for a namespace that is ours. Throws the engine's error. */
export async function setRetention(client: Client, days: number): Promise<void> {
  const { namespace } = client.options;
  const described = await client.workflowService.describeNamespace({ namespace });
  const seconds = Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  if (seconds === days * secondsPerDay) return;
  await client.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: { seconds: (days * secondsPerDay) as never } },
  });
}
