import { assertIntegrity, integrityProblems } from '../../../../src/reasoning/research/report';
import { numbered, reportOf } from '../../../support/cited-report';

const good = { ...numbered(reportOf('It grew [p3]. It fell [p4, p3].')), isJson: false, language: 'en' };
const [body = ''] = good.text.split('\n\n## ');
const list = good.text.slice(body.length);

test('a report that was numbered holds', () => {
  expect(integrityProblems(good)).toEqual([]);
  expect(() => assertIntegrity(good)).not.toThrow();
});

test.each([
  ['a number without a citation', `${body} More [3].${list}`, '[3] has no citation.'],
  ['a zero', `${body} More [0].${list}`, '[0] has no citation.'],
  ['a number of another script', `${body} More [٣].${list}`, '[3] has no citation.'],
  ['a known number in other brackets', `${body} More 【1】.${list}`, '[1] has no citation.'],
  ['an index in code', `${body} \`a[3]\`${list}`, '[3] has no citation.'],
  ['a citation that is not used', `It grew [1].${list}`, 'Citation 2 is not used.'],
  [
    'another order',
    `It grew [2]. It fell [1].${list}`,
    'The numbers are not in the order of their first use.',
  ],
  ['numbers in disorder', `It grew [1]. It fell [2][1].${list}`, '[2][1] stand together without order.'],
  ['a number twice', `It grew [1][1]. It fell [2].${list}`, '[1][1] stand together without order.'],
  ['no list', body, 'The list of sources is not that of the citations.'],
  [
    'another list',
    good.text.replace('Title 3', 'Title 5'),
    'The list of sources is not that of the citations.',
  ],
])('%s is found', (_, text, problem) => {
  expect(integrityProblems({ ...good, text })).toContain(problem);
  expect(() => assertIntegrity({ ...good, text })).toThrow('The report does not hold together');
});

test('a source that comes twice is found', () => {
  const [first, second] = good.citations;
  const citations = [first!, { ...second!, url: `${first!.url}?utm_source=x` }];
  expect(integrityProblems({ ...good, citations })).toContain('A source comes twice.');
});

test('in JSON it is the string values that are looked at, and lists of one number', () => {
  const json = { citations: [], isJson: true, language: 'en' };
  expect(integrityProblems({ ...json, text: '{"[3]": "x"}' })).toEqual([]);
  expect(integrityProblems({ ...json, text: '{"a": "x [3]"}' })).toEqual(['[3] has no citation.']);
  expect(integrityProblems({ ...json, text: '{"a": [3]}' })).toEqual(['[3] has no citation.']);
});
