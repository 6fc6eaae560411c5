import fc from 'fast-check';
import type { Piece } from './hostile-report';

/** How writers cite passages: `ids` without `p`. */
const forms: readonly ((ids: readonly number[]) => string)[] = [
  (ids) => `[${ids.map((id) => `p${id}`).join(', ')}]`,
  (ids) => `[${ids.map((id) => `p${id}`).join('; ')}]`,
  (ids) => `[${ids.map((id) => `p${id}`).join('、')}]`,
  (ids) => `[${ids.map((id) => `p${id}`).join(' and ')}]`,
  (ids) =>
    `[${ids
      .map((id) => `p${id}`)
      .join(', ')
      .replace(', p', ', ')}]`,
  (ids) => ids.map((id) => `[p${id}]`).join(''),
  (ids) => ids.map((id) => `[p${id}]`).join(' '),
  (ids) => ids.map((id) => `[p${id}]`).join(', '),
  (ids) => ids.map((id) => `[P${id}]`).join(''),
  (ids) => ids.map((id) => `[^p${id}]`).join(''),
  (ids) => ids.map((id) => `【p${id}】`).join(''),
  (ids) => ids.map((id) => `［p${id}］`).join('、'),
  (ids) => ids.map((id) => `[[p${id}]]`).join(''),
  (ids) => ids.map((id) => `\\[p${id}\\]`).join(''),
  (ids) => ids.map((id) => `[ p${id} ]`).join(''),
  (ids) => `(${ids.map((id) => `p${id}`).join(', ')})`,
  (ids) => `（${ids.map((id) => `p${id}`).join('、')}）`,
  (ids) => `(${ids.map((id) => `[p${id}]`).join(', ')})`,
  (ids) => `**[${ids.map((id) => `p${id}`).join(', ')}]**`,
  (ids) => `<sup>[${ids.map((id) => `p${id}`).join(', ')}]</sup>`,
  (ids) => `[see ${ids.map((id) => `p${id}`).join(', ')}]`,
  (ids) => `[Quellen: ${ids.map((id) => `p${id}`).join(', ')}]`,
  (ids) => ids.map((id) => `[p${id}](https://made-up.example/${id})`).join(' '),
  (ids) => ids.map((id) => `[p${inDigitsOf(id, 0xff10)}]`).join(''),
  (ids) => ids.map((id) => `[ｐ${inDigitsOf(id, 0xff10)}]`).join(''),
  (ids) => ids.map((id) => `[p${inDigitsOf(id, 0x660)}]`).join(''),
  (ids) => ids.map((id) => `[p${inDigitsOf(id, 0x6f0)}]`).join(''),
  (ids) => ids.map((id) => `[p${inDigitsOf(id, 0x966)}]`).join(''),
  (ids) => `[${ids.map((id) => `p${id}`).join(', ')}, p${ids[0] ?? 1}][p${ids[0] ?? 1}]`,
  (ids) => `[p999, ${ids.map((id) => `p${id}`).join(', ')}]`,
  (ids) => `[7]${ids.map((id) => `[p${id}]`).join('')}[0042]`,
];

/** What looks like a citation and cites nothing. */
const noises = [
  '[p999]',
  '[p0]',
  '[p4711, p815]',
  '【p999】',
  '[3]',
  '[1]',
  '[12]',
  '[3, 4]',
  '[3-5]',
  '[0]',
  '[007]',
  '[99999999999999999999]',
  '[ 3 ]',
  '[[3]]',
  '[[p999]3]',
  '[1[p999]2]',
  '\\[3\\]',
  '\\[3]',
  '\\\\[3]',
  '[^3]',
  '【3】',
  '【3†source】',
  '【3†L1-L9】',
  '［3］',
  '[３]',
  '[٣]',
  '[३]',
  '[𝟛]',
  '[source 3]',
  '[Quelle 2]',
  '(p999)',
  '[2020]',
  '[0, 1]',
  '[emphasis added]',
  '[sic]',
  '[]',
  '[p]',
  '[p one]',
  'arr[3]',
  'a[0]',
  'matrix[1][2]',
  'items[i][3]',
  'df.iloc[3]',
  '`a[3]`',
  '`[p1]`',
  '``x[`3`] [p2]``',
  '`[p1]``x[3]`',
  '\\`[3]\\`',
  'https://x.example/?ids[3]=4&b[1]=2',
  'https://x.example/a[3]/b',
  '<https://x.example/[2]>',
  '[3](https://x.example/three)',
  '[text](https://x.example/a[3])',
  '![3](https://x.example/three.png)',
  '![alt [4]](x.png)',
  '[text][3]',
  '<b>[3]</b>',
  '<!-- [3] -->',
  '$x_{[3]}$',
  '$$ v[3] $$',
  '\u200f[3]\u200f',
  'p3]',
  '[3',
  '3]',
  '[\u200b3]',
  '[\u20603\ufeff]',
  '[\u200f3\u200f]',
  '[\u00003]',
  '[[[',
  ']](',
  '**[4]**',
  '([5])',
  '~~[6]~~',
  '|[3]|',
  '🎉[3]',
  'e\u0301[3]',
];

function inDigitsOf(value: number, zero: number): string {
  return String(value).replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

/** A citation in one of many forms. */
export const mark: fc.Arbitrary<Piece> = fc
  .tuple(
    fc.constantFrom(...forms),
    fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
  )
  .map(([form, ids]) => ({ text: form(ids), cites: ids }));

/** What looks like a citation and must not be one. */
export const noise: fc.Arbitrary<Piece> = fc.constantFrom(...noises).map((text) => ({ text, cites: [] }));
