import type { NewEvent } from '../contract/events';
import type { Plan, PlanStep } from '../contract/values';
import { agents } from '../contract/agents';

/** The event with which the work on a task begins. */
export const workflowStarted: NewEvent = {
  key: 'begin:workflow',
  type: 'WORKFLOW_STARTED',
  agent_id: agents.orchestrator,
  message: 'Starting up',
};

/** The events with which a task of several calls begins. */
export function openingEvents(query: string): NewEvent[] {
  const { planner } = agents;
  const excerpt = [...query].slice(0, 50).join('');
  return [
    workflowStarted,
    {
      key: 'begin:thinking',
      type: 'AGENT_THINKING',
      agent_id: planner,
      message: `Thinking about: ${excerpt}`,
    },
    { key: 'begin:progress', type: 'PROGRESS', agent_id: planner, message: 'Understanding your request' },
  ];
}

/** Tells a plan, and that its steps are handed out. */
export function planEvents({ steps }: Plan, query: string): NewEvent[] {
  return [
    { key: 'plan:progress', ...progressOf(steps, 'Got a plan', query) },
    ...steps.filter(({ needs }) => needs.length > 0).map(waits),
    { key: 'plan:delegation', type: 'DELEGATION', agent_id: agents.orchestrator, message: 'Processing' },
  ];
}

/** Tells a plan that has changed for the `number`th time: all its steps, those that are done included. */
export function planChanged(steps: readonly PlanStep[], number: number, query: string): NewEvent {
  return { key: `plan:progress:${number}`, ...progressOf(steps, 'Changed the plan', query) };
}

function progressOf(steps: readonly PlanStep[], what: string, query: string): Omit<NewEvent, 'key'> {
  const count = `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`;
  const name = (purpose: string) => [...(purpose || query)].slice(0, 120).join('');
  return {
    type: 'PROGRESS',
    agent_id: agents.planner,
    message: `${what} — ${count}`,
    payload: {
      plan: steps.map(({ id, purpose, tools }) => ({
        id,
        name: name(purpose),
        type: tools.length > 0 ? 'tools' : 'reasoning',
      })),
      deps: steps.flatMap(({ id, needs }) => needs.map((need) => ({ from: need, to: id }))),
    },
  };
}

/** Tells that a step waits for others. */
function waits({ id, needs }: PlanStep): NewEvent {
  const message = `Waiting for ${needs.join(', ')}`;
  return { key: `plan:waiting:${id}`, type: 'WAITING', agent_id: agentName(id), message };
}

/** The name of the agent that does a step, the same everywhere. */
export function agentName(id: string): string {
  return `agent-${id}`;
}

/** Tells that an agent begins. */
export function agentStarted(agent: string, purpose: string): NewEvent {
  const message = `Working on it: ${[...purpose].slice(0, 100).join('')}`;
  return { key: `${agent}:started`, type: 'AGENT_STARTED', agent_id: agent, message };
}

/** Tells that an agent is through. */
export function agentCompleted(agent: string): NewEvent {
  return { key: `${agent}:completed`, type: 'AGENT_COMPLETED', agent_id: agent, message: 'Done' };
}

/** Tells of something that went wrong and does not end the task. */
export function warning(key: string, agent: string, message: string): NewEvent {
  return { key: `warning:${key}`, type: 'WARNING', agent_id: agent, message };
}

/** Tells that messages of people have reached a model: those after `from`, up to `to`. */
export function messageReceived(agent: string, from: number, to: number): NewEvent {
  return {
    key: `heard:${to}`,
    type: 'MESSAGE_RECEIVED',
    agent_id: agent,
    message: to - from === 1 ? 'A message has been read' : `${to - from} messages have been read`,
    payload: { first: from + 1, last: to },
  };
}
