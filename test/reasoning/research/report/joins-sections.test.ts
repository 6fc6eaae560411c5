import { assembleReport } from '../../../../src/reasoning/research/report';
import { numbered, pageNumber, pages } from '../../../support/cited-report';

const place = (number: number) => ({ page: pages[number - 1]!.hash, start: 0, end: 5 });

test('ids of passages mean something in their own section only', () => {
  const report = assembleReport([
    { heading: 'One', text: 'It grew [p1].', passages: { p1: place(4) } },
    { heading: 'Two', text: 'It fell [p1]. It rests [p2].', passages: { p1: place(9), p2: place(4) } },
  ]);
  const { text, citations } = numbered(report);
  expect(text).toContain('## One\n\nIt grew [1].\n\n## Two\n\nIt fell [2]. It rests [1].');
  expect(citations.map(({ page = '' }) => Number(page))).toEqual([4, 9]);
  expect(report.marks.map(({ places }) => places.map(pageNumber))).toEqual([[4], [9], [4]]);
});

test.each([
  ['## Growth\n\nIt grew.', '## Growth\n\nIt grew.'],
  ['**Growth**\nIt grew.', '## Growth\n\nIt grew.'],
  ['# 1. Growth\n\nIt grew.', '## 1. Growth\n\nIt grew.'],
  ['### Growth:\n\nIt grew.', '### Growth:\n\nIt grew.'],
  ['## How it grew\n\nIt grew.', '## How it grew\n\nIt grew.'],
  ['### In detail\n\nIt grew.', '## Growth\n\n### In detail\n\nIt grew.'],
  ['It grew.', '## Growth\n\nIt grew.'],
])('a section that begins with %j has one heading', (text, joined) => {
  expect(assembleReport([{ heading: 'Growth', text, passages: {} }]).text).toBe(joined);
});

test('nothing of a section is lost, sections without text are left out, and a title of the whole stands once', () => {
  const texts = [
    '# The report\n\nFirst.',
    '',
    '# The report\n\nSecond.\n\n- a\n- b',
    '  \n',
    '```md\nThird.\n```',
  ];
  const { text } = assembleReport(texts.map((one) => ({ text: one, passages: {} })));
  expect(text).toBe('# The report\n\nFirst.\n\nSecond.\n\n- a\n- b\n\nThird.');
});
