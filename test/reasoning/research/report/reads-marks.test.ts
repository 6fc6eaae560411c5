import { cited, citedPages, reportOf } from '../../../support/cited-report';

test.each([
  ['It grew [p3].', 'It grew [1].'],
  ['It grew [p3, p7].', 'It grew [1][2].'],
  ['It grew [p3][p7] and [p7; p3].', 'It grew [1][2] and [1][2].'],
  ['It grew [p3], [p7].', 'It grew [1][2].'],
  ['It grew.[p3] It fell.', 'It grew. [1] It fell.'],
  ['It grew. [P3] It fell.', 'It grew. [1] It fell.'],
  ['It grew (p3).', 'It grew [1].'],
  ['It grew ([p3], [p4]).', 'It grew [1][2].'],
  ['It grew [^p3].', 'It grew [1].'],
  ['It grew [[p3]].', 'It grew [1].'],
  ['It grew \\[p3\\].', 'It grew [1].'],
  ['It grew **[p3]** much.', 'It grew [1] much.'],
  ['**It grew [p3]** much.', '**It grew [1]** much.'],
  ['It grew<sup>[p3]</sup>.', 'It grew [1].'],
  ['It grew [see p3 and p4].', 'It grew [1][2].'],
  ['It grew [p3–p5].', 'It grew [1][2][3].'],
  ['It grew [p3, 4].', 'It grew [1][2].'],
  ['増えた【p3】。減った［p4］。', '増えた[1]。減った[2]。'],
  ['増えた[p３]。', '増えた[1]。'],
  ['増えた（p3、p4）。', '増えた[1][2]。'],
  ['نما الاقتصاد [p٣]، ثم انخفض [p٤].', 'نما الاقتصاد [1]، ثم انخفض [2].'],
  ['बढ़ा [p३]।', 'बढ़ा [1]।'],
  ['[p3] It grew.', '[1] It grew.'],
  ['- [p3] It grew.\n- It fell [p4]', '- [1] It grew.\n- It fell [2]'],
  ['It grew.\n[p3]\nIt fell.', 'It grew. [1]\nIt fell.'],
  ['## Growth [p3]\n\nText.', '## Growth [1]\n\nText.'],
  ['| a | b |\n|---|---|\n| 1 [p3] | [p4] |', '| a | b |\n|---|---|\n| 1 [1] | [2] |'],
])('%j cites as %j', (written, shown) => {
  expect(cited(written)).toBe(shown);
});

test('numbers stand in the order of first use, and rise where they stand together', () => {
  expect(cited('A [p9]. B [p2]. C [p2][p9]. D [p5, p9].')).toBe('A [1]. B [2]. C [1][2]. D [1][3].');
  expect(citedPages('A [p9]. B [p2]. C [p2][p9]. D [p5, p9].')).toEqual([9, 2, 5]);
});

test('ids that the writer was not given are left out and named', () => {
  const report = reportOf('It grew [p3, p99]. It fell [p100].');
  expect(cited('It grew [p3, p99]. It fell [p100].')).toBe('It grew [1]. It fell.');
  expect(report.unknownIds).toEqual(['p99', 'p100']);
});

test.each([
  '[3]',
  '[12]',
  '[3, 4]',
  '[1-3]',
  '【3】',
  '［3］',
  '[３]',
  '[٣]',
  '[^3]',
  '【3†source】',
  '[source 3]',
  '[\u200b3]',
  '([3])',
])('the number %s that the writer made up is left out and counted', (number) => {
  expect(cited(`It grew ${number}. It fell [p4].`)).toBe('It grew. It fell [1].');
  expect(reportOf(`It grew ${number}.`).droppedNumbers).toBe(1);
});

test.each([' [p1', ' [p', ' [', ' [p3, p'])('a citation that breaks off as %j goes', (end) => {
  expect(cited(`It grew [p3]. It fell${end}`)).toBe('It grew [1]. It fell');
});

test('a gene in round brackets is no citation where the writer does not cite so', () => {
  expect(cited('The tumour suppressor (p53) is lost [p3].')).toBe('The tumour suppressor (p53) is lost [1].');
  expect(cited('It grew (p3). It fell (p53).')).toBe('It grew [1]. It fell.');
});

test('a link is its words; one that is nothing but a citation is one, and citations in its words go behind it', () => {
  expect(cited('See [the paper [p3]](https://x.example/a[4]) and [p5](https://x.example).')).toBe(
    'See the paper [1] and [2].',
  );
  expect(cited('See [3](https://x.example) and ![4](https://x.example/p.png) [p5].')).toBe('See and [1].');
  expect(cited('It grew [p3](see below).')).toBe('It grew [1] (see below).');
});
