import type { CallModelInput } from '../contract/activities';
import type { NewEvent } from '../contract/events';
import { agents } from '../contract/agents';
import { workflowStarted } from '../reasoning/work-events';

/** The events with which a task's first model call begins; each has one key, so repeats write nothing. */
export function beginEvents(input: CallModelInput): NewEvent[] {
  if (input.compose) {
    const { agent, tell } = input.compose;
    return [
      ...tell,
      { key: `${input.step}:prompt`, type: 'LLM_PROMPT', agent_id: agent, message: input.excerpt },
    ];
  }
  const { simple } = agents;
  const excerpt = [...input.excerpt].slice(0, 50).join('');
  return [
    workflowStarted,
    ...(input.tell ?? []).filter(({ key }) => key !== workflowStarted.key),
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

/** A whole answer as one piece of text, for an answer that was not streamed while it was written. */
export function wholeText(agent: string, text: string): NewEvent {
  const payload = { attempt: 1, chunk_index: 0 };
  return { key: 'answer:text', type: 'LLM_PARTIAL', agent_id: agent, message: text, payload };
}
