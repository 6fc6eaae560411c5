import type { Mark, Report } from './report';

/** A stretch of a report's text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The marks of each of a report's sentences, which are in order: those within it and at its end, those that open its
 * line, and those that stand behind it with nothing between. Marks of headings and of code belong to no sentence.
 */
export function marksOf({ text, marks }: Report, sentences: readonly Stretch[]): Mark[][] {
  const of = sentences.map((): Mark[] => []);
  let index = 0;
  for (const mark of marks) {
    while (index + 1 < sentences.length && isBehind(text, mark, sentences[index + 1])) index += 1;
    const sentence = sentences[index];
    if (!sentence || !isBehind(text, mark, sentence)) continue;
    // A row of a table may hold sentences of its own; what follows a sentence is blank up to the mark.
    if (mark.at <= sentence.end || text.slice(sentence.end, mark.at).trim() === '') of[index]?.push(mark);
  }
  return of;
}

/** Whether a mark stands within a sentence, behind it, or opens it. */
function isBehind(text: string, { at }: Mark, sentence: Stretch | undefined): boolean {
  if (!sentence || at < sentence.start) return false;
  return at > sentence.start || at === 0 || /[\s"]/.test(text.charAt(at - 1));
}
