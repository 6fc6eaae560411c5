import type { CallModelInput } from '../contract/activities';
import type { PromptOrder, Used } from '../contract/orders';
import type { TaskRow } from '../store';
import { buildPrompt, type BuiltPrompt, type PromptParts } from '../reasoning/prompts/build';
import { agents } from '../contract/agents';
import type { ActivityDeps } from './deps';

/** Texts that a prompt shows. */
export type Texts = PromptParts['texts'];

/** Who makes a call, as events and record name it. */
export function agentOf({ compose }: Pick<CallModelInput, 'compose'>): string {
  return compose?.agent ?? agents.simple;
}

/** What an agent's text is of, for who reads it among others. */
export function labelOf(prompt: PromptOrder): { readonly label?: string } {
  return prompt.name === 'work' ? { label: [...prompt.purpose].slice(0, 80).join('') } : {};
}

/** Reads the texts that a prompt shows, in the order in which they are named; a step that left none is left out. */
export async function gatherTexts(deps: ActivityDeps, taskId: string, uses: readonly Used[]): Promise<Texts> {
  if (uses.length === 0) return [];
  const kept = await deps.store.steps.find(taskId, { names: uses.map(({ step }) => step) });
  const byName = new Map(kept.map((step) => [step.step, step.output]));
  return uses.flatMap(({ label, step }) => {
    const output = byName.get(step);
    const text = output?.['text'];
    return typeof text === 'string' && text !== ''
      ? [{ label, text, isForeign: output?.['isForeign'] === true }]
      : [];
  });
}

/** Builds a prompt for a task. */
export function promptFor(
  order: PromptOrder,
  row: TaskRow,
  texts: Texts,
  tools: PromptParts['tools'],
  messages: readonly string[] = [],
): BuiltPrompt {
  const { current_date: date } = row.context;
  return buildPrompt(order, {
    query: row.query,
    ...(row.settings.systemPrompt !== undefined && { systemPrompt: row.settings.systemPrompt }),
    currentDate: typeof date === 'string' ? date : row.created_at.toISOString().slice(0, 10),
    texts,
    tools,
    messages,
  });
}
