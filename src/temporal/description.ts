import type { Client } from '@temporalio/client';
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

type Description = Awaited<ReturnType<Client['workflowService']['describeWorkflowExecution']>>;
type Timestamp = NonNullable<NonNullable<Description['workflowExecutionInfo']>['closeTime']>;
type Payload = Parameters<LoadedDataConverter['payloadConverter']['fromPayload']>[0];

/** `WorkflowExecutionStatus` of the engine's protocol. */
const ends: Readonly<Record<number, EngineEnd>> = {
  2: 'completed',
  3: 'failed',
  4: 'cancelled',
  5: 'terminated',
  7: 'timed_out',
};

/**
 * Reads a description, as the engine sends it, into what the house needs of it; what it does not understand it
 * leaves undefined. The client's own reading converts every field, which takes a status read half its time.
 */
export async function readDescription(
  description: Description,
  converter: LoadedDataConverter,
): Promise<EngineView> {
  const { workflowExecutionInfo: info, pendingWorkflowTask: pending } = description;
  const heartbeat = description.pendingActivities.find((activity) => activity.heartbeatDetails);
  const [live, call] = await Promise.all([
    decode(converter, info?.memo?.fields?.['view']),
    decode(converter, heartbeat?.heartbeatDetails?.payloads?.[0]),
  ]);
  return {
    end: ends[info?.status ?? 0],
    closedAt: info?.closeTime ? toDate(info.closeTime) : undefined,
    live: LiveView.safeParse(live).data,
    call: CallProgress.safeParse(call).data,
    cancelRequested: description.workflowExtendedInfo?.cancelRequested ?? false,
    waitingForWorkerSince:
      pending?.scheduledTime && !pending.startedTime ? toDate(pending.scheduledTime) : undefined,
  };
}

async function decode(converter: LoadedDataConverter, payload: Payload | undefined): Promise<unknown> {
  return payload ? (await decodeArrayFromPayloads(converter, [payload]))[0] : undefined;
}

function toDate({ seconds, nanos }: Timestamp): Date {
  return new Date(Number(seconds ?? 0) * 1_000 + (nanos ?? 0) / 1_000_000);
}
