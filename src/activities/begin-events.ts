import type { CallModelInput } from '../contract/activities';
import type { NewEvent } from '../contract/events';
import { agents } from '../reasoning/record';

/** The events with which a task's first model call begins; each has one key, so repeats write nothing. */
export function beginEvents(input: CallModelInput): NewEvent[] {
  const { simple, orchestrator } = agents;
  const excerpt = [...input.excerpt].slice(0, 50).join('');
  return [
    { key: 'begin:workflow', type: 'WORKFLOW_STARTED', agent_id: orchestrator, message: 'Starting up' },
    {
      key: 'begin:thinking',
      type: 'AGENT_THINKING',
      agent_id: simple,
      message: `Thinking about: ${excerpt}`,
    },
    { key: 'begin:agent', type: 'AGENT_STARTED', agent_id: simple, message: 'Working on it' },
    { key: `${input.step}:prompt`, type: 'LLM_PROMPT', agent_id: simple, message: input.excerpt },
  ];
}
