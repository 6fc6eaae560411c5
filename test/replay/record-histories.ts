import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { connectEngine } from '../../src/temporal';
import { eventually, House } from '../support/house';
import { testEngine } from '../support/temporal';

/**
 * Records the history of every way in which a task can end, for `replay.test.ts`: run by `npm run histories` after a
 * change of workflow code that is meant to change what is recorded.
 */
const folder = join(__dirname, 'histories');
const held = { pieces: ['some ', 'text'], holdAfter: 1 };
let house: House;
let engine: Awaited<ReturnType<typeof connectEngine>>;

beforeAll(async () => {
  house = await House.open();
  engine = await connectEngine(testEngine());
  mkdirSync(folder, { recursive: true });
});
afterAll(async () => {
  await engine.connection.close();
  await house.close();
});
beforeEach(() => house.model.reset());

async function record(reason: string, id: string): Promise<void> {
  await house.ended(id);
  const handle = engine.workflow.getHandle(id);
  await eventually(
    async () => (await handle.describe()).status.name,
    (name) => name !== 'RUNNING',
  );
  const json = historyToJSON(await handle.fetchHistory());
  writeFileSync(join(folder, `simple-${reason}.json`), `${anonymous(json)}\n`);
}

/** Identities and stacks name the machine that recorded them. */
function anonymous(text: string): string {
  return text
    .replace(/"identity":\s*"[^"]*"/g, '"identity": "recorder"')
    .replace(/"stackTrace":\s*"(?:[^"\\]|\\.)*"/g, '"stackTrace": ""')
    .replace(/\d+@[\w.-]+/g, 'recorder');
}

const running = (id: string) => house.until(id, ({ model_used }) => model_used !== '');
const cancel = (id: string) => house.call('POST', `/api/v1/tasks/${id}/cancel`);

test('completed', async () => {
  await record('completed', await house.submit('complete'));
});

test('failed', async () => {
  house.model.script({ error: { status: 401 } });
  await record('failed', await house.submit('fail'));
});

test('cancelled', async () => {
  house.model.script(held);
  const id = await house.submit('cancel');
  await running(id);
  await cancel(id);
  await record('cancelled', id);
});

test('timed out', async () => {
  house.model.script(held);
  await record('timed-out', await house.submit({ query: 'slow', timeout_seconds: 1 }));
});

test('retried', async () => {
  house.model.script({ error: { status: 503, headers: { 'retry-after-ms': '20' } } }, { text: 'well again' });
  await record('retried', await house.submit('retry'));
});

test('asked again', async () => {
  house.model.script({ text: 'no JSON' }, { text: '{"a":1}' });
  await record('asked-again', await house.submit({ query: 'x', response_format: { type: 'json_object' } }));
});

test('unusable twice', async () => {
  house.model.script({ text: 'no JSON' }, { text: 'again none' });
  await record(
    'unusable-twice',
    await house.submit({ query: 'x', response_format: { type: 'json_object' } }),
  );
});

test('budget exhausted', async () => {
  await record('budget-exhausted', await house.submit({ query: 'x', budget: { max_tokens: 1 } }));
});

test('cancelled before any worker', async () => {
  const idle = await House.open({ worker: false, sweepMs: 60_000 });
  const id = await idle.submit('early');
  await idle.call('POST', `/api/v1/tasks/${id}/cancel`);
  await idle.startWorker();
  await idle.ended(id);
  const handle = engine.workflow.getHandle(id);
  await eventually(
    async () => (await handle.describe()).status.name,
    (name) => name !== 'RUNNING',
  );
  const json = historyToJSON(await handle.fetchHistory());
  writeFileSync(
    join(folder, 'simple-cancelled-while-queued.json'),
    `${anonymous(json)}
`,
  );
  await idle.close();
});
