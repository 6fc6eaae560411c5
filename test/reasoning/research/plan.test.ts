import type { Coverage, ResearchQuestion } from '../../../src/contract/research/values';
import {
  coverageProblem,
  researchPlanProblem,
  sameSearch,
  takeQuestions,
  understandingProblem,
} from '../../../src/reasoning/research/plan';
import { noSourceSentence } from '../../../src/reasoning/research/no-source';
import { isCovered, isSaturated, splitSections, uncovered } from '../../../src/reasoning/research/progress';

const dimensions = ['d1', 'd2', 'd3'].map((id) => ({ id, what: `What of ${id}` }));
const question = (id: string, more: Partial<ResearchQuestion> = {}): ResearchQuestion => ({
  ...{ id, question: `Question ${id}`, dimensions: ['d1'], kinds: ['any'], queries: [`search ${id}`] },
  ...more,
});
const coverage = (covered: readonly Coverage['dimensions'][number]['covered'][], more = {}): Coverage => ({
  dimensions: covered.map((one, index) => ({ id: `d${index + 1}`, covered: one, missing: '' })),
  questions: [],
  ...more,
});

test('an understanding names each dimension by an id of its own', () => {
  const understanding = {
    ...{ kind: 'fact' as const, language: 'en', time_frame: null },
    entities: [],
  };
  expect(understandingProblem({ ...understanding, dimensions })).toBeUndefined();
  const doubled = [...dimensions, { id: 'd1', what: 'Again' }];
  expect(understandingProblem({ ...understanding, dimensions: doubled })).toMatch(/same id/);
});

test.each([
  [
    'all dimensions served',
    [question('a', { dimensions: ['d1', 'd2'] }), question('b', { dimensions: ['d3'] })],
    undefined,
  ],
  ['one not served', [question('a', { dimensions: ['d1', 'd3'] })], /serves the dimension d2/],
  ['an unknown one', [question('a', { dimensions: ['d9'] })], /a serves d9; the dimensions are d1, d2, d3/],
  ['too many', [question('a'), question('b'), question('c')], /3 sub-questions; at most 2/],
])('a plan with %s', (_name, questions, problem) => {
  const found = researchPlanProblem({ questions }, { dimensions, most: 2 });
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeUndefined();
});

test('evidence is judged once for each dimension and for no other', () => {
  const bounds = { dimensions, most: 1 };
  expect(coverageProblem(coverage(['yes', 'no', 'partly']), bounds)).toBeUndefined();
  expect(coverageProblem(coverage(['yes', 'no']), bounds)).toMatch(/d3 must be judged once/);
  const strange = coverage(['yes', 'no', 'no', 'no']);
  expect(coverageProblem(strange, bounds)).toMatch(/Only these dimensions/);
  const gaps = coverage(['yes', 'no', 'no'], { questions: [question('a'), question('b')] });
  expect(coverageProblem(gaps, bounds)).toMatch(/2 sub-questions; at most 1/);
});

test('sub-questions get ids of the task, no more searches than allowed, and none that was made', () => {
  const taken = takeQuestions(
    [
      question('x', { queries: ['Tea prices', 'prices, TEA', 'coffee', 'milk'] }),
      question('x', { queries: ['Coffee'] }),
      question('y', { queries: ['water', 'ＷＡＴＥＲ'] }),
      question('z', { queries: ['juice'] }),
    ],
    { prefix: 'r1q', most: 2, searches: 2, made: ['the milk'] },
  );
  expect(taken.map(({ id, queries }) => [id, queries])).toEqual([
    ['r1q1', ['prices, TEA', 'coffee']],
    ['r1q2', ['water'].map(() => 'ＷＡＴＥＲ')],
  ]);
  expect(sameSearch('Price of tea?')).toBe(sameSearch('tea, of price'));
  expect(sameSearch('東京 人口')).toBe(sameSearch('人口　東京'));
});

test.each([
  ['no new page', { pages: 4, hosts: 2 }, true],
  ['one more page of a known host', { pages: 5, hosts: 2 }, true],
  ['one page of a new host', { pages: 5, hosts: 3 }, false],
  ['several pages of known hosts', { pages: 6, hosts: 2 }, false],
])('a round that brought %s', (_name, after, saturated) => {
  expect(isSaturated({ pages: 4, hosts: 2 }, after)).toBe(saturated);
});

test('what is missing is said in the words of its dimension', () => {
  expect(isCovered(coverage(['yes', 'yes', 'yes']))).toBe(true);
  expect(isCovered(coverage(['yes', 'partly', 'yes']))).toBe(false);
  expect(uncovered(dimensions, coverage(['yes', 'no', 'partly']))).toEqual(['What of d2']);
  expect(uncovered(dimensions, undefined)).toEqual([]);
});

test('a report is parted by dimension where what was read is much, without losing one', () => {
  const seven = Array.from({ length: 7 }, (_, n) => ({ id: `d${n}`, what: `What ${n}` }));
  const parts = (characters: number, most = 3) =>
    splitSections(seven, { characters, material: 10_000, most });
  expect(parts(39_000)).toHaveLength(1);
  expect(parts(41_000)).toHaveLength(2);
  expect(parts(9_000_000)).toHaveLength(3);
  expect(parts(9_000_000, 20)).toHaveLength(7);
  for (const count of [1, 2, 3, 5, 20]) {
    const sections = parts(9_000_000, count);
    expect(sections.flat()).toEqual(seven);
    expect(sections.every(({ length }) => length > 0)).toBe(true);
  }
});

test('a task without a source says what was tried', () => {
  const tried = { made: ['a', 'b'], refused: ['https://example.org/: It is gone.'], reach: { pages: 0 } };
  expect(noSourceSentence(tried)).toBe(
    'No source was found: no page could be read. Searched for: "a"; "b". What failed: https://example.org/: It is gone.',
  );
  const many = { made: Array.from({ length: 9 }, (_, n) => `q${n}`), refused: [], reach: { pages: 2 } };
  expect(noSourceSentence(many, 'The budget is spent.')).toMatch(
    /^No source was found: none of the 2 pages .* "q4"; and 4 more\. The budget is spent\.$/,
  );
});
