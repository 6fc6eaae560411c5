import { inlineNumbers } from '../../../../src/reasoning/research/report/inline-numbers';
import { cited, reportOf } from '../../../support/cited-report';

test.each([
  ['`a[3]` and [p3].', '`a[ 3 ]` and [1].'],
  ['``b[`4`]`` [p3].', '``b[`4`]`` [1].'],
  ['`[p3]` stays.', '`[p3]` stays.'],
  ['```js\nx = a[3]; // [p3]\n```\nText [p4].', '```js\nx = a[ 3 ]; // [p3]\n```\nText [1].'],
  ['~~~\n```\na[3]\n~~~\nText [p4].', '~~~\n```\na[ 3 ]\n~~~\nText [1].'],
  ['It sets a[3] and items[i][4] = 2 [p3].', 'It sets a[ 3 ] and items[i][ 4 ] = 2 [1].'],
  ['It reads df.iloc[3] and matrix[1][2] [p3].', 'It reads df.iloc[ 3 ] and matrix[ 1 ][ 2 ] [1].'],
  ['In [2020] 3 WLR it was held [p3].', 'In [ 2020 ] 3 WLR it was held [1].'],
  ['A value in [0, 1] or the range [2, 5] [p3].', 'A value in [0, 1] or the range [2, 5] [1].'],
  ['An escaped \\[3\\] [p3].', 'An escaped \\[3\\] [1].'],
  ['He said it [sic] [p3].', 'He said it [sic] [1].'],
  ['At https://x.example/?id[3]=4 [p3].', 'At https://x.example/?id%5B3%5D=4 [1].'],
  ['At https://x.example/a[p3].', 'At https://x.example/a [1].'],
])('%j stays as %j', (written, shown) => {
  expect(cited(written)).toBe(shown);
  expect(reportOf(written).droppedNumbers).toBe(0);
});

test('brackets that are left of others are no citation', () => {
  for (const text of ['[[p99]3]', '[1[p99]2]', '[p99[p98]3]', '[[3]4]', '\\[3]', '`x``[3]`'])
    expect(inlineNumbers(reportOf(`It grew ${text} much [p3].`).text)).toEqual([]);
});

test('a block of code that is left open ends with its section', () => {
  expect(cited('Text [p3].\n\n```\na[3]')).toBe('Text [1].\n\n```\na[ 3 ]\n```');
});
