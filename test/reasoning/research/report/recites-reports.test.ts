import { reciteReport } from '../../../../src/reasoning/research/report';
import type { Report } from '../../../../src/reasoning/research/report';
import { numbered, passages, reportOf } from '../../../support/cited-report';

/** The report with its sentence cited by these passages only. */
function recited(report: Report, sentence: string, ...ids: string[]): Report {
  const start = report.text.indexOf(sentence);
  const places = ids.flatMap((id) => passages[id] ?? []);
  return reciteReport(report, [{ start, end: start + sentence.length, places }]);
}
const textOf = (report: Report) => numbered(report).text.split('\n\n## ')[0];

test.each([
  ['before its full stop', 'One is so. Two is so [p2].', 'One is so.', 'One is so [1]. Two is so [2].'],
  ['before what closes behind it', 'He said "it is so."', 'He said "it is so."', 'He said "it is so [1]."'],
  [
    'at its end, where no sign ends it',
    '- One is so\n- Two is so [p2]',
    'One is so',
    '- One is so [1]\n- Two is so [2]',
  ],
  ['in Japanese', '橋は長い。', '橋は長い。', '橋は長い[1]。'],
  [
    'within the last cell of a row',
    '| a | b |\n| --- | --- |\n| one | two |',
    '| one | two |',
    '| a | b |\n| --- | --- |\n| one | two [1] |',
  ],
])('a sentence gets a source: %s', (_, text, sentence, becomes) => {
  expect(textOf(recited(reportOf(text), sentence, 'p1'))).toBe(becomes);
});

test('a source takes the place of another, and those of other sentences stay', () => {
  const report = reportOf('One is so [p1]. Two is so [p2].');
  const after = recited(report, 'Two is so.', 'p3');
  expect(textOf(after)).toBe('One is so [1]. Two is so [2].');
  expect(numbered(after).citations.map(({ page }) => Number(page))).toEqual([1, 3]);
});

test('of several sources those that may stay keep their places', () => {
  const report = reportOf('One [p1] and two [p2] are so [p3].');
  expect(report.text).toBe('One and two are so.');
  const after = recited(report, report.text, 'p1', 'p3');
  expect(textOf(after)).toBe('One [1] and two are so [2].');
  expect(after.text).toBe(report.text);
});

test('a value of JSON keeps its form', () => {
  const report = reportOf(JSON.stringify({ answer: 'It is "so".' }), true);
  const after = recited(report, 'It is \\"so\\".', 'p1');
  expect(JSON.parse(numbered(after).text)).toEqual({ answer: 'It is "so" [1].' });
});
