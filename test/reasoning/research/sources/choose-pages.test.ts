import fc from '../../../support/properties';
import { choosePages, type ChoiceOrder } from '../../../../src/reasoning/research/sources/choose-pages';
import type { Hit } from '../../../../src/reasoning/research/sources/hits';
import { hosts } from './hosts';

const order: ChoiceOrder = {
  question: 'How many electric cars were sold in Norway in 2024?',
  kinds: ['any'],
  most: 4,
};
const good = 'Electric cars sold in Norway 2024';
const hit = (url: string, rank: number, title = good, snippet = ''): Hit => ({
  url,
  title,
  snippet,
  published: null,
  source: '',
  rank,
});
const urls = (lists: Hit[][], given: Partial<ChoiceOrder> = {}) =>
  choosePages(lists, { ...order, ...given }).chosen.map(({ url }) => url);

test('what has to do with the question comes before what ranks high or is believed', () => {
  const list = [
    hit('https://www.nature.com/a', 1, 'Cell walls of algae'),
    hit('https://www.somefirm.no/b', 6, good, 'In 2024 88.9 % of new cars sold in Norway were electric.'),
  ];
  expect(urls([list])[0]).toBe('https://www.somefirm.no/b');
});

test('of two that fit alike the one that can be believed comes first', () => {
  const list = [hit('https://www.reddit.com/r/cars/1', 1), hit('https://www.ssb.no/cars', 2)];
  expect(urls([list])[0]).toBe('https://www.ssb.no/cars');
});

test('a page that several searches find comes before one that a single one finds', () => {
  const one = [hit('https://a-cars.no/x', 1), hit('https://b-cars.no/y', 2)];
  const two = [hit('https://b-cars.no/y', 1), hit('https://c-cars.no/z', 2)];
  const { chosen } = choosePages([one, two], order);
  expect(chosen[0]?.url).toBe('https://b-cars.no/y');
  expect(chosen[0]?.why.join('\n')).toContain('2 searches found it');
});

test('the wanted kind of source is favoured, and it is said', () => {
  const list = [hit('https://www.nytimes.com/x', 1), hit('https://www.ssb.no/x', 1)];
  const { chosen } = choosePages([list], { ...order, kinds: ['statistics'], most: 1 });
  expect(chosen[0]?.url).toBe('https://www.ssb.no/x');
  expect(chosen[0]?.why.join('\n')).toContain('good for statistics');
  expect(
    choosePages([list], { ...order, kinds: ['news'] })
      .chosen.find(({ url }) => url.includes('nytimes'))
      ?.why.join('\n'),
  ).toContain('news');
});

test('at most two pages of one owner while there are others, and all of them where there are none', () => {
  const many = [1, 2, 3, 4].map((index) =>
    hit(`https://www.ssb.no/${index}`, index, `${good} part ${index}`),
  );
  const others = [hit('https://www.elbil.no/a', 5), hit('https://www.vegvesen.no/b', 6)];
  const mixed = urls([[...many, ...others]]);
  expect(mixed.filter((url) => url.includes('ssb.no'))).toHaveLength(2);
  expect(mixed).toHaveLength(4);
  expect(urls([many])).toHaveLength(4);
});

test('blogs of one platform are of different owners', () => {
  const list = ['a', 'b', 'c'].map((name, index) =>
    hit(`https://${name}.substack.com/p/x`, index + 1, `${good} by ${name}`),
  );
  expect(urls([list], { most: 3 })).toHaveLength(3);
});

test('one page with several addresses is chosen once', () => {
  const list = [
    hit('https://www.ssb.no/x/', 1),
    hit('http://ssb.no/x?utm_source=a', 2),
    hit('https://ssb.no/x#top', 3),
  ];
  expect(urls([list])).toHaveLength(1);
});

test('copies of one report on several hosts are chosen once', () => {
  const story =
    'Electric vehicles made up 88.9 percent of new cars sold in Norway in 2024, the road federation said on Thursday, up from 82.4 percent in 2023.';
  const list = [
    hit('https://www.reuters.com/a', 1, good, story),
    hit('https://www.somepaper.com/b', 2, `${good} - Some Paper`, story),
    hit('https://www.elbil.no/c', 3, good, 'A table of all models sold.'),
  ];
  expect(urls([list])).toEqual(['https://www.reuters.com/a', 'https://www.elbil.no/c']);
});

test.each([
  'https://www.youtube.com/watch?v=1',
  'https://www.ssb.no/cars.mp4',
  'https://www.ssb.no/chart.png',
  'https://www.ssb.no/data.zip',
  'https://www.ssb.no/table.xlsx',
  'https://www.instagram.com/p/1',
  'https://x.com/someone/status/1',
  'https://www.google.com/search?q=cars',
  'mailto:someone@example.com',
  `https://www.ssb.no/cars?session=${'x'.repeat(1_000)}`,
])('%s cannot be read, which is said', (url) => {
  const { chosen, refused } = choosePages([[hit(url, 1), hit('https://www.ssb.no/report.pdf', 2)]], order);
  expect(chosen.map((page) => page.url)).toEqual(['https://www.ssb.no/report.pdf']);
  expect(refused).toEqual([{ url, reason: expect.stringMatching(/\S/) }]);
});

test('pages of the corpus can be chosen', () => {
  expect(urls([[hit('corpus:///norway/cars.md', 1)]])).toEqual(['corpus:///norway/cars.md']);
});

test('what others read is not chosen again, but shared where it is among the best', () => {
  const list = [
    hit('https://www.ssb.no/x', 1),
    hit('https://www.elbil.no/a', 2),
    hit('https://www.vegvesen.no/b', 3),
  ];
  const { chosen, shared } = choosePages([list], {
    ...order,
    most: 2,
    taken: ['https://ssb.no/x/', 'https://www.other.no/y'],
  });
  expect(shared).toEqual(['https://ssb.no/x/']);
  expect(chosen).toHaveLength(2);
  expect(chosen.map(({ url }) => url)).not.toContain('https://www.ssb.no/x');
});

test('scholarly pages come first where that is asked for, as far as they have to do with the question', () => {
  const list = [
    hit('https://www.ssb.no/x', 1),
    hit('https://arxiv.org/abs/1', 5, 'Why electric cars sold in Norway'),
    hit('https://www.nature.com/b', 6, 'Cell walls of algae'),
  ];
  expect(urls([list], { prefersScholarly: true })[0]).toBe('https://arxiv.org/abs/1');
  expect(urls([list], { prefersScholarly: true })[1]).toBe('https://www.ssb.no/x');
  expect(urls([list])[0]).toBe('https://www.ssb.no/x');
});

test('questions in other scripts find what fits', () => {
  const list = [
    hit('https://www.somefirm.jp/a', 1, '海藻の細胞壁について', '藻類の構造を解説する。'),
    hit(
      'https://www.otherfirm.jp/b',
      2,
      'ノルウェーの電気自動車販売',
      '2024年の新車販売に占める電気自動車の割合は88.9%だった。',
    ),
  ];
  expect(urls([list], { question: '2024年にノルウェーで販売された電気自動車の割合は？' })[0]).toBe(
    'https://www.otherfirm.jp/b',
  );
});

test('whatever is found: bounded, none twice, and the same each time', () => {
  const anyHit = fc.record({
    url: fc.oneof(fc.constantFrom(...hosts.map(([url]) => url)), fc.webUrl(), fc.string()),
    title: fc.string({ unit: 'binary', maxLength: 40 }),
    snippet: fc.string({ unit: 'binary', maxLength: 80 }),
    published: fc.constant(null),
    source: fc.constant(''),
    rank: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.array(anyHit, { maxLength: 8 }), { maxLength: 3 }),
      fc.nat({ max: 6 }),
      (lists, most) => {
        const first = choosePages(lists, { ...order, most });
        const chosen = first.chosen.map(({ url }) => url);
        expect(choosePages(lists, { ...order, most })).toEqual(first);
        expect(chosen.length).toBeLessThanOrEqual(most);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(first.chosen.every(({ score, why }) => score >= 0 && score <= 1 && why.length >= 3)).toBe(
          true,
        );
      },
    ),
  );
});
