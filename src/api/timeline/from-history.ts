import type { JsonObject } from '../../contract/task';
import type { TimelineEvent } from '../../contract/timeline';
import type { CallFacts } from '../../store';
import type { EngineEvent, EngineHistory } from '../../temporal';
import { CallCosts, stepOf } from './call-costs';
import { eventId } from './event-id';
import { isActivityEnd, isWorkflowEnd, timelineType } from './event-types';

/** A history as a timeline: all its events, and the numbers of those that ordered what is still under way. */
export interface ReadTimeline {
  readonly events: readonly TimelineEvent[];
  readonly open: ReadonlySet<number>;
}

/** Reads the history of a task, with what the log tells of its calls, into the events of its timeline. */
export function timelineOf(
  taskId: string,
  { runId, events }: EngineHistory,
  facts: readonly CallFacts[],
): ReadTimeline {
  const reading = new Reading(events, facts);
  const told = events.map((event) => {
    const timestamp = event.at.toISOString();
    const type = timelineType(event);
    return {
      id: eventId(runId, event.id),
      workflow_id: taskId,
      type,
      timestamp,
      seq: event.id,
      created_at: timestamp,
      ...reading.read(event, type),
      ...payloadOf(event),
    };
  });
  return { events: told, open: reading.open };
}

type Said = Pick<TimelineEvent, 'message'> & Partial<TimelineEvent>;

/** Goes through a history from its beginning. */
class Reading {
  readonly open = new Set<number>();
  private readonly byId: ReadonlyMap<number, EngineEvent>;
  private readonly attempts = new Map<number, number>();
  private readonly costs: CallCosts;

  constructor(
    private readonly events: readonly EngineEvent[],
    facts: readonly CallFacts[],
  ) {
    this.byId = new Map(events.map((event) => [event.id, event]));
    this.costs = new CallCosts(facts);
  }

  read(event: EngineEvent, type: string): Said {
    const order = event.of === undefined ? undefined : this.byId.get(event.of);
    if (type === 'ACT_SCHEDULED') return this.ordered(event);
    if (order && type.startsWith('ACT_')) return this.ofActivity(event, order, type);
    if (isActivityEnd(type))
      return { message: withFailure(event.summary ?? event.kind, event), ...activityOf(event), retries: 0 };
    const first = isWorkflowEnd(type) ? this.events[0] : order;
    return {
      message: withFailure(event.summary ?? order?.summary ?? event.name ?? order?.name ?? event.kind, event),
      ...(first && { duration_ms: event.at.getTime() - first.at.getTime() }),
    };
  }

  private ordered(order: EngineEvent): Said {
    this.open.add(order.id);
    return { message: order.summary ?? order.name ?? order.kind, ...activityOf(order) };
  }

  private ofActivity(event: EngineEvent, order: EngineEvent, type: string): Said {
    if (event.attempt !== undefined) this.attempts.set(order.id, event.attempt);
    const retries = Math.max(0, (this.attempts.get(order.id) ?? 1) - 1);
    const said = {
      message: withFailure(order.summary ?? order.name ?? order.kind, event),
      ...activityOf(order),
      ...(event.kind !== 'activityTaskCancelRequested' && { retries }),
    };
    if (!isActivityEnd(type)) return said;
    this.open.delete(order.id);
    return {
      ...said,
      ...this.costs.of(order, event),
      duration_ms: event.at.getTime() - order.at.getTime(),
    };
  }
}

function activityOf(order: EngineEvent): Partial<TimelineEvent> {
  return { ...stepOf(order), ...(order.name !== undefined && { activity: order.name }) };
}

function withFailure(message: string, { failure }: EngineEvent): string {
  return failure === undefined ? message : `${message}: ${failure}`;
}

function payloadOf({ input, result }: EngineEvent): { payload?: JsonObject } {
  const payload = {
    ...(input.length > 0 && { input }),
    ...(result !== undefined && { result }),
  };
  return Object.keys(payload).length > 0 ? { payload } : {};
}
