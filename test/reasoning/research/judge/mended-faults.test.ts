import { judged } from './judged';

test('what one year had does not contradict what another had', () => {
  const page = [
    'Harborville',
    'In 2025, Harborville had 1.9 million inhabitants, after a count in 2022.',
  ] as const;
  expect(judged('en', 'In 2022, Harborville had 1,677,000 inhabitants.', [page]).verdict).toBe('undecided');
});

test('the number of one year is not said of another, though both stand in one sentence', () => {
  const page = [
    'Harborville',
    'In 2025 the population of Harborville was 1.9 million, up from 1.6 million in 2022.',
  ] as const;
  expect(judged('en', 'In 2025 the population of Harborville was 1.9 million.', [page]).verdict).toBe(
    'supported',
  );
  const { verdict, difference } = judged('en', 'In 2022 the population of Harborville was 1.9 million.', [
    page,
  ]);
  expect(verdict).toBe('contradicted');
  expect(difference).toEqual({ kind: 'number', claimed: '1.9 million', found: '1.6 million' });
});

test('two numbers of one sentence do not change places', () => {
  const page = ['Games', 'The team won three gold and two silver medals at the games.'] as const;
  expect(judged('en', 'At the games the team won three gold and two silver medals.', [page]).verdict).toBe(
    'supported',
  );
  expect(judged('en', 'The team won two gold and three silver medals at the games.', [page]).verdict).toBe(
    'contradicted',
  );
});

test.each([
  ['en', 'Carlsen defeated Anand in 2013.', 'Anand defeated Carlsen in 2013.', 'contradicted'],
  ['en', 'Carlsen defeated Anand in 2013.', 'Anand was defeated by Carlsen in 2013.', 'supported'],
  ['en', 'Anna Berg met Paul Stein in 2013.', 'In 2013 Paul Stein met Anna Berg.', 'supported'],
])('%s: "%s" where the page says "%s" is %s', (language, claim, text, verdict) => {
  expect(judged(language, claim, [['A match', text]]).verdict).toBe(verdict);
});

test('a single name that begins a claim must be in its evidence', () => {
  const pages = [
    ['Cities', 'The largest port lies near Boston. The railway from Denver is old.'],
    ['Numbers', 'Denver has 600,000 inhabitants.'],
  ] as const;
  expect(judged('en', 'Denver has 600,000 inhabitants.', pages).verdict).toBe('supported');
  const { verdict } = judged('en', 'Boston has 600,000 inhabitants.', pages);
  expect(verdict).not.toBe('supported');
});

test('"No. 5" denies nothing, and a denial elsewhere in the sentence is none of the claim', () => {
  const page = [
    'Symphony No. 5',
    'Symphony No. 5 is one of the best-known symphonies, with no single theme for its last movement.',
  ] as const;
  expect(judged('en', 'Symphony No. 5 is one of the best-known symphonies.', [page]).verdict).toBe(
    'supported',
  );
});

test('what is said of one company is not said of another, in a script without capitals', () => {
  const pages = [
    ['星河公司', '星河公司成立于1998年。'],
    ['远山公司', '远山公司总部位于杭州。远山公司成立于2010年。'],
  ] as const;
  expect(judged('zh', '远山公司总部位于杭州。', pages).verdict).toBe('supported');
  expect(judged('zh', '星河公司总部位于杭州。', pages).verdict).not.toBe('supported');
});

test('a page of hundreds of kilobytes is judged in bounded time', () => {
  const words = 'The council of the town discussed the budget of ward number'.split(' ').join(' ');
  const text = Array.from(
    { length: 4_000 },
    (_, at) => `${words} ${at} in the spring of ${1900 + (at % 100)}.`,
  ).join('\n\n');
  const before = process.cpuUsage();
  expect(text.length).toBeGreaterThan(300_000);
  expect(
    judged('en', 'The council discussed the budget of ward number 17.', [['Minutes', text]]).verdict,
  ).toBe('supported');
  const { user } = process.cpuUsage(before);
  expect(user / 1_000).toBeLessThan(15_000);
});
