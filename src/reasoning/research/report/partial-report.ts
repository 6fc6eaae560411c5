import { assembleReport } from './assemble-report';

interface KeptText {
  readonly step: string;
  readonly output: Readonly<Record<string, unknown>> | null;
}

/** Steps that write a part of a report: the part's number, and whether it was tried again. */
const writing = /^write\/(\d+)(?:-again|-by-rules)?$/;

/**
 * What there is of a report whose task was stopped, in the order of its parts: of each its newest text, a whole one
 * before one that was stopped. Without the marks of its passages: they name nothing as long as no source is numbered.
 */
export function partialReport(steps: readonly KeptText[], { isJson }: { readonly isJson: boolean }): string {
  const parts = new Map<number, { readonly text: string; readonly isWhole: boolean }>();
  for (const { step, output } of steps) {
    const part = Number(writing.exec(step)?.[1] ?? 0);
    const text = output?.['text'];
    if (part === 0 || typeof text !== 'string' || text === '') continue;
    const isWhole = (output?.['result'] as { kind?: string } | undefined)?.kind === 'text';
    if (!isWhole && (output?.['isStopped'] !== true || parts.get(part)?.isWhole === true)) continue;
    parts.set(part, { text, isWhole });
  }
  const sections = [...parts].sort(([a], [b]) => a - b).map(([, { text }]) => ({ text, passages: {} }));
  return sections.length === 0 ? '' : assembleReport(sections, { isJson }).text;
}
