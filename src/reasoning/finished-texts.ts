import { agents } from '../contract/agents';

/** A text and what it is of. */
export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

interface KeptText {
  readonly agent: string;
  readonly output: Readonly<Record<string, unknown>> | null;
}

/**
 * What the agents of a task had written when it was stopped, in the order of its steps: of each its newest text,
 * a finished one before one that was stopped.
 */
export function finishedTexts(steps: readonly KeptText[]): LabelledText[] {
  const texts = new Map<string, LabelledText & { readonly isWhole: boolean }>();
  for (const { agent, output } of steps) {
    // What was said before is no part of an answer.
    if (agent === agents.memory) continue;
    const text = output?.['text'];
    const isWhole = (output?.['result'] as { kind?: string } | undefined)?.kind === 'text';
    const isText = isWhole || output?.['isStopped'] === true;
    if (!isText || typeof text !== 'string' || text === '') continue;
    if (!isWhole && texts.get(agent)?.isWhole) continue;
    const label = output?.['label'];
    texts.set(agent, { label: typeof label === 'string' && label !== '' ? label : agent, text, isWhole });
  }
  return [...texts.values()].map(({ label, text }) => ({ label, text }));
}

/** Several texts as one under their labels; a single one as it is. */
export function underLabels(texts: readonly LabelledText[]): string {
  const [only] = texts;
  if (texts.length === 1 && only) return only.text;
  return texts.map(({ label, text }) => `## ${label}\n\n${text}`).join('\n\n');
}
