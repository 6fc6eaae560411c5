import { judged, type Page } from './judged';

const long = 'Delmont Bridge is 1,200 metres long.';

/** What two pages that say one thing each are told to differ in, by the title of both. */
function toldOf(language: string, title: string, claim: string, other: string): string[] {
  const pages: Page[] = [
    [title, claim],
    [title, other],
  ];
  return judged(language, claim, pages).conflicting.map(({ text }) => text);
}

test('a page tells another number of the same thing in words of its own', () => {
  const other = 'From bank to bank Delmont Bridge spans 1,350 metres.';
  expect(toldOf('en', 'Delmont Bridge', long, other)).toEqual([other]);
});

test('a number that a supporting page tells of something else does not contradict', () => {
  const { conflicting } = judged('en', long, [
    ['Delmont Bridge', `${long} The road to Delmont Bridge has 1,350 metres.`],
    ['Delmont Bridge', 'To reach Delmont Bridge one takes a road of 1,350 metres.'],
  ]);
  expect(conflicting).toEqual([]);
});

test('a year of another event does not contradict', () => {
  const { conflicting } = judged('en', 'Delmont Bridge was opened in 1967.', [
    ['Delmont Bridge', 'Delmont Bridge was opened in 1967.'],
    ['Delmont Bridge', 'A storm closed the road in 1971.'],
  ]);
  expect(conflicting).toEqual([]);
});

test.each([
  ['en', 'Ida Holm', 'Ida Holm was born in 1931.', 'Ida Holm died in 1988.'],
  ['en', 'Alder Foods', 'Alder Foods was founded in 1950.', 'Alder Foods opened in 1953.'],
  ['en', 'Coral Petrel', 'Coral Petrel is 120 metres long.', 'Coral Petrel is 100 metres high.'],
  [
    'en',
    'The Long Road',
    'The Long Road was directed by Ida Holm.',
    'The Long Road was produced by Peter Brandt.',
  ],
  ['ja', '長谷部文子', '長谷部文子は1931年に生まれた。', '長谷部文子は1988年に死去した。'],
  ['ja', '白波丸', '白波丸の全長は120メートルである。', '白波丸の高さは100メートルである。'],
  ['ja', '白い道', '『白い道』の監督は田中健一である。', '『白い道』の製作は山本修平である。'],
  ['zh', '夏侯若兰', '夏侯若兰出生于1931年。', '夏侯若兰逝世于1988年。'],
  ['zh', '星河公司', '星河公司成立于1950年。', '星河公司建成于1953年。'],
  ['zh', '北斗号', '北斗号全长120米。', '北斗号高100米。'],
  ['zh', '白路', '《白路》由王建国导演。', '《白路》的制片人是李晓梅。'],
])('%s, %s: "%s" is of something else than "%s"', (language, title, claim, other) => {
  expect(toldOf(language, title, claim, other)).toEqual([]);
});

test('what says which of several is meant is another one', () => {
  const other = 'The second deck of Coral Petrel spans 110 metres.';
  expect(toldOf('en', 'Coral Petrel', 'Coral Petrel measures 120 metres.', other)).toEqual([]);
});

const launched = 'Coral Petrel was launched in 1950.';

test('a year in unknown words is of what its words are nearest to', () => {
  const scrapped = 'Coral Petrel was scrapped in 1990.';
  const other = 'The launch of Coral Petrel took place in 1953.';
  const pages: Page[] = [
    ['Coral Petrel', `${launched} ${scrapped}`],
    ['Coral Petrel (portrait)', other],
  ];
  const [ofLaunch, ofScrapping] = [launched, scrapped].map((claim) => judged('en', claim, pages).conflicting);
  expect(ofLaunch?.map(({ text }) => text)).toEqual([other]);
  expect(ofScrapping).toEqual([]);
});

test('a year that a supporting page tells of something else is of that, in unknown words too', () => {
  const pages: Page[] = [
    ['Coral Petrel', `${launched} Coral Petrel was scrapped in 1990. Coral Petrel lost her bell in 1990.`],
    ['Coral Petrel (portrait)', 'In 1990, wreckers took Coral Petrel apart.'],
  ];
  expect(judged('en', launched, pages).conflicting).toEqual([]);
});

/** Two pages about another ship give one year for both events, each in its own words. */
const otherShip: Page[] = [
  ['Polar Gull', 'Polar Gull was launched in 1961. Polar Gull was scrapped in 1999.'],
  ['Polar Gull (register)', 'In 1961, Polar Gull slid down the slipway. Polar Gull was broken up in 1999.'],
];

test('pages about another thing show which words tell the same', () => {
  const other = 'In 1970, Coral Petrel slid down the slipway.';
  const pages: Page[] = [
    ['Coral Petrel', `${launched} Coral Petrel was scrapped in 1990.`],
    ['Coral Petrel (register)', other],
  ];
  const told = (known: readonly Page[]) =>
    judged('en', launched, [...pages, ...known]).conflicting.map(({ text }) => text);
  expect([told([]), told(otherShip)]).toEqual([[], [other]]);
});

test('what pages show to mean the same supports a claim', () => {
  const page: Page = ['Coral Petrel', 'In 1950, Coral Petrel slid down the slipway.'];
  const verdictOf = (pages: readonly Page[]) => judged('en', launched, pages).verdict;
  expect([verdictOf([page]), verdictOf([page, ...otherShip])]).toEqual(['undecided', 'supported']);
  const changed = judged('en', 'Coral Petrel was launched in 1951.', [page, ...otherShip]).verdict;
  expect(changed).not.toBe('supported');
});

test.each([
  ['zh', '海燕号', '海燕号的母港是大连。', '海燕号在青岛登记。', '飞鱼号'],
  ['ja', '瑞穂丸', '瑞穂丸の母港は高松市である。', '瑞穂丸は長崎市に船籍を持つ。', '紅葉丸'],
])(
  '%s: pages about another thing show which names are told of the same',
  (language, title, claim, other, ship) => {
    const value = /大连|高松市/.exec(claim)?.[0] ?? '';
    const ofOther = /青岛|長崎市/.exec(other)?.[0] ?? '';
    const pages: Page[] = [
      [title, claim],
      [title, other],
      [ship, claim.replace(title, ship)],
      [`${ship}（二）`, other.replace(title, ship).replace(ofOther, value)],
    ];
    const { conflicting } = judged(language, claim, pages);
    expect(conflicting.map(({ text }) => text)).toEqual([other]);
  },
);

test('two ways to deny one thing do not contradict each other', () => {
  const claim = 'Barrow Academy does not take boarders.';
  expect(toldOf('en', 'Barrow Academy', claim, 'Boarders do not live at Barrow Academy.')).toEqual([]);
});
