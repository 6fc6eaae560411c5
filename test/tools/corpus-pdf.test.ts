import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pdfOf } from './pdf';

const run = promisify(execFile);

test('PDFs of the corpus are found by their text, and broken ones are skipped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-pdf-'));
  try {
    writeFileSync(
      join(folder, 'report.pdf'),
      pdfOf('Annual report', ['First page.', 'A zebra was counted.']),
    );
    writeFileSync(join(folder, 'untitled.pdf'), pdfOf('', ['A zebra in a zebra crossing.']));
    writeFileSync(join(folder, 'broken.pdf'), 'a zebra, but no PDF');
    const preload = join(__dirname, '..', 'support', 'typescript.cjs');
    const program = join(__dirname, 'corpus-main.ts');
    const { stdout } = await run(process.execPath, ['--require', preload, program, folder, 'zebra counted'], {
      timeout: 60_000,
      env: {},
    });
    expect(JSON.parse(stdout)).toEqual({
      hits: [
        expect.objectContaining({
          url: 'corpus:///report.pdf',
          title: 'Annual report',
          snippet: expect.stringContaining('A zebra was counted.'),
        }),
        expect.objectContaining({ url: 'corpus:///untitled.pdf', title: 'untitled' }),
      ],
      page: expect.objectContaining({ text: 'First page.\n\nA zebra was counted.' }),
      logged: [expect.objectContaining({ path: 'broken.pdf' })],
    });
    expect(stdout).not.toContain(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 70_000);
