import { claimsOf } from '../../../../src/reasoning/research/report';
import { pageNumber, reportOf } from '../../../support/cited-report';

const claims = (text: string, language?: string) =>
  claimsOf(reportOf(text), language).map(({ text: claim, cites }) => [claim, ...cites.map(pageNumber)]);

test('each sentence of the whole text is a claim, with the passages that it cites', () => {
  const text =
    'The river is 346 km long [p3]. It was measured in 1910 [p4, p5][p3]. It flows north.[p6] [p7] It ends there.';
  expect(claims(text)).toEqual([
    ['The river is 346 km long.', 3],
    ['It was measured in 1910.', 4, 5, 3],
    ['It flows north.', 6, 7],
    ['It ends there.'],
  ]);
});

test('a long report has claims to its last sentence', () => {
  const text = Array.from(
    { length: 400 },
    (_, index) => `Sentence ${index} says what it found [p${1 + (index % 20)}].`,
  ).join(' ');
  const all = claims(text);
  expect(all).toHaveLength(400);
  expect(all.at(-1)).toEqual(['Sentence 399 says what it found.', 20]);
});

test.each([
  [
    'en',
    'The tower is 330 m tall [p3]. It has e.g. three floors [p4].',
    ['The tower is 330 m tall.', 'It has e.g. three floors.'],
  ],
  [
    'de',
    'Der Turm ist z. B. 330 m hoch [p3]. Er wurde am 31. März 1889 eröffnet [p4].',
    ['Der Turm ist z. B. 330 m hoch.', 'Er wurde am 31. März 1889 eröffnet.'],
  ],
  [
    'ja',
    '塔の高さは330メートルである[p3]。1889年に開業した[p4]。',
    ['塔の高さは330メートルである。', '1889年に開業した。'],
  ],
  ['zh', '该塔高330米[p3]。1889年开放[p4]。', ['该塔高330米。', '1889年开放。']],
  [
    'ko',
    '탑의 높이는 330미터이다 [p3]. 1889년에 문을 열었다 [p4].',
    ['탑의 높이는 330미터이다.', '1889년에 문을 열었다.'],
  ],
  [
    'ar',
    'يبلغ ارتفاع البرج 330 مترا [p3]. افتتح البرج عام 1889 [p4].',
    ['يبلغ ارتفاع البرج 330 مترا.', 'افتتح البرج عام 1889.'],
  ],
])('sentences of %s are claims of their own', (language, text, sentences) => {
  expect(claims(text, language)).toEqual(sentences.map((sentence, index) => [sentence, index + 3]));
  expect(claims(text)).toEqual(claims(text, language));
});

test('items and rows are claims, each under its head; headings, heads of tables, code and lists led in are none', () => {
  const text = [
    '# Towers of the world [p1]',
    'The tallest of them are these [p2]:',
    '- **Eiffel Tower**: it is 330 m tall [p3]',
    '  1. It was opened in 1889 [p4].',
    '**Heights in metres**',
    '| Tower | Height |\n| --- | --- |\n| Tokyo Tower [p5] | 333 m |\n| Skytree | 634 m [p6] |',
    '```\nthe height of this is = 3\n```',
    '> It is the most visited one [p7].',
  ].join('\n\n');
  expect(claims(text)).toEqual([
    ['Eiffel Tower: it is 330 m tall', 3],
    ['It was opened in 1889.', 4],
    ['Tower: Tokyo Tower; Height: 333 m', 5],
    ['Tower: Skytree; Height: 634 m', 6],
    ['It is the most visited one.', 7],
  ]);
});

test('a claim says which section it stands in, and where it stands in the text', () => {
  const report = reportOf(
    'It is a tower of iron.\n\n## Height\n\n- It is 330 m tall [p3].\n\n### Floors\n\n| a | b |\n|---|---|\n| first floor | 57 m |',
  );
  const found = claimsOf(report, 'en');
  expect(found.map(({ section }) => section)).toEqual(['', 'Height', 'Floors']);
  expect(found.map(({ start, end }) => report.text.slice(start, end))).toEqual([
    'It is a tower of iron.',
    '- It is 330 m tall.',
    '| first floor | 57 m |',
  ]);
});

test('a citation that opens its line belongs to what follows, one alone on its line to what stands before', () => {
  expect(claims('It is a tower of iron.\n[p3] It is 330 m tall.\n[p4]\nIt was opened in 1889.')).toEqual([
    ['It is a tower of iron.'],
    ['It is 330 m tall.', 3, 4],
    ['It was opened in 1889.'],
  ]);
  expect(claims('鉄の塔である[p3]。[p4]高さは330メートルである。')).toEqual([
    ['鉄の塔である。', 3, 4],
    ['高さは330メートルである。'],
  ]);
});

test.each([
  'How tall is the tower?',
  'This report covers the towers of Europe.',
  'In this section, the towers are compared.',
  'The following table lists the towers:',
  'No information was found about its cost.',
  'The passages do not say how it was built.',
  'Indeed.',
  'https://tower.example/height/of/it',
  'Wie hoch ist der Turm?',
  'Dieser Bericht behandelt die Türme Europas.',
  'Im Folgenden werden die Türme verglichen.',
  'Dazu wurden keine Angaben gefunden.',
  '塔の高さはどのくらいですか。',
  '本レポートでは欧州の塔を扱う。',
  'この点に関する情報は見つかりませんでした。',
  '这座塔有多高？',
  '本报告介绍欧洲的高塔。',
  '没有找到相关信息。',
  '탑의 높이는 얼마입니까?',
  '이 보고서는 유럽의 탑을 다룬다.',
  '관련 정보를 찾을 수 없습니다.',
  'كم يبلغ ارتفاع البرج؟',
  'يتناول هذا التقرير أبراج أوروبا.',
  'لم يتم العثور على معلومات عن تكلفته.',
])('%j is no claim', (sentence) => {
  expect(claims(sentence)).toEqual([]);
});

test.each([
  'The report of the commission was published in 2020.',
  'This section of the wall is 12 m long.',
  'Its sources are protected.',
  'No evidence of life was found on the planet.',
  'Nothing was found in the tomb but a bowl.',
  'Diese werden in Berlin gebaut.',
  '次に政府は新しい法律を公布した。',
  '本节目于2020年首播。',
  'Die Liste umfasst 30 Türme.',
  '報告書は2020年に公表された。',
  '该报告由委员会于2020年发布。',
])('%j is one', (sentence) => {
  expect(claims(sentence)).toEqual([[sentence]]);
});
