import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageBox, type PageBox } from './page-box';
import { pdfOf } from './pdf';
import { startSearchServer, type SearchServer } from './search-server';

let server: SearchServer;
let box: PageBox;
beforeAll(async () => {
  server = await startSearchServer();
  box = pageBox();
});
afterAll(async () => {
  expect(box.defects).toEqual([]);
  await box.close();
  await server.close();
});

let pages = 0;
/** Serves a body at an address of its own. */
const page = (
  body: string | Buffer,
  type = 'text/html',
  headers: Record<string, string> = {},
  name = 'page',
): string => {
  const path = `/${(pages += 1)}/${name}`;
  const before = server.answer;
  server.answer = (response, seen) => {
    if (seen.url.pathname !== path) before(response, seen);
    else response.writeHead(200, { ...(type !== '' && { 'content-type': type }), ...headers }).end(body);
  };
  return server.baseUrl + path;
};
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
  const url = page(
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
  expect(await box.output(page(article(head)))).toMatchObject(expected);
});

test('a date in the text counts where the page marks it as the day of publication', async () => {
  const marked = '<time itemprop="datePublished" datetime="2024-03-04T10:00">4 March</time>';
  expect(await box.output(page(article('', marked)))).toMatchObject({ published: '2024-03-04' });
  const other = '<time datetime="2019-01-01">once</time>';
  expect(await box.output(page(article('', other)))).toMatchObject({ published: null });
});

test('the language may stand in a header only', async () => {
  const url = page(article(''), 'text/html', { 'content-language': 'fr-CA, en' });
  expect(await box.output(url)).toMatchObject({ language: 'fr-CA' });
});

test('a page that says that it is not free is read, and says so', async () => {
  const stub = page(
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

const short = (text: string) => `<html><head><title>T</title></head><body>${text}</body></html>`;
test.each<[string, string, string]>([
  [
    'a table',
    short('<table><tr><th>Year</th><th>People</th></tr><tr><td>2024</td><td>40,000</td></tr></table>'),
    '| Year | People |\n| 2024 | 40,000 |',
  ],
  [
    'a list and code',
    short('<ul><li>one<li>two</ul><pre><code>a * b\n  c_d</code></pre>'),
    '-   one\n-   two\n\n```\na * b\n  c_d\n```',
  ],
  ['a body without html', '<body><p>2 * 3_4 [x] 1. # -</p></body>', '2 * 3_4 [x] 1. # -'],
  [
    'html without a body',
    '<html><head><title>T</title></head><p>Only <em>this</em></p></html>',
    'Only _this_',
  ],
  ['a text without tags', 'Only this', 'Only this'],
  [
    'a page of links only',
    short(`<div>${'<div><a href="/x">A link</a></div>'.repeat(3)}</div>`),
    'A link\n\nA link\n\nA link',
  ],
  [
    'XHTML',
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>Strict</p></body></html>',
    'Strict',
  ],
  ['controls and marks', short('<p>a\u0007b\u202ec\u200dd</p>'), 'abc\u200dd'],
])('%s is read', async (_, html, text) => {
  expect((await box.output(page(html))).text).toBe(text);
});

test('a long page whose article is only a box of it is read whole', async () => {
  const rows = Array.from({ length: 300 }, (__, at) => `<tr><td>Row ${at}</td><td>${at * 7}</td></tr>`).join(
    '',
  );
  const { text } = await box.output(
    page(
      short(
        `<div><p>A short note, with a comma, that looks like an article.</p></div><table>${rows}</table>`,
      ),
    ),
  );
  expect(text).toContain('| Row 299 | 2093 |');
});

test('a page that would take too long to search for its article is read whole instead', async () => {
  // What takes the search some ten seconds, and reading no time.
  const deep = `${'<div>'.repeat(450)}deep${'</div>'.repeat(450)}`;
  const { text } = await box.output(page(short(`<p>Words.</p>${deep.repeat(8)}`)));
  expect(text).toMatch(/^Words\.\n\ndeep/);
}, 60_000);

const latin = (text: string, encoding: BufferEncoding = 'latin1') => Buffer.from(text, encoding);
/** 日本語 in Shift_JIS and in EUC-JP, Привет in KOI8-R, 你好 in GB18030. */
const [shiftJis, eucJp, koi8, gb] = ['93fa967b8cea', 'c6fccbdcb8ec', 'f0d2c9d7c5d4', 'c4e3bac3'].map((hex) =>
  Buffer.from(hex, 'hex'),
);
const mark = Buffer.from('efbbbf', 'hex');
test.each<[string, string, Buffer, string]>([
  ['UTF-8 by header', 'text/plain; charset=utf-8', Buffer.from('Zürich €'), 'Zürich €'],
  ['UTF-8 by nothing', 'text/plain', Buffer.from('Zürich €'), 'Zürich €'],
  [
    'UTF-8 by its mark, against the header',
    'text/plain; charset=latin1',
    Buffer.concat([mark, Buffer.from('Zürich')]),
    'Zürich',
  ],
  [
    'UTF-16 by its mark',
    'text/plain',
    Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from('Zürich', 'utf16le')]),
    'Zürich',
  ],
  ['UTF-16 by header', 'text/plain; charset="UTF-16LE"', Buffer.from('Zürich', 'utf16le'), 'Zürich'],
  ['Windows-1252 by header', 'text/plain; charset=windows-1252', latin('Z\xfcrich \x80'), 'Zürich €'],
  [
    'Windows-1252 as what browsers take ISO-8859-1 for',
    'text/plain; charset=ISO-8859-1',
    latin('\x93Z\xfcrich\x94'),
    '“Zürich”',
  ],
  ['Windows-1252 by nothing', 'text/plain', latin('Z\xfcrich \x80'), 'Zürich €'],
  ['an unknown charset', 'text/plain; charset=nonsense', Buffer.from('Zürich'), 'Zürich'],
  ['Shift_JIS by header', 'text/plain; charset=Shift_JIS', shiftJis!, '日本語'],
  [
    'Shift_JIS by meta',
    'text/html',
    Buffer.concat([latin('<html><head><meta charset="shift_jis"></head><body>'), shiftJis!]),
    '日本語',
  ],
  [
    'EUC-JP by meta',
    'text/html',
    Buffer.concat([latin('<meta http-equiv=Content-Type content="text/html; charset=euc-jp"><p>'), eucJp!]),
    '日本語',
  ],
  ['KOI8-R by header', 'text/plain;charset=koi8-r', koi8!, 'Привет'],
  [
    'GB18030 by XML declaration',
    'application/xml',
    Buffer.concat([latin('<?xml version="1.0" encoding="gb2312"?><a>'), gb!, latin('</a>')]),
    '<?xml version="1.0" encoding="gb2312"?><a>你好</a>',
  ],
  ['meta that cannot be true', 'text/html', Buffer.from('<meta charset="utf-16"><p>Zürich'), 'Zürich'],
])('%s', async (_, type, bytes, text) => {
  expect((await box.output(page(bytes, type))).text).toBe(text);
});

test.each<[string, string, string, object]>([
  [
    'text/markdown',
    '# On bridges\n\nText.',
    'bridges.md',
    { title: 'On bridges', text: '# On bridges\n\nText.' },
  ],
  ['application/json', '{"a": 1}', 'data.json', { title: 'data.json', text: '{"a": 1}' }],
  ['application/ld+json; charset=utf-8', '{"a": 1}', 'data', { content_type: 'application/ld+json' }],
  [
    'application/atom+xml',
    '<feed><title>News</title></feed>',
    'feed',
    { text: '<feed><title>News</title></feed>' },
  ],
  ['text/csv', 'a,b\r\n1,2\r\n', 'a%20table.csv', { title: 'a table.csv', text: 'a,b\n1,2' }],
  ['', '<!DOCTYPE html><title>T</title><p>Hi', 'x', { title: 'T', text: 'Hi', content_type: 'text/html' }],
  ['application/octet-stream', 'Just text', 'x.txt', { text: 'Just text', content_type: 'text/plain' }],
])('%s is read as what it is', async (type, body, name, expected) => {
  expect(await box.output(page(body, type, {}, name))).toMatchObject(expected);
});

test.each(['application/pdf', 'application/octet-stream', ''])(
  'a PDF that is served as %j is read',
  async (type) => {
    const url = page(pdfOf('Annual report', ['First page.', 'Second page.']), type, {}, 'report.pdf');
    expect(await box.output(url)).toMatchObject({
      title: 'Annual report',
      text: 'First page.\n\nSecond page.',
      content_type: 'application/pdf',
      publisher: '127.0.0.1',
    });
  },
);

test.each<[string, string, Buffer, RegExp]>([
  ['a picture', 'image/png', Buffer.from('x'), /is image\/png, and no text that can be read; web pages, PDF/],
  ['an archive', 'application/zip', Buffer.from('x'), /is application\/zip, and no text/],
  [
    'bytes under the name of a text',
    'text/plain',
    Buffer.from([1, 0, 2, 0, 0]),
    /is text\/plain, and no text/,
  ],
  [
    'bytes without a name',
    '',
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]),
    /and no text that can be read/,
  ],
  [
    'a broken PDF',
    'application/pdf',
    Buffer.from('%PDF-1.4 broken'),
    /^The page cannot be read: Invalid PDF/,
  ],
  [
    'an empty page',
    'text/html',
    Buffer.from('<html><body><div id="app"></div><script src="/app.js"></script></body></html>'),
    /has no text that can be read: it may be made by a program in the browser/,
  ],
  ['nothing at all', 'text/plain', Buffer.from(''), /has no text that can be read/],
])('%s is refused with a sentence', async (_, type, bytes, sentence) => {
  expect(await box.call(page(bytes, type))).toMatchObject({
    ok: false,
    error: expect.stringMatching(sentence) as string,
    isRetryable: false,
  });
});

test('a long page comes in parts, which add up to it', async () => {
  const whole = Array.from({ length: 400 }, (_, at) => `Line ${at} of a long text 😀.`).join('\n');
  const url = page(whole, 'text/plain; charset=utf-8');
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
  const url = page('😀'.repeat(1_000), 'text/plain; charset=utf-8');
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
  const url = page(article('<title>Bridge</title>'));
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

describe('with a corpus', () => {
  let folder: string;
  let corpusBox: PageBox;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-pages-'));
    writeFileSync(
      join(folder, 'guide.md'),
      '---\nurl: https://example.org/guide\ntitle: The guide\nsource: The House\npublished: 2024-03-04\n---\nOur copy.',
    );
    writeFileSync(join(folder, 'note.txt'), 'A note.');
    corpusBox = pageBox({ corpus: folder });
  });
  afterAll(async () => {
    await corpusBox.close();
    rmSync(folder, { recursive: true });
  });

  test('its addresses are answered from it', async () => {
    expect(await corpusBox.output('http://www.example.org/guide/?utm_source=x#part')).toMatchObject({
      url: 'http://www.example.org/guide/?utm_source=x#part',
      final_url: 'https://example.org/guide',
      status: null,
      title: 'The guide',
      publisher: 'The House',
      published: '2024-03-04',
      text: 'Our copy.',
    });
    expect(await corpusBox.call('corpus:///note.txt')).toMatchObject({
      ok: true,
      sources: [{ url: 'corpus:///note.txt', title: 'note' }],
      output: { text: 'A note.', publisher: 'corpus' },
    });
  });

  test('what it does not have is said', async () => {
    for (const url of ['corpus:///other.txt', 'corpus:///../etc/passwd', 'corpus://note.txt'])
      expect(await corpusBox.call(url)).toMatchObject({
        ok: false,
        error: `The corpus has no document "${url}".`,
      });
  });

  test('other addresses are read from the web', async () => {
    expect(await corpusBox.output(page('From the web', 'text/plain'))).toMatchObject({
      text: 'From the web',
    });
  });
});
