import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startTimeOf } from '../../src/embedded/process-file';
import { eventually } from '../support/house';
import { startModelServer, type ModelServer } from '../support/model-server';
import { freshHome, startProgram } from '../support/processes';

let model: ModelServer;
beforeAll(async () => {
  model = await startModelServer();
});
afterAll(() => model.close());

const scripted = () => ({ OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-test-secret' });
const key = { 'X-API-Key': 'sk_test_123456', 'Content-Type': 'application/json' };

/** Pids of what a data folder's embedded parts run as now. */
function partsOf(home: string): number[] {
  return ['engine.json', 'postgres.json']
    .map((file) => join(home, 'run', file))
    .filter((path) => existsSync(path))
    .map((path) => (JSON.parse(readFileSync(path, 'utf8')) as { pid: number }).pid);
}

async function askStatus(base: string, id: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${base}/api/v1/tasks/${id}`, { headers: key });
  return (await response.json()) as Record<string, unknown>;
}

test('one command starts everything, a stop leaves nothing, tasks survive it, a crash’s leftovers are ended', async () => {
  const { env, home, remove } = await freshHome();
  const base = `http://127.0.0.1:${env['PORT']}`;
  const first = startProgram('main.js', { ...env, ...scripted() });
  await first.says('Holdfast is ready at');
  expect(first.said()).toContain('sk_test_123456');
  expect(first.said()).toContain(`Temporal UI  http://localhost:${env['TEMPORAL_UI_PORT']}`);
  const submitted = await fetch(`${base}/api/v1/tasks`, {
    method: 'POST',
    headers: key,
    body: '{"query":"stay"}',
  });
  const { task_id: id } = (await submitted.json()) as { task_id: string };
  const before = await eventually(
    () => askStatus(base, id),
    ({ status }) => status === 'TASK_STATUS_COMPLETED',
  );

  const locked = startProgram('main.js', { ...env, ...scripted(), PORT: '17999' });
  expect(await locked.ended).toBe(1);
  expect(locked.said()).toMatch(
    /^The data folder .+ is in use by process \d+: stop that one, or set HOLDFAST_HOME/m,
  );

  const short = await fetch(`http://127.0.0.1:${env['TEMPORAL_UI_PORT']}/workflows/${id}`, {
    redirect: 'manual',
  });
  expect([short.status, short.headers.get('location')]).toEqual([302, `/namespaces/default/workflows/${id}`]);

  const keys = (...args: string[]) => startProgram('keys.js', env, args);
  const made = keys('create', '--tenant', 'acme', '--name', 'ci', '--tier', 'pro');
  expect(await made.ended).toBe(0);
  expect(made.said()).toMatch(/^sk_[0-9a-f]{64}\n$/);
  const withNew = await fetch(`${base}/api/v1/tasks`, { headers: { 'X-API-Key': made.said().trim() } });
  expect(withNew.status).toBe(200);
  expect(withNew.headers.get('X-RateLimit-Limit-Minute')).toBe('200');
  const withEmbedded = await fetch(`${base}/api/v1/tasks`, { headers: { 'X-API-Key': 'sk_test_123456' } });
  expect(withEmbedded.headers.get('X-RateLimit-Limit-Minute')).toBe('1000');
  const listed = keys('list');
  await listed.ended;
  const keyId = /^(key_\w+) .+tenant acme {2}tier pro/m.exec(listed.said())?.[1] ?? '';
  const revoked = keys('revoke', keyId);
  expect(await revoked.ended).toBe(0);
  await eventually(
    async () =>
      (await fetch(`${base}/api/v1/tasks`, { headers: { 'X-API-Key': made.said().trim() } })).status,
    (status) => status === 401,
  );

  // A crash of the whole process leaves its children behind; the next start ends them and never doubles them.
  const orphans = partsOf(home);
  expect(orphans).toHaveLength(2);
  await first.end('SIGKILL');
  const second = startProgram('main.js', { ...env, ...scripted() });
  await second.says('Holdfast is ready at');
  expect(orphans.map(startTimeOf)).toEqual([undefined, undefined]);
  expect(await askStatus(base, id)).toEqual(before);

  const parts = partsOf(home);
  expect(await second.end('SIGINT')).toBe(0);
  expect(parts.map(startTimeOf)).toEqual([undefined, undefined]);
  const logs = ['holdfast.log', 'engine.log', 'postgres.log'].map((name) => join(home, 'log', name));
  for (const log of logs.filter(existsSync)) {
    for (const secret of ['sk-test-secret', 'sk_test_123456', '"stay"']) {
      expect(readFileSync(log, 'utf8')).not.toContain(secret);
    }
  }
  remove();
}, 90_000);

test('a taken port is named, with the variable that moves it', async () => {
  const { env, remove } = await freshHome();
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const port = String((blocker.address() as { port: number }).port);
  for (const variable of ['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT']) {
    const refused = startProgram('main.js', { ...env, ...scripted(), [variable]: port });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain(
      `Port ${port} is already taken: stop what uses it, or set ${variable} to another port.`,
    );
    expect(refused.said()).not.toContain('    at ');
  }
  blocker.close();
  remove();
}, 60_000);

test('malformed variables are all named at once, without their values', async () => {
  const refused = startProgram('main.js', {
    PORT: 'eighty',
    TEMPORAL_UI_PORT: '70000',
    HOLDFAST_RETENTION_DAYS: '-1',
    OPENAI_BASE_URL: 'not a url',
    DATABASE_URL: 'mysql://secret@x',
  });
  expect(await refused.ended).toBe(1);
  for (const name of [
    'PORT',
    'TEMPORAL_UI_PORT',
    'HOLDFAST_RETENTION_DAYS',
    'OPENAI_BASE_URL',
    'DATABASE_URL',
  ]) {
    expect(refused.said()).toContain(`${name} must be`);
  }
  expect(refused.said()).not.toContain('secret');
  expect(refused.said().trim().split('\n')).toHaveLength(1);
});

test('without Python and without a Temporal binary it says what to install', async () => {
  const { env, home, remove } = await freshHome();
  const bare = {
    ...env,
    ...scripted(),
    PATH: '',
    HOLDFAST_CACHE: join(home, 'cache'),
    TEMPORAL_CLI_PATH: '',
  };
  const refused = startProgram('main.js', bare);
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(
    'there is no Python 3 with pip here: install Python 3 with pip, or the Temporal CLI',
  );
  remove();
}, 60_000);

test('the test key is refused where others could reach it, and the start says how to make one', async () => {
  const { env, remove } = await freshHome();
  const started = startProgram('main.js', { ...env, ...scripted(), HOST: '0.0.0.0' });
  await started.says('Holdfast is ready at');
  expect(started.said()).toContain('npm run --silent keys -- create --tenant NAME');
  const answer = await fetch(`http://127.0.0.1:${env['PORT']}/api/v1/tasks`, { headers: key });
  expect(answer.status).toBe(401);
  expect(await started.end('SIGTERM')).toBe(0);
  remove();
}, 60_000);

test('the API alone and the worker alone say what they need', async () => {
  for (const program of ['server.js', 'worker.js']) {
    const refused = startProgram(program, scripted());
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toMatch(/^Set DATABASE_URL: /m);
  }
});

test('an old Node is told so before anything else', () => {
  const script = `Object.defineProperty(process.versions, 'node', { value: '18.1.0' });
    import('./scripts/prepare.mjs').then(({ checkNode }) => checkNode()).catch((error) => console.log(error.message));`;
  const said = execFileSync(process.execPath, ['-e', script], {
    cwd: join(__dirname, '..', '..'),
    encoding: 'utf8',
  });
  expect(said).toBe('Holdfast needs Node 20.19 or newer and this is 18.1.0: install a newer Node.\n');
});
