import type { Client } from '@temporalio/client';
import type { LoadedDataConverter } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';

type Answer = Awaited<ReturnType<Client['workflowService']['getWorkflowExecutionHistory']>>;
/** An event of a history as the engine sends it. */
export type RawEvent = NonNullable<NonNullable<Answer['history']>['events']>[number];
type Payload = Parameters<LoadedDataConverter['payloadConverter']['fromPayload']>[0];

/** One event of a workflow's history, read and decoded. */
export interface EngineEvent {
  /** Number within the history, from 1. */
  readonly id: number;
  readonly at: Date;
  /** What happened, as the engine's protocol names it: `activityTaskCompleted`. */
  readonly kind: string;
  /** The earlier event that this one goes on from: what ordered the activity, the timer or the child. */
  readonly of: number | undefined;
  /** Name of the workflow, the activity, the signal or the marker that it is about. */
  readonly name: string | undefined;
  /** What the workflow's code said it is for. */
  readonly summary: string | undefined;
  /** Which try of an activity began, from 1. */
  readonly attempt: number | undefined;
  /** Why it failed; of a try of an activity: why the one before it did. */
  readonly failure: string | undefined;
  readonly input: readonly unknown[];
  readonly result: unknown;
}

interface Named {
  readonly name?: string | null;
}
interface Carried {
  readonly payloads?: Payload[] | null;
}
interface Failure {
  readonly message?: string | null;
  readonly cause?: Failure | null;
  readonly activityFailureInfo?: object | null;
  readonly childWorkflowExecutionFailureInfo?: object | null;
}

/** What of the many shapes of events is read; numbers of events come as `Long`. */
interface Attributes {
  readonly scheduledEventId?: unknown;
  readonly startedEventId?: unknown;
  readonly initiatedEventId?: unknown;
  readonly workflowType?: Named | null;
  readonly activityType?: Named | null;
  readonly signalName?: string | null;
  readonly markerName?: string | null;
  readonly attempt?: number | null;
  readonly failure?: Failure | null;
  readonly lastFailure?: Failure | null;
  readonly reason?: string | null;
  readonly input?: Carried | null;
  readonly result?: Carried | null;
  readonly details?: Record<string, Carried> | Carried | null;
}

/** Reads an event; what of it does not decode is left undefined, for it may have been written by anybody. */
export async function readEvent(event: RawEvent, converter: LoadedDataConverter): Promise<EngineEvent> {
  const [key, attributes] = attributesOf(event);
  const summary = await decodeFirst(converter, event.userMetadata?.summary);
  const marker = key === 'markerRecorded' ? await localActivityOf(attributes, converter) : undefined;
  return {
    id: Number(event.eventId),
    at: new Date(Number(event.eventTime?.seconds ?? 0) * 1_000 + (event.eventTime?.nanos ?? 0) / 1_000_000),
    kind: key,
    of: originOf(key, attributes),
    name: marker ?? nameOf(attributes),
    summary: typeof summary === 'string' && summary !== '' ? summary : undefined,
    attempt: key === 'activityTaskStarted' ? (attributes.attempt ?? 1) : undefined,
    failure: failureOf(attributes.failure ?? attributes.lastFailure) ?? (attributes.reason || undefined),
    input: await decodeAll(converter, attributes.input?.payloads),
    result: (await decodeAll(converter, attributes.result?.payloads))[0],
  };
}

function attributesOf(event: RawEvent): [string, Attributes] {
  const found = Object.entries(event).find(([key, value]) => /EventAttributes$/.test(key) && value != null);
  if (!found) return ['event', {}];
  return [found[0].replace(/EventAttributes$/, ''), found[1] as Attributes];
}

function originOf(kind: string, { scheduledEventId, startedEventId, initiatedEventId }: Attributes) {
  if (kind.startsWith('activityTask')) return idOf(scheduledEventId);
  if (kind.startsWith('timer')) return idOf(startedEventId);
  return idOf(initiatedEventId);
}

function idOf(value: unknown): number | undefined {
  const id = Number(value ?? 0);
  return id > 0 ? id : undefined;
}

function nameOf({ activityType, signalName, markerName, workflowType }: Attributes): string | undefined {
  return activityType?.name || signalName || markerName || workflowType?.name || undefined;
}

/** What a failure says; one that only says that something within failed is told by what that says. */
function failureOf(failure: Failure | null | undefined): string | undefined {
  if (!failure) return undefined;
  const isWrapper = failure.activityFailureInfo ?? failure.childWorkflowExecutionFailureInfo;
  return (isWrapper && failureOf(failure.cause)) || failure.message || undefined;
}

/** What a marker of a local activity says of it. */
async function localActivityOf(
  { details }: Attributes,
  converter: LoadedDataConverter,
): Promise<string | undefined> {
  const data = (details as Record<string, Carried> | null | undefined)?.['data'];
  const [told] = await decodeAll(converter, data?.payloads);
  const type = (told as { activity_type?: unknown } | undefined)?.activity_type;
  return typeof type === 'string' ? type : undefined;
}

async function decodeFirst(converter: LoadedDataConverter, payload: Payload | null | undefined) {
  return payload ? (await decodeAll(converter, [payload]))[0] : undefined;
}

async function decodeAll(
  converter: LoadedDataConverter,
  payloads: Payload[] | null | undefined,
): Promise<unknown[]> {
  try {
    return await decodeArrayFromPayloads(converter, payloads);
  } catch {
    return [];
  }
}
