import type { Client } from '@temporalio/client';
import { readEvent, type EngineEvent } from './history-event';

/** What the engine keeps of one run of a workflow. */
export interface EngineHistory {
  readonly runId: string;
  readonly events: readonly EngineEvent[];
}

/** Makes one call to the engine within the time that it is given. */
type Within = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Reads the history of a workflow, page by page and decoded; `runId` names a run, absent: the last one. Throws the
 * engine's error, also where it does not know the workflow.
 */
export async function readHistory(
  { workflowService, options }: Client,
  within: Within,
  workflowId: string,
  runId: string | undefined,
): Promise<EngineHistory> {
  const { namespace, loadedDataConverter } = options;
  const execution = { workflowId, ...(runId !== undefined && { runId }) };
  const events: EngineEvent[] = [];
  let run = runId ?? '';
  let nextPageToken: Uint8Array | undefined;
  do {
    const order = { namespace, execution, ...(nextPageToken && { nextPageToken }) };
    const page = await within(() => workflowService.getWorkflowExecutionHistory(order));
    const raw = page.history?.events ?? [];
    run ||= raw[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '';
    events.push(...(await Promise.all(raw.map((event) => readEvent(event, loadedDataConverter)))));
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
  return { runId: run, events };
}
