import type { Client } from '@temporalio/client';

type Event = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>[number];
type Span = readonly [from: number, to: number];

/** Milliseconds in which at least one step of a workflow ran, by its history. */
export async function busyMs(client: Client, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return lengthOf([...activities(events ?? []), ...localActivities(events ?? [])]);
}

function activities(events: readonly Event[]): Span[] {
  const started = new Map<string, number>();
  return events.flatMap((event): Span[] => {
    const begun = event.activityTaskStartedEventAttributes;
    if (begun) started.set(String(begun.scheduledEventId), timeOf(event));
    const ended = event.activityTaskCompletedEventAttributes ?? event.activityTaskFailedEventAttributes;
    const from = ended ? started.get(String(ended.scheduledEventId)) : undefined;
    return from === undefined ? [] : [[from, timeOf(event)]];
  });
}

/**
 * The engine notes no beginning of a step within the workflow's own task, so it counts as what that task took longer
 * than the median of those without one.
 */
function localActivities(events: readonly Event[]): Span[] {
  const started = new Map<string, number>();
  const tasks = new Map<string, Span>();
  const withSteps = new Set<string>();
  for (const event of events) {
    if (event.workflowTaskStartedEventAttributes) started.set(String(event.eventId), timeOf(event));
    const completed = event.workflowTaskCompletedEventAttributes;
    const from = completed ? started.get(String(completed.startedEventId)) : undefined;
    if (from !== undefined) tasks.set(String(event.eventId), [from, timeOf(event)]);
    const marker = event.markerRecordedEventAttributes;
    if (marker?.markerName === 'core_local_activity')
      withSteps.add(String(marker.workflowTaskCompletedEventId));
  }
  const lengths = [...tasks].filter(([id]) => !withSteps.has(id)).map(([, [from, to]]) => to - from);
  const usual = lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
  return [...tasks]
    .filter(([id]) => withSteps.has(id))
    .map(([, [from, to]]) => [Math.min(from + usual, to), to]);
}

/** How much of time spans cover together. */
function lengthOf(spans: readonly Span[]): number {
  let covered = 0;
  let until = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered;
}

function timeOf({ eventTime }: Event): number {
  return Number(eventTime?.seconds ?? 0) * 1_000 + (eventTime?.nanos ?? 0) / 1e6;
}
