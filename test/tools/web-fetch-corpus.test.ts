import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageBox, type PageBox } from './page-box';
import { startPageServer, type PageServer } from './page-server';

let server: PageServer;
let folder: string;
let box: PageBox;
beforeAll(async () => {
  server = await startPageServer();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-pages-'));
  writeFileSync(
    join(folder, 'guide.md'),
    '---\nurl: https://example.org/guide\ntitle: The guide\nsource: The House\npublished: 2024-03-04\n---\nOur copy.',
  );
  writeFileSync(join(folder, 'note.txt'), 'A note.');
  box = pageBox({ corpus: folder });
});
afterAll(async () => {
  await box.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

test('its addresses are answered from it', async () => {
  expect(await box.output('http://www.example.org/guide/?utm_source=x#part')).toMatchObject({
    url: 'http://www.example.org/guide/?utm_source=x#part',
    final_url: 'https://example.org/guide',
    status: null,
    title: 'The guide',
    publisher: 'The House',
    published: '2024-03-04',
    text: 'Our copy.',
  });
  expect(await box.call('corpus:///note.txt')).toMatchObject({
    ok: true,
    sources: [{ url: 'corpus:///note.txt', title: 'note' }],
    output: { text: 'A note.', publisher: 'corpus' },
  });
});

test('what it does not have is said', async () => {
  for (const url of ['corpus:///other.txt', 'corpus:///../etc/passwd', 'corpus://note.txt'])
    expect(await box.call(url)).toMatchObject({
      ok: false,
      error: `The corpus has no document "${url}".`,
    });
});

test('other addresses are read from the web', async () => {
  expect(await box.output(server.page('From the web', 'text/plain'))).toMatchObject({
    text: 'From the web',
  });
});
