import { isoDate, earliest } from '../../src/providers/search/dates';
import { fuse, searchAll } from '../../src/providers/search/merge';
import type { SearchHit, SearchProvider } from '../../src/providers/search/port';
import { plainLine } from '../../src/providers/search/text';
import { isOfSite, siteFrom } from '../../src/providers/search/url';
import { ToolError } from '../../src/providers/tools/port';

test.each([
  ['example.org', 'example.org'],
  ['https://www.Example.org/path', 'example.org'],
  ['docs.example.org', 'docs.example.org'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['two words', undefined],
  ['', undefined],
  ['javascript:alert(1)', undefined],
])('the site %j is the host %j', (text, host) => {
  expect(siteFrom(text)).toBe(host);
});

test.each([
  ['https://example.org/a', true],
  ['https://docs.example.org/a', true],
  ['https://notexample.org/', false],
  ['https://example.org.evil.test/', false],
  ['corpus:///example.org', false],
])('whether %s is of example.org: %s', (url, is) => {
  expect(isOfSite(url, 'example.org')).toBe(is);
});

const now = new Date('2026-03-10T12:00:00Z');
test.each([
  ['2024-03-04', '2024-03-04'],
  ['2024-03-04T23:59:59.000-08:00', '2024-03-04'],
  ['Mon, 04 Mar 2024 23:30:00 GMT', '2024-03-04'],
  ['Mar 4, 2024', '2024-03-04'],
  ['4 March 2024', '2024-03-04'],
  ['January 15, 2025', '2025-01-15'],
  ['04.03.2024', '2024-03-04'],
  ['2024年3月4日', '2024-03-04'],
  ['5 hours ago', '2026-03-10'],
  ['1 day ago', '2026-03-09'],
  ['2 weeks ago', '2026-02-24'],
  ['2024-02-30', null],
  ['30 Foo 2024', null],
  ['vor 2 Tagen', null],
  ['yesterday', null],
  ['', null],
  [42, null],
])('the date %j is %j', (text, date) => {
  expect(isoDate(text, now)).toBe(date);
});

test('so recent is counted in days', () => {
  expect(['day', 'week', 'month', 'year'].map((recency) => earliest(recency as 'day', now))).toEqual([
    '2026-03-09',
    '2026-03-03',
    '2026-02-07',
    '2025-03-09',
  ]);
});

test.each([
  ['<b>bold</b> &amp; &#8212; &#x2014; &unknown;', 100, 'bold & — — &unknown;'],
  ['one\n2. two\u2028three\u0000four', 100, 'one 2. two three four'],
  ['\u202egnp.exe\u202c', 100, 'gnp.exe'],
  ['a < b and c > d', 100, 'a < b and c > d'],
  ['some words that are too long', 18, 'some words that…'],
  ['x'.repeat(50), 10, `${'x'.repeat(9)}…`],
  ['&#55357;&#x110000;&#0;', 100, '\ufffd'],
  [null, 10, ''],
])('%j is made the line %j', (text, most, line) => {
  expect(plainLine(text, most)).toBe(line);
});

const hit = (url: string, provider: string, rank: number, more: Partial<SearchHit> = {}): SearchHit => ({
  url,
  title: `${provider} ${rank}`,
  snippet: 's',
  published: null,
  source: 'x',
  provider,
  rank,
  ...more,
});
const list = (provider: string, urls: string[]) => urls.map((url, at) => hit(url, provider, at + 1));
const A = 'https://a.test/';
const B = 'https://b.test/';
const C = 'https://c.test/';
const D = 'https://d.test/';

test.each<[string, SearchHit[][], number, string[]]>([
  ['one list stays as it is', [list('p', [A, B, C])], 9, [A, B, C]],
  ['what two name beats what one names first', [list('p', [A, B]), list('q', [C, B])], 9, [B, A, C]],
  ['lists take turns where nothing is common', [list('p', [A, B]), list('q', [C, D])], 9, [A, C, B, D]],
  ['a page named twice in one list counts once', [list('p', [A, B, B, B]), list('q', [A])], 9, [A, B]],
  ['the count cuts', [list('p', [A, B, C])], 2, [A, B]],
  ['no lists, no hits', [[], []], 9, []],
])('%s', (_, lists, count, urls) => {
  const fused = fuse(lists, count);
  expect(fused.map(({ url }) => url)).toEqual(urls);
  expect(fused.map(({ rank }) => rank)).toEqual(urls.map((__, at) => at + 1));
});

test('of one page the better ranked hit stays, with what the other knows besides', () => {
  const p = [hit(D, 'p', 1), hit('http://www.a.test/?utm_source=p', 'p', 2, { published: '2024-01-01' })];
  const q = [hit(A, 'q', 1, { title: 'Best', snippet: '' })];
  expect(fuse([p, q], 1)).toEqual([
    {
      url: A,
      title: 'Best',
      snippet: 's',
      published: '2024-01-01',
      source: 'x',
      provider: 'p, q',
      rank: 1,
    },
  ]);
});

const provider = (name: string, result: () => Promise<SearchHit[]>): SearchProvider => ({
  name,
  costUsd: () => 0.5,
  search: result,
});
const works = provider('works', () => Promise.resolve([hit(A, 'works', 1)]));
const fails = (name: string, isRetryable: boolean) =>
  provider(name, () => Promise.reject(new ToolError(`${name} failed.`, { isRetryable })));
const query = { query: 'q', count: 5 };
const never = new AbortController().signal;

test('one that fails does not fail the others', async () => {
  expect(await searchAll([fails('one', true), works], query, never)).toMatchObject({
    hits: [{ url: A, rank: 1 }],
    answered: ['works'],
    failures: ['one failed.'],
    costUsd: 1,
  });
});

test.each([
  [[false, false], false],
  [[false, true], true],
])('all that fail fail the search: retryable %j is %s', async (kinds, isRetryable) => {
  const all = kinds.map((kind, at) => fails(`p${at}`, kind));
  await expect(searchAll(all, query, never)).rejects.toMatchObject({
    name: 'ToolError',
    message: 'p0 failed. p1 failed.',
    isRetryable,
  });
});

test('a defect of a provider is not taken for its failure', async () => {
  const broken = provider('broken', () => Promise.reject(new TypeError('defect')));
  await expect(searchAll([works, broken], query, never)).rejects.toThrow(TypeError);
});
