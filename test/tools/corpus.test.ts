import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Corpus } from '../../src/providers/search/corpus/corpus';
import type { SearchQuery } from '../../src/providers/search/port';

const never = new AbortController().signal;
let folder: string;
let logged: { fields: object; message: string }[];
let corpus: Corpus;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-corpus-'));
  logged = [];
  corpus = new Corpus(folder, { warn: (fields, message) => logged.push({ fields, message }) });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const search = (query: string, more: Partial<SearchQuery> = {}) =>
  corpus.search({ query, count: 8, ...more }, never);
const titles = async (query: string, more: Partial<SearchQuery> = {}) =>
  (await search(query, more)).map(({ title }) => title);
/** Until the corpus looks again. */
const aLookLater = () => delay(1_100);

test('each kind of file is read, with what it says of itself', async () => {
  write(
    'guides/durable.md',
    '---\nurl: https://example.org/durable\ntitle: Durable guide\nsource: Example\npublished: 2024-03-04\n---\n# Heading\n\nA zebra crossed.\n',
  );
  write('plain.md', 'Intro.\n\n# The heading\n\nA zebra slept.\n');
  write('notes on zebras.txt', 'A zebra ran.');
  write(
    'saved.html',
    '<!doctype html><html><head><title>Saved page</title><link rel="canonical" href="https://example.net/saved"><meta property="article:published_time" content="2025-06-07T08:00:00Z"><meta property="og:site_name" content="Net News"><style>zebra{}</style></head><body><nav>Menu</nav><h1>Hello</h1><p>A <b>zebra</b> &amp; a <a href="https://x.test">horse</a>.</p><script>zebra()</script></body></html>',
  );
  write(
    'many.jsonl',
    `${JSON.stringify({ url: 'https://example.com/1', title: 'Line one', source: 'Lines', published: '2023-01-02', text: 'A zebra stood.' })}\n\n${JSON.stringify({ text: 'A zebra without address — ß.' })}\r\n`,
  );
  const hits = await search('zebra');
  const { length } = hits;
  expect([...hits].sort((a, b) => (a.url < b.url ? -1 : 1))).toMatchObject([
    { url: 'corpus:///many.jsonl#line-3', title: 'many', snippet: 'A zebra without address — ß.' },
    {
      url: 'corpus:///notes%20on%20zebras.txt',
      title: 'notes on zebras',
      source: 'corpus',
      published: null,
      snippet: 'A zebra ran.',
    },
    { url: 'corpus:///plain.md', title: 'The heading', snippet: '… A zebra slept.' },
    { url: 'https://example.com/1', title: 'Line one', source: 'Lines', published: '2023-01-02' },
    {
      url: 'https://example.net/saved',
      title: 'Saved page',
      source: 'Net News',
      published: '2025-06-07',
      snippet: expect.stringContaining('zebra') as string,
    },
    {
      url: 'https://example.org/durable',
      title: 'Durable guide',
      source: 'Example',
      published: '2024-03-04',
      provider: 'corpus',
      snippet: '… A zebra crossed.',
    },
  ]);
  expect(hits.map(({ rank }) => rank)).toEqual(Array.from({ length }, (_, at) => at + 1));
  expect(await titles('menu')).toEqual([]);
  expect(logged).toEqual([]);
});

test.each([
  ['---\n---\n# Empty\n\nBody.', 'Empty', '# Empty\n\nBody.'],
  ['---\r\ntitle: 1984\r\npublished: 2024\r\n---\r\nBody.', '1984', 'Body.'],
  [
    '---\nProse of a line.\n---\n\n# After\n\nBody.',
    'After',
    '---\nProse of a line.\n---\n\n# After\n\nBody.',
  ],
  ['\ufeff---\ntitle: Marked\nurl: javascript:alert(1)\n---\nBody.', 'Marked', 'Body.'],
  ['--- not one\nBody.', 'doc', '--- not one\nBody.'],
])('of %j the title is %j', async (whole, title, text) => {
  write('doc.md', whole);
  expect(await corpus.page('corpus:///doc.md', never)).toMatchObject({ title, text, published: null });
});

test('a page is given whole by its address, however that is written', async () => {
  const text = `Start.\n\n${'word '.repeat(5_000)}\n\nEnd.`;
  write('a.md', `---\nurl: https://www.example.org/a/?utm_source=x\ntitle: A\n---\n${text}`);
  write(
    'b/c d.jsonl',
    `{"text":"one"}\n${JSON.stringify({ url: 'https://example.org/b', title: 'B', text: 'zwei 二' })}\n`,
  );
  expect(await corpus.page('http://example.org/a#part', never)).toEqual({
    url: 'https://www.example.org/a/?utm_source=x',
    title: 'A',
    source: 'example.org',
    published: null,
    text,
  });
  expect(await corpus.page('https://example.org/b', never)).toMatchObject({ title: 'B', text: 'zwei 二' });
  expect(await corpus.page('corpus:///b/c%20d.jsonl#line-1', never)).toMatchObject({ text: 'one' });
  expect(await corpus.page('https://example.org/none', never)).toBeUndefined();
  expect(await corpus.page('corpus:///../../etc/passwd', never)).toBeUndefined();
});

test.each([
  ['機械学習', 'Machine'],
  ['学習', 'Machine'],
  ['自然言語', 'Machine'],
  ['東京タワー', 'Tower'],
  ['タワー', 'Tower'],
  ['ﾀﾜｰ', 'Tower'],
  ['人工智能', 'Intelligence'],
  ['智能', 'Intelligence'],
  ['改变世界', 'Intelligence'],
  ['서울', 'Seoul'],
  ['GPT4', 'Mixed'],
  ['München', 'Munich'],
  ['munchen', 'Munich'],
  ['MUENCHEN', 'Munich'],
  ['Straße', 'Munich'],
  ['strasse', 'Munich'],
  ['Öffnungszeiten', 'Munich'],
  ['café', 'Coffee'],
  ['cafe', 'Coffee'],
  ['ελληνικα', 'Greek'],
  ['ภาษาไทย', 'Thai'],
])('the words %s find %s', async (query, title) => {
  const texts = {
    Machine: '本章では、機械学習を用いた自然言語処理について述べる。',
    Tower: '昨日、東京タワーに登りました。',
    Intelligence: '人工智能正在改变世界，也改变我们的生活。',
    Seoul: '우리는 서울에서 만나요.',
    Mixed: '社内でGPT4を使う。',
    Munich: 'In München, an der langen Straße, gelten andere Öffnungszeiten.',
    Coffee: 'Un café noir.',
    Greek: 'Τα ελληνικά κείμενα.',
    Thai: 'ผมเรียนภาษาไทยทุกวัน',
    Other: 'Nothing of all that, 別の文書です。其他的文件。',
  };
  for (const [name, text] of Object.entries(texts)) write(`${name}.txt`, text);
  const [hit] = await search(query);
  expect(hit?.title).toBe(title);
  expect(texts).toHaveProperty(title, hit?.snippet);
});

test('a title counts more than mentions', async () => {
  write('mention.txt', 'The tunnel: a tunnel, and one more tunnel, that is what is dug.');
  write('tunnel.txt', 'A text of about the same length that never says what it is about.');
  expect(await titles('tunnel')).toEqual(['tunnel', 'mention']);
});

test('an ending does not hide a word', async () => {
  write('about.md', '# Workflows\n\nOf those.');
  expect(await titles('workflow')).toEqual(['Workflows']);
});

test('site and recency are kept', async () => {
  const today = new Date().toISOString().slice(0, 10);
  write('new.md', `---\nurl: https://docs.example.org/new\npublished: ${today}\ntitle: New\n---\nA zebra.`);
  write('old.md', '---\nurl: https://example.org/old\npublished: 2001-02-03\ntitle: Old\n---\nA zebra.');
  write('undated.md', '---\nurl: https://example.net/x\ntitle: Undated\n---\nA zebra.');
  expect((await titles('zebra')).sort()).toEqual(['New', 'Old', 'Undated']);
  expect(await titles('zebra', { recency: 'week' })).toEqual(['New']);
  expect((await titles('zebra', { site: 'example.org' })).sort()).toEqual(['New', 'Old']);
  expect(await titles('zebra', { site: 'example.org', recency: 'year' })).toEqual(['New']);
  expect(await titles('zebra', { count: 1 })).toHaveLength(1);
});

test('files that come, change, move and go are noticed', async () => {
  write('stays.md', '# Stays\n\nA zebra.');
  write('changes.md', '# Before\n\nA zebra.');
  write('goes.md', '# Goes\n\nA zebra.');
  write('moves.md', '# Moves\n\nA zebra.');
  expect((await titles('zebra')).sort()).toEqual(['Before', 'Goes', 'Moves', 'Stays']);
  write('comes.md', '# Comes\n\nA zebra.');
  write('changes.md', '# Behind\n\nA zebra.');
  unlinkSync(join(folder, 'goes.md'));
  mkdirSync(join(folder, 'sub'));
  renameSync(join(folder, 'moves.md'), join(folder, 'sub', 'moved.md'));
  await aLookLater();
  expect((await titles('zebra')).sort()).toEqual(['Behind', 'Comes', 'Moves', 'Stays']);
  expect(await corpus.page('corpus:///sub/moved.md', never)).toMatchObject({ title: 'Moves' });
  expect(await corpus.page('corpus:///goes.md', never)).toBeUndefined();
});

test('a document whose file went a moment ago is left out, not fatal', async () => {
  write('goes.md', '# Goes\n\nA zebra.');
  write('many.jsonl', '{"title":"One","text":"A zebra."}\n');
  write('other.jsonl', `{"title":"Another","text":"A zebra."}${' '.repeat(40)}\n`);
  write('stays.md', '# Stays\n\nA zebra.');
  expect(await titles('nothing')).toEqual([]);
  unlinkSync(join(folder, 'goes.md'));
  write('many.jsonl', '{"title":"Broken","text":"A zebra."');
  write('other.jsonl', '{"url":"https://example.com/new","text":"Something else."}');
  expect(await titles('zebra')).toEqual(['Stays']);
  expect(JSON.stringify(logged)).not.toContain(folder);
});

test('what is malformed is skipped and logged, by its path in the folder', async () => {
  write('good.md', '# Good\n\nA zebra.');
  write('front.md', '---\ntitle: [unclosed\n---\nA zebra.');
  write('odd.md', '---\n- a list\n---\nA zebra.');
  write('lines.jsonl', `{"text":"A zebra.","title":"Line"}\nnot json\n{"title":"no text"}\n[1]\n`);
  write('empty.md', '');
  write('deep.html', `<p>${'<div>'.repeat(100_000)}zebra`);
  expect((await titles('zebra')).sort()).toEqual(['Good', 'Line']);
  const paths = logged.map(({ fields }) => (fields as { path: string }).path);
  expect(paths.sort()).toEqual(['deep.html', 'front.md', 'lines.jsonl', 'odd.md']);
  expect(logged.find(({ fields }) => 'lines' in fields)?.fields).toMatchObject({ lines: 3 });
  expect(JSON.stringify(logged)).not.toContain(folder);
  logged.splice(0);
  await aLookLater();
  await titles('zebra');
  expect(logged).toEqual([]);
});

test('links out of the folder, hidden files and other kinds are left out', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'holdfast-outside-'));
  try {
    writeFileSync(join(outside, 'secret.md'), '# Secret\n\nA zebra.');
    symlinkSync(join(outside, 'secret.md'), join(folder, 'link.md'));
    symlinkSync(outside, join(folder, 'linked'));
    symlinkSync(folder, join(folder, 'loop'));
    write('.hidden/inside.md', '# Inside\n\nA zebra.');
    write('program.js', 'zebra');
    write('..data.md', 'A zebra.');
    symlinkSync(join(folder, '.hidden', 'inside.md'), join(folder, 'mounted.md'));
    expect(await search('zebra')).toMatchObject([{ title: 'Inside', url: 'corpus:///mounted.md' }]);
  } finally {
    rmSync(outside, { recursive: true });
  }
});

test('2,000 documents are indexed and searched', async () => {
  const lines = Array.from({ length: 1_000 }, (_, at) =>
    JSON.stringify({
      url: `https://example.com/${at}`,
      title: `Entry ${at}`,
      text: `Number ${at} of a list. ${'Some usual words about this and that. '.repeat(20)}${at === 500 ? 'A needle.' : ''}`,
    }),
  );
  write('many.jsonl', lines.join('\n'));
  for (let at = 0; at < 1_000; at += 1)
    write(`d${at % 10}/${at}.md`, `# Page ${at}\n\n${'Usual words once more. '.repeat(20)}pin${at}x`);
  expect(await titles('needle')).toEqual(['Entry 500']);
  expect(await titles('pin777x')).toEqual(['Page 777']);
  expect(await titles('usual words', { count: 20 })).toHaveLength(20);
  expect(await corpus.page('https://example.com/999', never)).toMatchObject({ title: 'Entry 999' });
});

test('an index that takes long says so and goes on', async () => {
  for (let at = 0; at < 300; at += 1) write(`${at}.md`, `# T${at}\n\nA zebra.`);
  corpus = new Corpus(folder, { warn: () => undefined }, 1);
  await expect(search('zebra')).rejects.toMatchObject({
    message: expect.stringMatching(/^The corpus is still being indexed \(\d+ documents so far\)/) as string,
    isRetryable: true,
  });
  let hits: unknown[] = [];
  for (let round = 0; round < 100 && hits.length === 0; round += 1) {
    await delay(50);
    hits = await search('zebra', { count: 20 }).catch(() => []);
  }
  expect(hits).toHaveLength(20);
});

test('a cancel ends the wait with its reason, and a missing folder is a sentence without its path', async () => {
  write('a.md', 'x');
  const cancel = new AbortController();
  const waiting = corpus.search({ query: 'x', count: 1 }, cancel.signal);
  cancel.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  const missing = new Corpus(join(folder, 'missing'), { warn: () => undefined });
  await expect(missing.search({ query: 'x', count: 1 }, never)).rejects.toThrow(
    /^The corpus folder cannot be read\.$/,
  );
});
