import { pageBox, type PageBox } from './page-box';
import { pdfOf } from './pdf';
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
  expect((await box.output(server.page(html))).text).toBe(text);
});

test('a long page whose article is only a box of it is read whole', async () => {
  const rows = Array.from({ length: 300 }, (__, at) => `<tr><td>Row ${at}</td><td>${at * 7}</td></tr>`).join(
    '',
  );
  const { text } = await box.output(
    server.page(
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
  const { text } = await box.output(server.page(short(`<p>Words.</p>${deep.repeat(8)}`)));
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
  [
    'a header that says UTF-8 of what is none',
    'text/plain; charset=utf-8',
    latin('Z\xfcrich \x80'),
    'Zürich €',
  ],
  [
    'a header that says UTF-8, against a meta that is right',
    'text/html; charset=utf-8',
    Buffer.concat([latin('<html><head><meta charset="shift_jis"></head><body>'), shiftJis!]),
    '日本語',
  ],
  [
    'a header that says latin of what is UTF-8',
    'text/plain; charset=iso-8859-1',
    Buffer.from('Zürich €'),
    'Zürich €',
  ],
  [
    'UTF-8 with a broken place',
    'text/plain; charset=utf-8',
    Buffer.concat([Buffer.from('Zürich '), latin('\xff'), Buffer.from(' München')]),
    'Zürich \ufffd München',
  ],
  ['meta that cannot be true', 'text/html', Buffer.from('<meta charset="utf-16"><p>Zürich'), 'Zürich'],
])('%s', async (_, type, bytes, text) => {
  expect((await box.output(server.page(bytes, type))).text).toBe(text);
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
  expect(await box.output(server.page(body, type, {}, name))).toMatchObject(expected);
});

test.each(['application/pdf', 'application/octet-stream', ''])(
  'a PDF that is served as %j is read',
  async (type) => {
    const url = server.page(pdfOf('Annual report', ['First page.', 'Second page.']), type, {}, 'report.pdf');
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
  expect(await box.call(server.page(bytes, type))).toMatchObject({
    ok: false,
    error: expect.stringMatching(sentence) as string,
    isRetryable: false,
  });
});
