import { agents } from './agents';
import type { NewEvent } from './events';

/** Tells that a task is to be paused; the count of the pause completes the key. */
export function pausing(reason: string): NewEvent {
  return event('pausing', 'WORKFLOW_PAUSING', reason === '' ? 'Pausing...' : 'Pausing', reason);
}

/** Tells that a task is paused. */
export function paused(reason: string): NewEvent {
  return event('control', 'WORKFLOW_PAUSED', 'Paused', reason);
}

/** Tells that a task goes on. */
export function resumed(reason: string): NewEvent {
  return event('control', 'WORKFLOW_RESUMED', 'Resuming', reason);
}

/** An event as the log has it: its key with the count of the pause or resumption. */
export function counted(told: NewEvent, seq: number): NewEvent {
  return { ...told, key: `${told.key}:${seq}` };
}

function event(key: string, type: NewEvent['type'], what: string, reason: string): NewEvent {
  const message = reason === '' ? what : `${what}: ${reason}`;
  return { key, type, agent_id: agents.orchestrator, message };
}
