import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';
import { printResearch } from './print-research.mjs';

/**
 * `npm run demo:research [-- "a question"]`: starts Holdfast over the corpus in `demo/corpus`, runs one research task,
 * and prints its progress, the report, its sources and its verdicts. Uses the configured provider, else the local model.
 */
const usual = 'What do the electric ferries between Vestvik and Osthavn cost, save and still lack?';
const question = process.argv.slice(2).join(' ') || usual;
const key = { 'X-API-Key': 'sk_test_123456' };
const say = (line) => process.stdout.write(`${line}\n`);

try {
  await ensureInstalled(say);
  await ensureBuilt(say);
} catch (error) {
  fail(error);
}
const home = mkdtempSync(join(tmpdir(), 'holdfast-demo-'));
const port = await freePort();
const server = await start();
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(1));
try {
  await run(`http://127.0.0.1:${port}`);
  await stop(0);
} catch (error) {
  say(error.message);
  await stop(1);
}

async function run(base) {
  await ready(base);
  say(`\nQuestion: ${question}\n`);
  const body = {
    query: question,
    force_research: true,
    enable_verification: true,
    enable_fact_extraction: true,
  };
  const submitted = await fetch(`${base}/api/v1/tasks`, {
    method: 'POST',
    headers: { ...key, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { task_id: id, error } = await submitted.json();
  if (error) throw new Error(error);
  await follow(`${base}/api/v1/tasks/${id}/stream`);
  printResearch(await (await fetch(`${base}/api/v1/tasks/${id}`, { headers: key })).json(), say);
}

/** Prints what a task tells of its progress until it ends. */
async function follow(url) {
  const response = await fetch(url, { headers: key });
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body) {
    const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event)?.[1];
      if (name === 'done') return;
      const data = /^data: (\{.*\})$/m.exec(event)?.[1];
      const { type, agent_id: agent, message } = data ? JSON.parse(data) : {};
      if (['PROGRESS', 'WARNING', 'TOOL_INVOKED', 'AGENT_STARTED'].includes(type)) {
        say(`  ${(agent ?? '').padEnd(14)} ${type === 'WARNING' ? '! ' : ''}${message}`);
      }
    }
  }
}

async function start() {
  const env = {
    ...process.env,
    PORT: String(port),
    TEMPORAL_PORT: String(await freePort()),
    TEMPORAL_UI_PORT: String(await freePort()),
    HOLDFAST_HOME: home,
    HOLDFAST_CORPUS: join(root, 'demo', 'corpus'),
    HOLDFAST_KEYLESS_SEARCH: 'off',
  };
  const child = spawn(process.execPath, [join(root, 'dist', 'main.js')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (text) => {
    if (!String(text).includes('Holdfast is ready')) process.stdout.write(text);
  });
  return child;
}

async function ready(base) {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (server.exitCode !== null) throw new Error('Holdfast did not start; what it said stands above.');
    const answer = await fetch(`${base}/readiness`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('Holdfast was not ready within five minutes.');
}

async function stop(code) {
  if (isStopped) return;
  isStopped = true;
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  rmSync(home, { recursive: true, force: true });
  process.exitCode = code;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address();
  probe.close();
  return free;
}
