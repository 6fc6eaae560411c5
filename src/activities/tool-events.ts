import type { NewEvent } from '../contract/events';
import type { ToolOutcome } from '../contract/tools';

/** The step that calls a tool, and who does it. */
export interface Calling {
  readonly step: string;
  readonly agent: string;
}

const shownParameters = 2_000;
const shownCharacters = 2_000;

/** Tells that a tool is called, and with what. */
export function toolInvoked({ step, agent }: Calling, name: string, args: unknown): NewEvent {
  const text = JSON.stringify(args ?? {});
  const params =
    text.length <= shownParameters ? args : { cut: text.slice(0, shownParameters).toWellFormed() };
  return {
    key: `${step}:invoked`,
    type: 'TOOL_INVOKED',
    agent_id: agent,
    message: `Calling ${name.slice(0, 64)}`,
    payload: { tool: name.slice(0, 64), params },
  };
}

/** Tells what a tool gave: the beginning of its text, how long it took, and why it failed where it did. */
export function toolObserved(
  { step, agent }: Calling,
  name: string,
  outcome: Pick<ToolOutcome, 'ok' | 'durationMs'> & { readonly costUsd?: number; readonly error?: string },
  text: string,
): NewEvent {
  return {
    key: `${step}:observed`,
    type: 'TOOL_OBSERVATION',
    agent_id: agent,
    message: [...text].slice(0, shownCharacters).join(''),
    payload: {
      tool: name.slice(0, 64),
      success: outcome.ok,
      duration_ms: outcome.durationMs,
      ...(outcome.ok && { cost_usd: outcome.costUsd ?? 0 }),
      ...(!outcome.ok && { error: (outcome.error ?? '').slice(0, 500) }),
    },
  };
}
