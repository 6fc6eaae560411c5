import { passageRanking, rankPassages } from '../../../src/reasoning/research/rank';

const storm = [
  { page: 'a', text: 'The flood of 1962 killed 315 people in Hamburg.' },
  { page: 'a', text: 'In Hamburg the flood of 1962 killed 315 people.' },
  { page: 'b', text: 'Dikes were raised after the flood; Hamburg spent ten years on them.' },
  { page: 'b', text: 'The market opens at eight.' },
  { page: 'c', text: 'Trains were late.' },
];
const texts = (query: string, options = {}) =>
  rankPassages(storm, query, options).map(({ passage }) => passage.text);

test('passages with the words of a query come, those that fit best first', () => {
  const found = rankPassages(storm, 'people killed by the Hamburg flood');
  expect(found.map(({ passage }) => storm.indexOf(passage)).slice(0, 3)).toEqual([0, 1, 2]);
  for (const [at, { score }] of found.entries()) {
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(found[at - 1]?.score ?? Infinity);
  }
  expect(texts('earthquake')).toEqual([]);
  expect(texts('')).toEqual([]);
  expect(rankPassages([], 'flood')).toEqual([]);
});

test('no more come than are wanted, and no more of one page', () => {
  expect(texts('flood Hamburg killed', { most: 1 })).toEqual([storm[0]!.text]);
  expect(texts('flood Hamburg killed', { perPage: 1 })).toEqual([storm[0]!.text, storm[2]!.text]);
  expect(texts('flood Hamburg killed', { most: 0 })).toEqual([]);
});

test('a passage that repeats a better one comes after one that says something else', () => {
  expect(texts('flood Hamburg killed', { diversity: 0.6, most: 2 })).toEqual([
    storm[0]!.text,
    storm[2]!.text,
  ]);
  expect(texts('flood Hamburg killed', { diversity: 0.6 })).toHaveLength(3);
  expect(texts('flood Hamburg killed', { diversity: 0.6, perPage: 1 })).toEqual([
    storm[0]!.text,
    storm[2]!.text,
  ]);
});

test.each([
  ['de', 'Wie hoch war das Müller-Haus?', ['Das Haus von Mueller war hoch.', 'Es regnete.']],
  ['ja', '灯台守は何を記録したか', ['灯台守は嵐をすべて記録した。', '市場は八時に開く。']],
  ['zh', '北京人口是多少', ['北京的人口超过两千万。', '今天天气很好。']],
  ['ko', '서울의 인구', ['서울은 인구가 많은 도시이다.', '오늘은 비가 온다.']],
  ['ar', 'عدد سكان القاهرة', ['يبلغ عدد سكان القاهرة عشرة ملايين.', 'الطقس جميل اليوم.']],
])('%s: %s', (_language, query, [right, wrong]) => {
  const found = rankPassages([{ text: wrong! }, { text: right! }], query);
  expect(found[0]?.passage.text).toBe(right);
});

test('one ranking answers many queries over many passages, the same each time', () => {
  const many = Array.from({ length: 3_000 }, (_, at) => ({
    page: `p${at % 50}`,
    text: `Report ${at}: the keeper of lighthouse ${at % 97} saw storm ${at % 89} and wrote of ship ${at % 83}. `.repeat(
      5,
    ),
  }));
  const rank = passageRanking(many);
  const once = rank('lighthouse 12 and storm 40', { most: 20, perPage: 3, diversity: 0.3 });
  for (let at = 0; at < 20; at += 1) rank(`lighthouse ${at} storm ${at + 1}`, { most: 8 });
  expect(rank('lighthouse 12 and storm 40', { most: 20, perPage: 3, diversity: 0.3 })).toEqual(once);
  expect(once).toHaveLength(20);
});
