import type { TaskEvent } from '../../contract/events';
import { agents } from '../../contract/agents';
import type { TimelineEvent } from '../../contract/timeline';
import { eventId } from './event-id';

/** The log of events as a timeline, for a task whose history the engine keeps no longer. Types are those of the log. */
export function timelineFromLog(taskId: string, events: readonly TaskEvent[]): TimelineEvent[] {
  return events.map(({ type, agent_id: agent, message = '', payload = {}, timestamp, seq }) => ({
    id: eventId(taskId, seq),
    workflow_id: taskId,
    type,
    message,
    timestamp,
    seq,
    created_at: timestamp,
    ...(agent !== undefined && { agent }),
    ...textOf('tool', payload['tool']),
    // The whole answer is told once more for those who wait for the last word alone: it was no call.
    ...(agent !== agents.final && {
      ...textOf('model', payload['model_used']),
      ...textOf('provider', payload['provider']),
      ...numberOf('tokens', payload['tokens_used']),
      ...numberOf('cost_usd', payload['cost_usd']),
    }),
    ...numberOf('duration_ms', payload['duration_ms']),
    ...(Object.keys(payload).length > 0 && { payload }),
  }));
}

function textOf<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return typeof value === 'string' ? ({ [name]: value } as Record<Name, string>) : {};
}

function numberOf<Name extends string>(name: Name, value: unknown): Partial<Record<Name, number>> {
  return typeof value === 'number' ? ({ [name]: value } as Record<Name, number>) : {};
}
