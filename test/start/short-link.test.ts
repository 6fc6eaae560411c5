import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Frame } from 'playwright-core';
import { eventually } from '../support/house';
import { startModelServer } from '../support/model-server';
import { freshHome, startProgram } from '../support/processes';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const browserPath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find(existsSync);

/** A machine without a browser cannot try it; the redirect itself is tested in any case. */
const withBrowser = browserPath === undefined ? test.skip : test;

withBrowser(
  'the link that clients print opens the task in the Temporal UI, where the task explains itself',
  async () => {
    const model = await startModelServer();
    const { env, remove } = await freshHome();
    const started = startProgram('main.js', { ...env, OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-x' });
    await started.says('Holdfast is ready at');
    const base = `http://127.0.0.1:${env['PORT']}`;
    const headers = { 'X-API-Key': 'sk_test_123456', 'Content-Type': 'application/json' };
    const submit = await fetch(`${base}/api/v1/tasks`, {
      method: 'POST',
      headers,
      body: '{"query":"Why is the sea salty?"}',
    });
    const { task_id: id } = (await submit.json()) as { task_id: string };
    await eventually(
      async () => (await fetch(`${base}/api/v1/tasks/${id}`, { headers })).json(),
      (view) => (view as { status: string }).status === 'TASK_STATUS_COMPLETED',
    );
    let browser: Browser | undefined;
    try {
      browser = await chromium.launch({
        executablePath: browserPath ?? '',
        args: ['--no-sandbox', '--disable-gpu'],
      });
      const page = await browser.newPage({ viewport: { width: 1_400, height: 1_000 } });
      await page.goto(`http://localhost:${env['TEMPORAL_UI_PORT']}/workflows/${id}`);
      const main = page.locator('main');
      await main.getByText('Completed').first().waitFor({ timeout: 30_000 });
      const text = await main.innerText();
      expect(text).toContain(id);
      // Ids and times may hold any digits, so only a line that is an error page's own counts.
      expect(text).not.toMatch(/^(404\b|.*not found)/im);
      await main.getByText('model call').first().waitFor();
      await main.getByText('User Metadata').first().click();
      // The UI shows what a task says of itself in frames of their own, which come and go.
      const textOf = (frame: Frame) =>
        frame
          .locator('body')
          .innerText({ timeout: 1_000 })
          .catch(() => '');
      const shown = () => Promise.all(page.frames().map(textOf));
      await eventually(shown, (texts) => texts.join('\n').includes('SIMPLE: Why is the sea salty?'));
    } finally {
      await browser?.close();
      await started.end('SIGTERM');
      await model.close();
      remove();
    }
  },
  120_000,
);
