import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { connectEngine } from '../../src/temporal';
import { eventually } from './house';
import { testEngine } from './temporal';

/** What the engine keeps of a task: how many events and bytes, and the summaries of its activities in order. */
export interface KeptHistory {
  readonly events: number;
  readonly bytes: number;
  readonly summaries: readonly string[];
  /** What activities were given and gave back, as JSON texts in order. */
  readonly texts: readonly string[];
  /** Seconds without a beat after which an activity counts as lost, by the activity's name, in order. */
  readonly heartbeats: Readonly<Record<string, readonly number[]>>;
  /** Attempts of activities that were lost with their worker, or with one that stood still for too long. */
  readonly lost: number;
}

/** A look at histories, with a connection of its own. */
export class Histories {
  private constructor(readonly client: Client) {}

  static async open(): Promise<Histories> {
    return new Histories(await connectEngine(testEngine()));
  }

  close(): Promise<void> {
    return this.client.connection.close();
  }

  /** Resolves when a task's history has so many events, or when it has closed. */
  async reaches(taskId: string, events: number): Promise<void> {
    const { workflowService, options } = this.client;
    const order = { namespace: options.namespace, execution: { workflowId: taskId }, waitNewEvent: true };
    let seen = 0;
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await workflowService.getWorkflowExecutionHistory({
        ...order,
        ...(nextPageToken && { nextPageToken }),
      });
      seen += page.history?.events?.length ?? 0;
      ({ nextPageToken } = page);
    } while (seen < events && nextPageToken.length > 0);
  }

  /** The history of a task whose workflow is about to close or has closed. */
  async of(taskId: string): Promise<KeptHistory> {
    const handle = this.client.workflow.getHandle(taskId);
    const closed = await eventually(
      () => handle.describe(),
      ({ status }) => status.name !== 'RUNNING',
    );
    const history = await handle.fetchHistory();
    const started = (history.events ?? []).flatMap((event) => event.activityTaskStartedEventAttributes ?? []);
    const scheduled = (history.events ?? []).filter((event) => event.activityTaskScheduledEventAttributes);
    return {
      events: closed.historyLength,
      bytes: closed.historySize ?? 0,
      lost: started
        .filter(({ lastFailure }) => lastFailure?.timeoutFailureInfo)
        .reduce((sum, { attempt }) => sum + (attempt ?? 1) - 1, 0),
      texts: (history.events ?? []).flatMap((event) =>
        [
          event.activityTaskScheduledEventAttributes?.input,
          event.activityTaskCompletedEventAttributes?.result,
        ].flatMap((carried) =>
          (carried?.payloads ?? []).map(({ data }) => Buffer.from(data ?? []).toString()),
        ),
      ),
      heartbeats: beatsOf(scheduled.flatMap((event) => event.activityTaskScheduledEventAttributes ?? [])),
      summaries: scheduled.map(({ userMetadata }) =>
        userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : '',
      ),
    };
  }
}

interface Scheduled {
  readonly activityType?: { readonly name?: string | null } | null;
  readonly heartbeatTimeout?: { readonly seconds?: unknown } | null;
}

function beatsOf(scheduled: readonly Scheduled[]): KeptHistory['heartbeats'] {
  const beats: Record<string, number[]> = {};
  for (const { activityType, heartbeatTimeout } of scheduled)
    (beats[activityType?.name ?? ''] ??= []).push(Number(heartbeatTimeout?.seconds ?? 0));
  return beats;
}
