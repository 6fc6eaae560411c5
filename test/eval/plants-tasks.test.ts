import { judgedDraft, judgedLines } from '../../eval/planted/judge-report';
import type { EndedTask } from '../../eval/planted/ended-task';
import { plantedConflicts, plantedMirrors, quotesOf } from '../../eval/planted/planted-in';
import { mendedSentences } from '../../eval/planted/mender';
import { sentencesOfTask } from '../../eval/planted/sentences';
import { keyOf } from '../../eval/planted/stated';
import { carelessReport } from '../../eval/planted/writer';
import { plantedTasks, type PlantedTask } from '../../eval/planted/world';
import { chinese } from '../../eval/templates/chinese';
import { english } from '../../eval/templates/english';
import { japanese } from '../../eval/templates/japanese';
import type { ModelCall } from '../support/model-server';

const languages = { en: english, ja: japanese, zh: chinese };
const taskOf = (language: keyof typeof languages): PlantedTask => {
  const [task] = plantedTasks(languages[language], 'test', 1);
  if (!task) throw new Error('No task was made.');
  return task;
};
const shows = (task: PlantedTask, before = ''): ModelCall => {
  const passages = task.pages.map(
    ({ title, text }, at) => `[p${at + 1}] ${title} (someone, 2024-01-01)\n${text}`,
  );
  const content = `${before}\n\n${passages.join('\n\n')}\n</data>`;
  return { ...{ path: '', headers: {}, startedAt: 0 }, body: { messages: [{ role: 'user', content }] } };
};
/** A task that ended with this report, all pages read and the first of them cited. */
const ended = (task: PlantedTask, result: string, more: Partial<EndedTask> = {}): EndedTask => ({
  ...{ task, result, status: '', error: '', verification: undefined, tookMs: 0 },
  citations: task.pages.map(({ url, title }) => ({
    ...{ url, title, source: '', credibility_score: 1, quality_score: 1 },
  })),
  pages: task.pages.map(({ url }) => ({ page: url, url })),
  texts: new Map(task.pages.map(({ url, text }) => [url, text])),
  ...more,
});

test.each(['en', 'ja', 'zh'] as const)(
  'a planted task in %s says of each fact what its pages say',
  (language) => {
    const task = taskOf(language);
    expect(plantedTasks(languages[language], 'test', 1)).toEqual([task]);
    expect(task.pages).toHaveLength(25);
    for (const { states, text } of task.pages) for (const one of states) expect(text).toContain(one.text);
    for (const { subject, field, value, disputed, isHidden } of task.facts) {
      const said = task.pages.flatMap(({ states }) =>
        states.filter(({ key }) => key === keyOf(subject, field)),
      );
      const values = new Set(said.map((one) => one.value));
      expect(values).toEqual(new Set(isHidden ? [] : [value[0], ...(disputed ? [disputed[0]] : [])]));
    }
  },
);

test.each(['en', 'ja', 'zh'] as const)(
  'a careless writer in %s makes each kind of line, and each is judged',
  (language) => {
    const task = taskOf(language);
    const { text, lines } = carelessReport(shows(task), task, sentencesOfTask(task));
    const kinds = new Set(lines.map(({ writing }) => writing));
    expect(kinds.size).toBeGreaterThanOrEqual(5);
    const drafted = judgedDraft(task, lines);
    expect(drafted).toHaveLength(lines.length);
    lines.forEach(({ writing }, at) => {
      const { sources = [], isTrue } = drafted[at] ?? {};
      expect(isTrue).toBe(writing !== 'wrong value');
      if (writing === 'right') expect(sources.every(Boolean)).toBe(true);
      if (writing === 'one source more') expect(new Set(sources)).toEqual(new Set([true, false]));
      if (['wrong value', 'wrong source', 'invented'].includes(writing)) expect(sources).not.toContain(true);
    });
    // A finished report is read to the same end: its numbers are those of the passages.
    const finished = text.replaceAll(
      /\[(p[^\]]+)\]/g,
      (_, ids: string) => ids.replaceAll(/, p|p/g, '][').slice(1) + ']',
    );
    expect(judgedLines(ended(task, finished)).map(({ sources }) => sources)).toEqual(
      drafted.map(({ sources }) => sources),
    );
  },
);

test('a mender puts the sentence of a passage in the place of one like it, and nothing where none is', () => {
  const task = taskOf('en');
  const said = task.pages[0]?.states[0]?.text ?? '';
  const call = shows(
    task,
    `Claims:\n1. ${said.replace(/\d/g, '9')}\n   (No.)\n2. Zebras sleep.\n\nPassages:`,
  );
  const [first, second] = mendedSentences(call, sentencesOfTask(task));
  expect(first?.text.startsWith(said)).toBe(true);
  expect(second).toEqual({ claim: 2, text: '' });
});

test('conflicts, mirrors and quotes are found by what was planted', () => {
  const task = taskOf('en');
  expect(plantedConflicts(ended(task, ''))).toEqual(task.subjects.map(() => false));
  expect(plantedMirrors(ended(task, ''))).toEqual(task.subjects.map(() => false));
  const copies = new Map(
    task.pages.flatMap(({ url, copyOf }) => (copyOf === undefined ? [] : [[url, copyOf]])),
  );
  const pages = task.pages.map(({ url }) => {
    const same_as = copies.get(url);
    return { page: url, url, ...(same_as !== undefined && { same_as }) };
  });
  const citations = ended(task, '').citations.filter(({ url }) => !copies.has(url));
  expect(plantedMirrors(ended(task, '', { pages, citations }))).toEqual(task.subjects.map(() => true));
  const [page] = task.pages;
  const quote = { page: page?.url ?? '', start: 0, end: 4, text: page?.text.slice(0, 4) ?? '', citation: 1 };
  const detail = {
    ...{ claim: '', supporting_citations: [], conflicting_citations: [], confidence: 1, reason: '' },
    ...{ verdict: 'supported' as const, judged_by: 'rules' as const },
    supporting_quotes: [quote, { ...quote, start: 1 }],
    conflicting_quotes: [],
  };
  const verification = {
    ...{
      overall_confidence: 1,
      total_claims: 1,
      supported_claims: 1,
      unsupported_claims: [],
      undecided_claims: [],
    },
    ...{ conflicts: [], claim_details: [detail] },
  };
  expect(quotesOf(ended(task, '', { verification }))).toEqual([true, false]);
});
