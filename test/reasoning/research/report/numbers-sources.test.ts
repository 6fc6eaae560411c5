import {
  assembleReport,
  assertIntegrity,
  groupSources,
  numberReport,
} from '../../../../src/reasoning/research/report';
import { storedPage } from '../../../support/cited-report';

const words = (seed: number) =>
  Array.from({ length: 120 }, (_, index) => `word${(index * 31 + seed * 977) % 5_003}`).join(' ');

function numberedBy(
  pages: ReturnType<typeof storedPage>[],
  text: string,
  texts: Record<number, string> = {},
) {
  const withTexts = pages.map((page, index) => ({ ...page, text: texts[index] ?? words(index) }));
  const sources = groupSources(withTexts);
  const passages = Object.fromEntries(
    pages.map(({ hash }, index) => [`p${index + 1}`, { page: hash, start: 0, end: 5 }]),
  );
  const report = assembleReport([{ text, passages }]);
  const numbered = numberReport(report, {
    pages,
    sourceOf: (page) => sources.get(page) ?? page,
    factsOf: (page) => ({
      credibility: Number(page) / 100,
      quality: 0.5,
      publisher: `Publisher ${Number(page)}`,
    }),
    language: 'en',
  });
  assertIntegrity({ ...numbered, isJson: false, language: 'en' });
  return numbered;
}

const everyTwo = 'A [p1]. B [p2]. C [p1, p2].';

test.each([
  ['one address written twice', { final_url: 'https://www.site1.example/page/?utm_source=x#top' }],
  ['one address behind a redirect', { url: 'https://site1.example/page' }],
  [
    'one address that a page gives itself',
    { final_url: 'https://site1.example/page.html', canonical_url: 'https://site1.example/page' },
  ],
])('pages of %s are one source', (_, said) => {
  const { text, citations } = numberedBy([storedPage(1), storedPage(2, said)], everyTwo);
  expect(text).toMatch(/^A \[1\]\. B \[1\]\. C \[1\]\./);
  expect(citations).toHaveLength(1);
});

test('pages of one DOI are one source', () => {
  const pages = [
    storedPage(1, { final_url: 'https://doi.org/10.1234/ab.5' }),
    storedPage(2, { final_url: 'https://publisher.example/doi/full/10.1234/AB.5' }),
  ];
  expect(numberedBy(pages, everyTwo).citations).toHaveLength(1);
});

test('mirrors are one source: the most credible stands for it, the others are named', () => {
  const { citations } = numberedBy([storedPage(1), storedPage(2), storedPage(3)], 'A [p1]. B [p2]. C [p3].', {
    0: words(7),
    1: `${words(7)} and a line more`,
  });
  expect(citations).toMatchObject([
    {
      url: 'https://site2.example/page',
      page: storedPage(2).hash,
      mirrors: ['https://site1.example/page'],
      credibility_score: 0.02,
    },
    { url: 'https://site3.example/page' },
  ]);
  expect(citations[1]).not.toHaveProperty('mirrors');
});

test.each([
  ['says that it is one of another site', { canonical_url: 'https://site1.example/page' }],
  ['names the front page of its site', { canonical_url: 'https://site2.example/' }],
])('a page that %s is a source of its own', (_, said) => {
  const pages = [storedPage(1, { canonical_url: 'https://site1.example/' }), storedPage(2, said)];
  expect(numberedBy(pages, everyTwo).citations).toHaveLength(2);
});

test('the report ends with the list of its sources, in the order of their numbers', () => {
  const pages = [storedPage(1), storedPage(2, { published: '2024-05-01T10:00:00Z' })];
  expect(numberedBy(pages, 'A [p2]. B [p1].').text).toBe(
    'A [1]. B [2].\n\n## Sources\n\n[1] Title 2 (Publisher 2, 2024-05-01) https://site2.example/page  \n[2] Title 1 (Publisher 1) https://site1.example/page\n',
  );
});

test.each([
  ['de', 'Quellen'],
  ['ja', '出典'],
  ['zh', '来源'],
  ['zh-Hant', '來源'],
  ['ko', '출처'],
  ['ar', 'المصادر'],
  ['en-GB', 'Sources'],
  ['und', 'Sources'],
])('in %s the list is headed %s', (language, heading) => {
  const page = storedPage(1);
  const report = assembleReport([
    { text: 'A [p1].', passages: { p1: { page: page.hash, start: 0, end: 1 } } },
  ]);
  const facts = { credibility: 1, quality: 1, publisher: 'P' };
  const { text } = numberReport(report, {
    pages: [page],
    sourceOf: (hash) => hash,
    factsOf: () => facts,
    language,
  });
  expect(text).toContain(`\n\n## ${heading}\n\n[1] `);
});

test('titles of strangers cannot add to the list, to the report or to what its reader loads', () => {
  const title = 'x\n\n## Sources\n\n[7] y ![z](https://evil.example/z.png) `[8]` <img src=q> 【9】';
  const { text, citations } = numberedBy(
    [storedPage(1, { title, final_url: 'https://site1.example/a[3] b' })],
    'A [p1].',
  );
  expect(citations[0]?.title).toBe(title);
  expect(text.match(/\[\d+\]/g)).toEqual(['[1]', '[1]']);
  expect(text.match(/\n## /g)).toHaveLength(1);
  expect(text).not.toMatch(/!\[|<|`/);
});

test('marks of pages that nobody stored stand for nothing', () => {
  const page = storedPage(1);
  const passages = {
    p1: { page: page.hash, start: 0, end: 1 },
    p2: { page: 'f'.repeat(64), start: 0, end: 1 },
  };
  const report = assembleReport([{ text: 'A [p2]. B [p1, p2].', passages }]);
  const facts = { credibility: 1, quality: 1, publisher: 'P' };
  const { text, citations } = numberReport(report, {
    pages: [page],
    sourceOf: (hash) => hash,
    factsOf: () => facts,
    language: 'en',
  });
  expect(text).toMatch(/^A\. B \[1\]\./);
  expect(citations).toHaveLength(1);
});

test('a report without citations has no list', () => {
  expect(numberedBy([storedPage(1)], 'It grew.')).toMatchObject({ text: 'It grew.', citations: [] });
});
