import type { EndedTask } from './ended-task';
import { sentencesOfTask, wordsOf, type Sentences } from './sentences';
import { keyOf, type Stated } from './stated';
import type { PlantedTask } from './world';
import type { DraftLine } from './writer';

/** A statement of a report, and for each of its sources whether that states it. */
export interface JudgedLine {
  readonly text: string;
  readonly stated: Stated;
  readonly isTrue: boolean;
  readonly sources: readonly boolean[];
}

/** The statements of a finished report, judged by what its pages are known to state. */
export function judgedLines({ task, result, citations }: EndedTask): JudgedLine[] {
  const sentences = sentencesOfTask(task);
  const body = result.split(/\n\n## [^\n]*\n\n\[1\] /)[0] ?? '';
  return linesOf(body, task.language).flatMap((text) =>
    statedIn(text, task, sentences).map((stated) => {
      const numbers = [...text.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits));
      const urls = numbers.map((number) => citations[number - 1]?.url);
      return judged(text, stated, task, urls);
    }),
  );
}

/** The same of a draft, before anything was checked. */
export function judgedDraft(task: PlantedTask, draft: readonly DraftLine[]): JudgedLine[] {
  const sentences = sentencesOfTask(task);
  return draft.flatMap(({ text, cited }) =>
    statedIn(text, task, sentences).map((stated) => {
      const urls = cited.map((title) => task.pages.find((page) => page.title.startsWith(title))?.url);
      return judged(text, stated, task, urls);
    }),
  );
}

function judged(
  text: string,
  stated: Stated,
  task: PlantedTask,
  urls: readonly (string | undefined)[],
): JudgedLine {
  const sources = urls.map((url) => {
    const page = task.pages.find((one) => one.url === url);
    return page?.states.some(({ key, value }) => key === stated.key && value === stated.value) ?? false;
  });
  const isTrue = task.facts.some(
    ({ subject, field, value }) => keyOf(subject, field) === stated.key && value[0] === stated.value,
  );
  return { text, stated, isTrue, sources };
}

function linesOf(body: string, language: string): string[] {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  // A model may write paragraphs; the scripted one writes a line a statement.
  return lines.flatMap((line) =>
    line.split(language === 'en' ? /(?<=[.!?](?: *\[\d+\])*)\s+(?=[^[])/ : /(?<=。(?: *\[\d+\])*)(?! *\[)/),
  );
}

/** What a sentence states: what it is known for, else every value that it gives of the one subject that it names. */
function statedIn(text: string, { facts, subjects }: PlantedTask, sentences: Sentences): Stated[] {
  const known = sentences.get(wordsOf(text));
  if (known) return [known];
  const named = subjects.filter((subject) => text.toLowerCase().includes(subject.toLowerCase()));
  if (named.length !== 1) return [];
  return facts
    .filter(({ subject, field }) => subject === named[0] && field !== 'polar')
    .flatMap(({ subject, field, value, disputed, wrong }) =>
      [value, disputed, wrong].flatMap((forms) =>
        forms?.some((form) => text.includes(form))
          ? [{ key: keyOf(subject, field), value: forms[0] ?? '', text }]
          : [],
      ),
    );
}
