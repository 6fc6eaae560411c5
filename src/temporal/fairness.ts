import type { Priority } from '@temporalio/common';

/**
 * Tenants take turns in the queues of the engine, whoever has more in them; a workflow's activities stand where it does.
 * No priority is set: the engine serves all of a higher one first, so that turns would be taken within it alone.
 */
export function fairTo(tenant: string): Priority {
  return { fairnessKey: tenant.slice(0, 64) };
}
