import { judged, type Page } from './judged';

test.each([
  ['en', 'Peter Brandt founded Alder Foods.', 'Alder Foods was founded by Peter Brandt.'],
  ['en', 'The founder of Alder Foods is Peter Brandt.', 'Peter Brandt founded Alder Foods.'],
  ['en', 'Alder Foods employs 1,720 people.', 'A staff of 1,720 people works at Alder Foods.'],
  ['de', 'Alder Foods wurde 1950 gegründet.', 'Die Gründung von Alder Foods war 1950.'],
  ['zh', '星河公司成立于1998年。', '1998年，星河公司正式创立。'],
  ['ja', '長谷部文子は松本市の出身である。', '長谷部文子は松本市で生まれ育った。'],
])('%s: "%s" is supported by "%s"', (language, claim, text) => {
  expect(judged(language, claim, [['', text]]).verdict).toBe('supported');
});

test.each([
  ['en', 'Alder Foods', 'Alder Foods was founded by Peter Brandt.', 'Ida Holm founded Alder Foods.'],
  ['en', 'Alder Foods', 'Alder Foods employs 4,570 people.', 'A staff of 1,720 people works at Alder Foods.'],
  ['zh', '夏侯若兰', '夏侯若兰出生于杭州。', '青岛是夏侯若兰的出生地。'],
  ['zh', '慕容云鹏', '慕容云鹏从事天文学研究。', '慕容云鹏主要研究数学。'],
  ['ja', '白鳥運輸', '白鳥運輸は田中健一が創業した。', '白鳥運輸の創業者は山本修平である。'],
  ['ja', '朝霧運輸', '朝霧運輸の従業員数は1330人である。', '朝霧運輸の従業員は7170人を数える。'],
])('%s, %s: "%s" and "%s" of two pages are a conflict', (language, title, claim, other) => {
  const pages: Page[] = [
    [title, claim],
    [title, other],
  ];
  const { supporting, conflicting } = judged(language, claim, pages);
  expect([supporting, conflicting].map((quotes) => quotes.map(({ text }) => text))).toEqual([
    [claim],
    [other],
  ]);
});

test('a field of study is not another one that ends alike', () => {
  const page = ['慕容云鹏', '慕容云鹏主要研究数学。'] as const;
  expect(judged('zh', '慕容云鹏主要研究天文学。', [page]).verdict).not.toBe('supported');
});

test('what a page says of one thing contradicts nothing that is said of a thing without a page', () => {
  const page = ['青葉食品', '青葉食品の従業員数は4090人である。'] as const;
  expect(judged('ja', '白鳥食品の従業員数は3290人である。', [page]).verdict).toBe('undecided');
});

test('sentences about what the claim names are looked at, however many others are like it', () => {
  const others = Array.from(
    { length: 30 },
    (_, at) => [`House ${at}`, `The founder of House ${at} is Henry Ashdown.`] as const,
  );
  const { conflicting } = judged('en', 'The founder of Falcon Mills is Henry Ashdown.', [
    ...others,
    ['Falcon Mills', 'The founder of Falcon Mills is Henry Ashdown.'],
    ['Falcon Mills, a portrait', 'Tomas Reyes founded Falcon Mills.'],
  ]);
  expect(conflicting.map(({ text }) => text)).toEqual(['Tomas Reyes founded Falcon Mills.']);
});
