import { createHash } from 'node:crypto';
import { pageBox, type PageBox } from './page-box';
import { startPageServer, type PageServer } from './page-server';

let server: PageServer;
let box: PageBox;
beforeAll(async () => {
  server = await startPageServer();
  box = pageBox();
});
afterAll(async () => {
  expect(box.defects).toEqual([]);
  await box.close();
  await server.close();
});

const paragraph = 'The bridge carries forty thousand people a day, and was closed for repairs in spring. ';
const article = (head: string, more = '', lang = ''): string =>
  `<!doctype html><html${lang}><head>${head}</head><body><nav>Home News Contact</nav><article><h1>A bridge</h1>${`<p>${paragraph.repeat(3)}</p>`.repeat(4)}${more}</article><footer>Imprint</footer></body></html>`;

test('an article comes with who wrote it where and when', async () => {
  const linked = {
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'WebSite', '@id': '#site', name: 'Not this' },
      { '@type': 'Organization', '@id': '#paper', name: 'The River Post' },
      {
        '@type': ['NewsArticle'],
        headline: 'Bridge closed',
        datePublished: '2026-03-04T23:30:00-05:00',
        author: [{ '@type': 'Person', name: 'Ada Moss' }, 'Ben Reed', 'https://example.org/not-a-name'],
        publisher: { '@id': '#paper' },
        inLanguage: 'en-GB',
      },
    ],
  };
  const url = server.page(
    article(
      `<title>Bridge closed | The River Post</title><link rel="canonical" href="/news/bridge?x=1">
       <meta name="author" content="Somebody"><meta property="article:published_time" content="2020-01-01">
       <script type="application/ld+json">{ broken</script>
       <script type="application/ld+json">${JSON.stringify(linked)}</script>`,
      '<p>See <a href="/more">the plans</a>.<script>alert("no")</script></p>',
      ' lang="en_us"',
    ),
    'text/html; charset=utf-8',
  );
  const outcome = await box.call(`${url}#part`);
  if (!outcome.ok) throw new Error(outcome.error);
  const output = outcome.output as { text: string; hash: string; retrieved_at: string };
  expect(output).toMatchObject({
    url: `${url}#part`,
    final_url: url,
    canonical_url: `${server.baseUrl}/news/bridge?x=1`,
    status: 200,
    title: 'Bridge closed',
    publisher: 'The River Post',
    author: 'Ada Moss, Ben Reed',
    published: '2026-03-04',
    language: 'en-US',
    content_type: 'text/html',
    is_cut: false,
    is_paywalled: false,
    start: 0,
    end: output.text.length,
    total_characters: output.text.length,
  });
  expect(output.text).toContain('See the plans.');
  expect(output.text).not.toMatch(/Home News|Imprint|alert/);
  expect(output.hash).toBe(createHash('sha256').update(output.text).digest('hex'));
  expect(Math.abs(Date.now() - Date.parse(output.retrieved_at))).toBeLessThan(60_000);
  expect(outcome.sources).toEqual([{ url, title: 'Bridge closed' }]);
  expect(outcome.text).toBe(
    `Title: Bridge closed\nAddress: ${url}\nPublisher: The River Post\nAuthor: Ada Moss, Ben Reed\nPublished: 2026-03-04\nLanguage: en-US\n\n${output.text}`,
  );
});

test.each<[string, string, object]>([
  [
    'a paper',
    '<meta name="citation_title" content="On bridges"><meta name="citation_author" content="Moss, A."><meta name="citation_author" content="Reed, B."><meta name="citation_publication_date" content="2024/03/04"><meta name="citation_journal_title" content="Journal of Rivers"><title>Other</title>',
    {
      title: 'On bridges',
      author: 'Moss, A., Reed, B.',
      published: '2024-03-04',
      publisher: 'Journal of Rivers',
    },
  ],
  [
    'Open Graph',
    '<meta property="og:title" content="On &amp; off"><meta property="og:site_name" content="The Post"><meta property="article:author" content="https://example.org/ada"><meta property="article:author" content="Ada Moss"><meta property="article:published_time" content="2024-03-04T10:00:00Z"><meta property="og:locale" content="de_DE">',
    {
      title: 'On & off',
      author: 'Ada Moss',
      published: '2024-03-04',
      publisher: 'The Post',
      language: 'de-DE',
    },
  ],
  [
    'Dublin Core',
    '<meta name="DC.title" content="On bridges"><meta name="DC.creator" content="Ada Moss"><meta name="DC.date" content="4 March 2024"><meta name="DC.publisher" content="The Press">',
    { title: 'A bridge', author: 'Ada Moss', published: '2024-03-04', publisher: 'The Press' },
  ],
  [
    'nothing',
    '<meta name="date" content="tomorrow"><meta property="og:locale" content="!"><link rel="canonical" href="javascript:alert(1)">',
    {
      title: 'A bridge',
      author: null,
      published: null,
      publisher: '127.0.0.1',
      language: null,
      canonical_url: null,
    },
  ],
  [
    'markup in a title',
    '<title>A <b>bold</b>\n&lt;script&gt; title\u202e</title>',
    { title: 'A bold title' },
  ],
])('%s says what it says of itself', async (_, head, expected) => {
  expect(await box.output(server.page(article(head)))).toMatchObject(expected);
});

test('a date in the text counts where the page marks it as the day of publication', async () => {
  const marked = '<time itemprop="datePublished" datetime="2024-03-04T10:00">4 March</time>';
  expect(await box.output(server.page(article('', marked)))).toMatchObject({ published: '2024-03-04' });
  const other = '<time datetime="2019-01-01">once</time>';
  expect(await box.output(server.page(article('', other)))).toMatchObject({ published: null });
});

test('the language may stand in a header only', async () => {
  const url = server.page(article(''), 'text/html', { 'content-language': 'fr-CA, en' });
  expect(await box.output(url)).toMatchObject({ language: 'fr-CA' });
});

test('a page that says that it is not free is read, and says so', async () => {
  const stub = server.page(
    article(
      '<title>Bridge</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge","isAccessibleForFree":"False"}</script>',
      '<div class="paywall">Subscribe to read on.</div>',
    ),
  );
  const outcome = await box.call(stub);
  expect(outcome).toMatchObject({ ok: true, output: { is_paywalled: true } });
  expect(outcome).toMatchObject({
    text: expect.stringContaining(
      '\nNote: The page says that it is not free: this may be its beginning only.\n',
    ) as string,
  });
});

test('a long page comes in parts, which add up to it', async () => {
  const whole = Array.from({ length: 400 }, (_, at) => `Line ${at} of a long text 😀.`).join('\n');
  const url = server.page(whole, 'text/plain; charset=utf-8');
  const parts: string[] = [];
  for (let start = 0; start < whole.length && parts.length < 50;) {
    const output = await box.output(url, { start, max_characters: 999 });
    expect(output).toMatchObject({ total_characters: whole.length, is_cut: false });
    parts.push(output.text);
    start = output['end'] as number;
  }
  expect(parts.join('')).toBe(whole);
  expect(parts.length).toBeGreaterThan(10);
  // Each part ends with a line of the text.
  expect(parts.every((part, at) => at === parts.length - 1 || part.endsWith('.\n'))).toBe(true);
  expect(await box.call(url, { max_characters: 500 })).toMatchObject({
    text: expect.stringMatching(/\n\n\[characters 0 to \d+ of \d+; read on with start \d+\]$/) as string,
  });
  expect(await box.call(url, { start: whole.length })).toMatchObject({
    ok: false,
    error: `The page has ${whole.length} characters only: start before its end.`,
  });
});

test('parts split no character', async () => {
  const url = server.page('😀'.repeat(1_000), 'text/plain; charset=utf-8');
  const first = await box.output(url, { max_characters: 501 });
  expect(first).toMatchObject({ text: '😀'.repeat(250), end: 500 });
  expect((await box.output(url, { start: 501, max_characters: 500 })).text).toBe('😀'.repeat(250));
});

test.each<[object, RegExp]>([
  [{ url: undefined }, /url: /],
  [{ url: ' ' }, /url: /],
  [{ start: -1 }, /start: /],
  [{ max_characters: 100 }, /max_characters: /],
  [{ max_characters: 100_001 }, /max_characters: /],
  [{ depth: 2 }, /unknown depth/],
])('arguments %j are refused with a sentence', async (args, sentence) => {
  const outcome = await box.call(server.baseUrl, args);
  expect(outcome).toMatchObject({ ok: false, error: expect.stringMatching(sentence) as string });
});

test('a page that was read lately is not asked for again', async () => {
  const url = server.page(article('<title>Bridge</title>'));
  server.seen.splice(0);
  const first = await box.output(url);
  expect(await box.output(`${url}#again`)).toEqual({ ...first, url: `${url}#again` });
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]?.headers).toMatchObject({
    'user-agent': 'Holdfast/1.2.3',
    accept: expect.stringContaining('text/html') as string,
  });
  expect(server.seen[0]?.headers).not.toHaveProperty('cookie');
});
