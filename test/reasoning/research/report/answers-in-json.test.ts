import { assertIntegrity, claimsOf, mendReport } from '../../../../src/reasoning/research/report';
import { numbered, pageNumber, passages, reportOf } from '../../../support/cited-report';

const written =
  '{\n "answer": "It grew by 5 percent [p3].\\nIt fell \\u00e9 \\"then\\" [p4, p3].",\n "[p3]": {"list": ["[p9] It rests there now.", "x [7]"]}, "ids": [3], "big": 12345678901234567890, "one": 1.0\n}';

test('numbers stand in the string values; keys, numbers, layout and lists stay, and there is no list of sources', () => {
  const report = reportOf(written, true);
  const { text, citations } = numbered(report);
  expect(text).toBe(
    '{\n "answer": "It grew by 5 percent [1].\\nIt fell é \\"then\\" [1][2].",\n "[p3]": {"list": ["[3] It rests there now.", "x"]}, "ids": [ 3 ], "big": 12345678901234567890, "one": 1.0\n}',
  );
  expect(citations.map(({ page = '' }) => Number(page))).toEqual([3, 4, 9]);
  expect(() => assertIntegrity({ text, citations, isJson: true, language: 'en' })).not.toThrow();
  expect(report).toMatchObject({ isJson: true, droppedNumbers: 1 });
});

test('its claims have their citations, and their places are those of the JSON text', () => {
  const report = reportOf(written, true);
  const claims = claimsOf(report, 'en');
  expect(claims.map(({ text, cites }) => [text, cites.map(pageNumber)])).toEqual([
    ['It grew by 5 percent.', [3]],
    ['It fell é "then".', [4, 3]],
    ['It rests there now.', [9]],
  ]);
  expect(claims.map(({ start, end }) => report.text.slice(start, end))).toEqual([
    'It grew by 5 percent.',
    'It fell é \\"then\\".',
    'It rests there now.',
  ]);
});

test('a mended sentence is written as JSON, and one to be taken out loses its marks', () => {
  const report = reportOf(written, true);
  const [first, second] = claimsOf(report, 'en');
  const mended = mendReport(report, [
    { ...first!, become: { kind: 'text', text: 'It "grew" by 6\npercent [p8].', passages } },
    { ...second!, become: { kind: 'nothing' } },
  ]);
  const { text } = numbered(mended);
  expect((JSON.parse(text) as { answer: string }).answer).toBe(
    'It "grew" by 6 percent [1].\nIt fell é "then".',
  );
});

test('what is no JSON after all is a text', () => {
  expect(reportOf('[p3] It grew [p4].', true)).toMatchObject({ isJson: false });
  expect(reportOf('```json\n{"a": "It grew [p3]."}\n```', true)).toMatchObject({
    isJson: true,
    text: '{"a": "It grew."}',
  });
});
