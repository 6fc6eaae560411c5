import type { Summary } from '../../eval/data/wheels';
import { englishTasks } from '../../eval/english/tasks';
import { balancedAccuracy, calibrationError } from '../../eval/measure/verdicts';
import { chinese } from '../../eval/templates/chinese';
import { japanese } from '../../eval/templates/japanese';
import { templateTasks } from '../../eval/templates/tasks';
import { quotesThatStand, ruleTask } from '../../eval/verdicts/ours';

/** Names that take each other's place. */
const named: Summary[] = ['Adelburg', 'Brunnstadt', 'Celenburg'].flatMap((city, at) => [
  { title: city, topic: 'Geography', description: 'City in Nordmark', extract: '' },
  {
    title: `Karla Weber ${'I'.repeat(at + 1)}`,
    topic: 'People',
    description: 'Engineer (1820–1890)',
    extract: '',
  },
]);

/** Summaries of our own, enough for one task of each half or more. */
const mills: Summary[] = Array.from({ length: 120 }, (_, at) => ({
  title: `Mill ${at}`,
  topic: 'Technology',
  description: 'Windmill',
  extract: `Mill ${at} is a windmill on the coast that was built in ${1700 + at} by a family of bakers. It grinds ${at + 20} tons of wheat each year for the villages around it. Its largest sail is covered with red cloth from the harbour of the town.`,
}));

const summaries = [...named, ...mills];

const tasks = [
  ...englishTasks(summaries, 'test', 2),
  ...templateTasks(chinese, 'test', 1),
  ...templateTasks(japanese, 'test', 1),
];

test('each language has claims of all three labels', () => {
  expect(new Set(tasks.map(({ language }) => language))).toEqual(new Set(['en', 'zh', 'ja']));
  for (const { claims } of tasks)
    expect(new Set(claims.map(({ label }) => label))).toEqual(
      new Set(['supported', 'contradicted', 'undecided']),
    );
});

test('a claim that is kept or changed was made of a sentence that stands in a page, and is another one where it is changed', () => {
  for (const { pages, claims } of tasks)
    for (const { label, source, text } of claims.filter((claim) => claim.label !== 'undecided')) {
      expect(pages.some((page) => page.text.includes(source ?? '…'))).toBe(true);
      if (label === 'contradicted') expect(text).not.toBe(source);
    }
});

test('what was left out of a page does not stand in it', () => {
  const leftOut = tasks.flatMap(({ pages, claims }) =>
    claims.filter(({ making }) => making === 'left out').map(({ text }) => ({ pages, text })),
  );
  expect(leftOut.length).toBeGreaterThan(0);
  for (const { pages, text } of leftOut) expect(pages.some((page) => page.text.includes(text))).toBe(false);
});

test('the same data comes of every run, and no page is in both halves', () => {
  expect(templateTasks(chinese, 'test', 1)).toEqual(templateTasks(chinese, 'test', 1));
  const titles = (half: 'dev' | 'test') =>
    englishTasks(summaries, half, 9).flatMap(({ pages }) => pages.map(({ title }) => title));
  expect(titles('dev').filter((title) => titles('test').includes(title))).toEqual([]);
});

test('rules judge them, and every quote stands in its page', () => {
  for (const task of tasks) {
    const ruled = ruleTask(task);
    const { all, standing } = quotesThatStand(task, ruled);
    expect(all).toBeGreaterThan(0);
    expect(standing).toBe(all);
    const judged = ruled.map((one, at) => ({ ...one.judged, ...task.claims[at]! }));
    expect(balancedAccuracy(judged)).toBeGreaterThan(0.7);
  }
});

test('figures are what they are defined as', () => {
  const one = (
    label: 'supported' | 'undecided',
    verdict: 'supported' | 'contradicted' | 'undecided',
    confidence: number,
  ) => ({ label, verdict, confidence, making: 'verbatim' }) as const;
  const half = [one('supported', 'supported', 0.9), one('supported', 'contradicted', 0.9)];
  expect(calibrationError(half)).toBeCloseTo(0.4);
  expect(
    balancedAccuracy([
      ...half,
      { ...one('undecided', 'undecided', 1) },
      { label: 'contradicted', verdict: 'supported', confidence: 1, making: 'date' },
    ]),
  ).toBeCloseTo(0.5);
});
