import { claimsOf, mendReport, type Mend } from '../../../../src/reasoning/research/report';
import { numbered, pages, passages, reportOf } from '../../../support/cited-report';

type Become = Mend['become'];
const nothing: Become = { kind: 'nothing' };
const unmarked: Become = { kind: 'unmarked' };
const text = (words: string): Become => ({ kind: 'text', text: words, passages });

/** What becomes of a text when claims of it, by their numbers, are mended. */
function mended(written: string, becomes: Readonly<Record<number, Become>>): string {
  const report = reportOf(written);
  const claims = claimsOf(report, 'en');
  const mends = Object.entries(becomes).map(([id, become]) => {
    const { start, end } = claims.find((claim) => claim.id === Number(id))!;
    return { start, end, become };
  });
  return numbered(mendReport(report, mends)).text.split('\n\n## Sources\n')[0] ?? '';
}

const three = 'First it grew a lot [p3].  Then it fell again [p4]. Last it came to rest [p5].';

test('a sentence becomes another with citations of its own; all else stays to the byte', () => {
  expect(mended(three, { 2: text('It halved [p9], they say [p3].') })).toBe(
    'First it grew a lot [1].  It halved [2], they say [1]. Last it came to rest [3].',
  );
});

test('ids of a mend are those of its own material', () => {
  const report = reportOf(three);
  const { start, end } = claimsOf(report, 'en')[1]!;
  const own = { p3: { page: pages[11]!.hash, start: 0, end: 1 } };
  const become: Become = { kind: 'text', text: 'It halved [p3][p4].', passages: own };
  expect(
    numbered(mendReport(report, [{ start, end, become }])).citations.map(({ page }) => Number(page)),
  ).toEqual([3, 12, 5]);
});

test('a sentence goes with the blanks behind it, and its source with it', () => {
  expect(mended(three, { 1: nothing })).toBe('Then it fell again [1]. Last it came to rest [2].');
  expect(mended(three, { 2: nothing })).toBe('First it grew a lot [1].  Last it came to rest [2].');
  expect(mended(three, { 3: nothing })).toBe('First it grew a lot [1].  Then it fell again [2].');
});

test('a sentence loses its citations and stays', () => {
  expect(mended('It grew a lot. [p3][p4] It fell [p5] again.', { 1: unmarked })).toBe(
    'It grew a lot. It fell [1] again.',
  );
});

test('a mend with nothing in it that stands takes the sentence out', () => {
  expect(mended(three, { 2: text('[p99]') })).toBe('First it grew a lot [1].  Last it came to rest [2].');
});

test('what a mend brings makes nothing else of the place where it is put', () => {
  expect(mended(three, { 2: text('## It halved\n\n```\n[3] [p4]') })).toBe(
    'First it grew a lot [1].  It halved [2] Last it came to rest [3].',
  );
});

const listed = [
  '## Growth',
  'These are the years:',
  '- It grew in 2019 [p3].\n- It grew in 2020 [p4]. It fell later on [p5].\n- It grew in 2021 [p6].',
  '## Decline',
  '### Of late',
  'It falls year after year [p7].',
  '## Empty before',
  '### And below it',
  'It rests now and then [p8].',
].join('\n\n');

test('an item that loses all it had goes, one that keeps something stays', () => {
  const after = mended(listed, { 1: nothing, 3: nothing });
  expect(after).toContain(
    'These are the years:\n\n- It grew in 2020 [1].\n- It grew in 2021 [2].\n\n## Decline',
  );
  expect(mended(listed, { 2: nothing })).toContain('\n- It fell later on [2].\n');
});

test('a list goes with what led it in, and a section with its heading', () => {
  const after = mended(listed, { 1: nothing, 2: nothing, 3: nothing, 4: nothing, 5: nothing });
  expect(after).toBe('## Empty before\n\n### And below it\n\nIt rests now and then [1].');
});

test('a report of which nothing is left is empty', () => {
  expect(mended('## One\n\nIt grew a lot [p3].\n', { 1: nothing })).toBe('');
});

const table =
  'It is told here.\n\n| Year | Growth |\n| --- | --- |\n| 2019 | 5 percent [p3] |\n| 2020 [p4] | 6 percent |\n\nIt ends right here.';

test('rows of a table go, or are rows again; the last one takes the head with it', () => {
  expect(mended(table, { 2: nothing })).toContain('| --- | --- |\n| 2020 [1] | 6 percent |\n\n');
  expect(mended(table, { 2: text('| 2019 | 7 percent [p9] |') })).toContain(
    '| 2019 | 7 percent [1] |\n| 2020 [2]',
  );
  expect(mended(table, { 2: text('In 2019 it grew by 7 percent [p9].') })).toContain(
    '| 2019 | 5 percent |\n',
  );
  expect(mended(table, { 2: nothing, 3: nothing })).toBe('It is told here.\n\nIt ends right here.');
});

test('items keep their signs, also in Japanese', () => {
  expect(
    mended('- It grew in 2019 [p3].\n2. It fell in 2020.', { 1: text('It rose [p4].'), 2: text('It sank.') }),
  ).toBe('- It rose [1].\n2. It sank.');
  expect(
    mended('・経済は大きく成長した[p3]。人口は減少した[p4]。', { 1: text('経済は縮小した[p5]。') }),
  ).toBe('・経済は縮小した[1]。人口は減少した[2]。');
});

test('of mends that overlap the first counts, and one that is outside of the text does nothing', () => {
  const report = reportOf('It grew a lot [p3].');
  const after = mendReport(report, [
    { start: 0, end: 7, become: text('They sank') },
    { start: 3, end: 9, become: nothing },
    { start: 90, end: 99, become: nothing },
  ]);
  expect(numbered(after).text.split('\n')[0]).toBe('They sank a lot [1].');
});

test('a report without mends is the same', () => {
  const report = reportOf(`${listed}\n\n${table}`);
  expect(mendReport(report, [])).toEqual(report);
});
