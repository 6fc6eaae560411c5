import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { LoadedDataConverter } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { CallProgress, LiveView } from '../contract/workflow';

/** How the engine says that a workflow ended. */
export type EngineEnd = 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timed_out';

/** What one Describe call tells of a task. */
export interface EngineView {
  /** How it ended; undefined: it runs. */
  readonly end: EngineEnd | undefined;
  readonly closedAt: Date | undefined;
  /** The workflow's own view from its memo; undefined: no worker has begun. */
  readonly live: LiveView | undefined;
  /** The model call in flight, from its heartbeat. */
  readonly call: CallProgress | undefined;
  readonly cancelRequested: boolean;
  /** Since when a workflow task waits that no worker has taken; undefined: none waits. */
  readonly waitingForWorkerSince: Date | undefined;
}

const ends: Readonly<Record<string, EngineEnd>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
};

/** Reads a description into what the house needs of it; what it does not understand it leaves undefined. */
export async function readDescription(
  description: WorkflowExecutionDescription,
  converter: LoadedDataConverter,
): Promise<EngineView> {
  const { raw } = description;
  const pending = raw.pendingWorkflowTask;
  const waiting = pending && !pending.startedTime ? (pending.scheduledTime ?? undefined) : undefined;
  const heartbeat = raw.pendingActivities?.find((activity) => activity.heartbeatDetails)?.heartbeatDetails;
  const beats = heartbeat ? await decodeArrayFromPayloads(converter, heartbeat.payloads) : [];
  return {
    end: ends[description.status.name],
    closedAt: description.closeTime,
    live: LiveView.safeParse(description.memo?.['view']).data,
    call: CallProgress.safeParse(beats[0]).data,
    cancelRequested: raw.workflowExtendedInfo?.cancelRequested ?? false,
    waitingForWorkerSince: waiting ? new Date(Number(waiting.seconds ?? 0) * 1_000) : undefined,
  };
}
