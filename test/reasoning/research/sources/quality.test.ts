import fc from '../../../support/properties';
import { qualityOf, type QualityContext } from '../../../../src/reasoning/research/sources/quality';
import { page, prose } from './page';

const url = 'https://www.somefirm.de/report';
const question = 'How often do trains of the line run?';
const of = (given: Partial<Parameters<typeof page>[0]>, context: Partial<QualityContext> = {}) =>
  qualityOf(page({ url, ...given }), { question, ...context });

test('a score tells its four parts', () => {
  const { score, why } = of({}, { relevance: 0.9 });
  expect(why.map((line) => line.split(' ')[0])).toEqual([
    'relevance',
    'completeness',
    'recency',
    'readability',
  ]);
  expect(score).toBeGreaterThan(0.8);
});

test('a page that does not fit the question is of little use, however good it is', () => {
  expect(of({}, { relevance: 0 }).score).toBeLessThan(0.25);
  const other = of({}, { question: 'When was the treaty of Utrecht signed by Savoy?' });
  expect(other.score).toBeLessThan(of({}).score);
  expect(other.why[0]).toMatch(/^relevance 0\.\d\d: \d of the \d+ terms/);
});

test('what was picked of a page counts where there is no rank', () => {
  const fits = of({}, { passages: [{ text: 'Trains of the line run every ten minutes.' }] });
  expect(fits.score).toBeGreaterThan(
    of({}, { passages: [{ text: 'Its roof is green.' }], question: 'trains run often' }).score,
  );
});

describe('completeness', () => {
  const at = (given: Partial<Parameters<typeof page>[0]>) => of(given, { relevance: 1 });

  test.each([
    ['a page that was cut', { is_cut: true }, 'cut before its end'],
    ['a page that is not free', { is_paywalled: true }, 'not free to read'],
    ['a page of two sentences', { text: 'Trains run every ten minutes. The line is new.' }, 'short'],
    ['one that breaks off, in English', { text: `${prose}\n\nSubscribe to continue reading.` }, 'breaks off'],
    ['one that breaks off, in German', { text: `${prose}\n\nWeiterlesen mit F+ im Abo.` }, 'breaks off'],
    [
      'one that breaks off, in Japanese',
      { text: `${prose}\n\nこの記事は有料会員限定です。残り1,203文字` },
      'breaks off',
    ],
    ['one that breaks off, in Chinese', { text: `${prose}\n\n阅读全文请付费订阅` }, 'breaks off'],
    ['one that breaks off, in Korean', { text: `${prose}\n\n이 기사는 유료 회원 전용입니다.` }, 'breaks off'],
    ['one that breaks off, in Arabic', { text: `${prose}\n\nهذا المحتوى متاح للمشتركين` }, 'breaks off'],
  ])('is lower of %s', (_, given, reason) => {
    expect(at(given).score).toBeLessThan(at({}).score);
    expect(at(given).why[1]).toContain(reason);
  });

  test('counts what a script says, not its characters', () => {
    const japanese =
      'この路線の駅は二年間の工事を経て開業し、ほとんどの列車は十分間隔で運行されている。'.repeat(24);
    expect(of({ text: japanese }, { relevance: 1 }).why[1]).toContain('as long as an article');
  });
});

describe('recency', () => {
  const past = { from: '1969-01-01', to: '1969-12-31' };
  const at = (published: string | null, timeFrame: QualityContext['timeFrame'] = null) =>
    of({ published }, { relevance: 1, timeFrame }).score;

  test('is held against the time of the question, not against today', () => {
    expect(at('1969-07-21', past)).toBeGreaterThan(at('1969-07-21'));
    expect(at('1960-01-01', past)).toBeLessThan(at('1969-07-21', past));
    expect(at('2020-01-01', past)).toBe(at('1970-01-01', past));
  });

  test('fades with the years where the question is about no time', () => {
    expect(at('2026-05-01')).toBeGreaterThan(at('2022-05-01'));
    expect(at('2022-05-01')).toBeGreaterThan(at('2010-05-01'));
    expect(at(null)).toBeLessThan(at('2026-05-01'));
    expect(at(null)).toBeGreaterThan(at('2008-05-01'));
  });

  test('does not believe a day after the page was read', () => {
    expect(at('2031-01-01')).toBe(at(null));
  });
});

describe('readability', () => {
  const at = (text: string) => of({ text }, { relevance: 1 });

  test.each([
    ['broken characters', prose.replace(/e/g, 'Ã©')],
    ['broken characters', prose.replace(/o/g, '\ufffd')],
    [
      'mostly links',
      Array.from({ length: 200 }, (_, index) => `[Station number ${index}](https://a.org/${index})`).join(
        ' ',
      ),
    ],
    ['menus and labels', Array.from({ length: 300 }, (_, index) => `Menu ${index}`).join('\n')],
    [
      'lines that repeat',
      'Read our newsletter for more about the line and its stations every week.\n'.repeat(40),
    ],
  ])('is lower with %s', (reason, text) => {
    expect(at(text).why[3]).toContain(reason);
    expect(at(text).score).toBeLessThan(at(prose).score);
  });

  test.each([
    ['running text', prose],
    [
      'Japanese text',
      'この路線の駅は二年間の工事を経て開業し、ほとんどの列車は十分間隔で運行されている。\n'.repeat(3),
    ],
    ['a table', `${prose}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |`],
    [
      'French text',
      'La gare a été rénovée à grands frais. Ça va très bien, où qu’on aille, et c’est déjà ça.',
    ],
  ])('is whole for %s', (_, text) => {
    expect(at(text).why[3]).toBe('readability 1.00: reads as running text');
  });
});

test('a notice in place of the page is worth next to nothing', () => {
  const { score, why } = of(
    { title: '404 Not Found', text: 'The page you requested could not be found.' },
    { relevance: 1 },
  );
  expect(score).toBeLessThan(0.15);
  expect(why.at(-1)).toContain('there is no such page');
});

describe('whatever the page', () => {
  const day = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2026-06-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const frame = fc.option(
    fc.record({ from: fc.option(day, { nil: null }), to: fc.option(day, { nil: null }) }),
    { nil: null },
  );

  test('a newer day never lowers its quality', () => {
    fc.assert(
      fc.property(day, day, frame, (one, other, timeFrame) => {
        const [older, newer] = one < other ? [one, other] : [other, one];
        const at = (published: string) => of({ published }, { timeFrame, relevance: 0.7 }).score;
        return at(newer) >= at(older);
      }),
    );
  });

  test('a better fit never lowers it, and it lies between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 2, noNaN: true }),
        fc.string({ unit: 'binary', maxLength: 500 }),
        fc.boolean(),
        (one, other, text, is_cut) => {
          const at = (relevance: number) => of({ text, is_cut }, { relevance }).score;
          const [low, high] = one < other ? [one, other] : [other, one];
          return at(high) >= at(low) && at(low) >= 0 && at(high) <= 1;
        },
      ),
    );
  });
});
