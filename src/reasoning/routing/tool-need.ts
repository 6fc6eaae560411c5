import { quoted } from './quoted';
import type { Question } from './read-question';

/** What in a question a model alone cannot do, to be put into a sentence; undefined where there is nothing. */
export function toolNeedOf(question: Question): string | undefined {
  const { words, fileName } = question;
  const found = [
    question.hasAddress && 'a web address',
    words.web.length > 0 && `the web (${quoted(words.web)})`,
    words.fresh.length > 0 && `what is new (${quoted(words.fresh)})`,
    fileName !== undefined && `a file (${quoted([fileName])})`,
    fileName === undefined && words.files.length > 0 && `files (${quoted(words.files)})`,
    words.run.length > 0 && `a program that is run (${quoted(words.run)})`,
    question.hasArithmetic && 'a sum to be calculated',
  ].filter((need) => need !== false);
  return found.length > 0 ? found.join(', ') : undefined;
}
