import { partialReport } from '../../../src/reasoning/research/report';

const text = (step: string, written: string) => ({
  step,
  output: { text: written, result: { kind: 'text' } },
});
const stopped = (step: string, written: string) => ({ step, output: { text: written, isStopped: true } });

test('parts of a report come in their order, without marks and without tries that could not be used', () => {
  const steps = [
    { step: 'cover/1', output: { text: '{}', result: { kind: 'value' } } },
    { step: 'understand', output: null },
    text('write/10', '## Ten\n\nThe tenth part [p2].'),
    { step: 'write/2', output: { text: 'No source.', result: { kind: 'unusable' } } },
    text('write/2-by-rules', 'The second part [p1, p3].'),
    { step: 'write/2/passages', output: { text: '[p1] A page\nText of strangers.' } },
    stopped('write/1', 'The opening [p4'),
  ];
  const report = partialReport(steps, { isJson: false });
  expect(report.split(/\n+/)).toEqual(['The opening', 'The second part.', '## Ten', 'The tenth part.']);
});

test('a whole text stands before one that was stopped, and nothing is made of nothing', () => {
  const steps = [text('write/1', 'Whole [p1].'), stopped('write/1-again', 'Hal')];
  expect(partialReport(steps, { isJson: false })).toBe('Whole.');
  expect(partialReport([{ step: 'plan', output: null }], { isJson: false })).toBe('');
});

test('an answer of a form loses its marks within its strings alone', () => {
  const steps = [text('write/1', '{"price": "4 crowns [p1]", "list": [1]}')];
  expect(JSON.parse(partialReport(steps, { isJson: true }))).toEqual({ price: '4 crowns', list: [1] });
});
