import { sentencesOf } from '../../src/text/sentences';
import type { EvalTask } from '../task';

/** All sentences of the pages of a task, each with its page's title before it, so that it says of what it speaks. */
export function titledSentences({ pages, language }: EvalTask): string[] {
  return pages.flatMap(({ title, text }) =>
    sentencesOf(text, language).map((sentence) => `${title}: ${sentence.text}`),
  );
}
