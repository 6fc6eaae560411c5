import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session, SessionHistory } from '../../src/contract/sessions';
import { openDatabase, type Database } from '../../src/store/database';
import { brain, purposeOf } from '../support/brain';
import { eventually, House } from '../support/house';
import type { Behaviour, ModelCall } from '../support/model-server';

let house: House;
let database: Database;
let folder: string;

/** A window of which earlier turns may fill 2,000 tokens in a SIMPLE task, and 800 in the others. */
const window = { context_window: 4_000, max_output_tokens: 500 };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-recall-'));
  const modelsFile = join(folder, 'models.json');
  const prices = { 'scripted-model': { input_per_million_usd: 0.1, output_per_million_usd: 0.7 } };
  await writeFile(modelsFile, JSON.stringify({ limits: { 'scripted-model': window }, prices }));
  house = await House.open({ models: { modelsFile, openaiModel: 'scripted-model' } });
  database = openDatabase({ url: house.databaseUrl, connections: 1 });
});
afterAll(async () => {
  await database.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => house.model.reset());

const sumsUp = (call: ModelCall) => purposeOf(call) === 'sum_up';
const shown = ({ body }: ModelCall) => JSON.stringify(body.messages);
const rounds = (call: ModelCall) => [...shown(call).matchAll(/Question (\d+)/g)].map(([, n]) => Number(n));
/** Answers of 250 tokens, and a summary that can be told from them. */
const usual: Readonly<Record<string, Behaviour>> = {
  other: { text: `${'word '.repeat(249)}end` },
  sum_up: { text: 'SUMMARY of it.', usage: { input: 900, output: 40 } },
};

async function say(session_id: string, number: number, more: object = {}): Promise<string> {
  const query = `Question ${number}, in this talk.`;
  const id = await house.submit({ session_id, query, mode: 'simple', ...more });
  await house.ended(id);
  return id;
}

/** Talks until something had to be summed up; returns the ids of the tasks. */
async function talkUntilSummedUp(session: string): Promise<string[]> {
  house.model.answer(brain(usual));
  const ids: string[] = [];
  while (!house.model.calls.some(sumsUp)) {
    if (ids.length > 12) throw new Error('Nothing was summed up');
    ids.push(await say(session, ids.length + 1));
  }
  return ids;
}

test('what does not fit is summed up once, and the newest turns stay whole', async () => {
  const ids = await talkUntilSummedUp('long');
  const [reading, answering] = house.model.calls.slice(-2);
  if (!reading || !answering) throw new Error('There were no calls');
  const folded = [...new Set(rounds(reading))];
  expect(folded).toEqual(folded.map((_, index) => index + 1));
  expect(shown(reading)).toContain('word word');
  // What stays whole begins right behind it, in order, and the question stands last.
  expect(rounds(answering)).toEqual(
    Array.from({ length: ids.length - folded.length }, (_, index) => folded.length + index + 1),
  );
  expect(shown(answering)).toContain('SUMMARY of it.');
  expect(shown(answering).indexOf('SUMMARY')).toBeLessThan(shown(answering).indexOf('Question'));
  // The next task is shown the same summary, and pays for none.
  await say('long', ids.length + 1);
  expect(house.model.calls.filter(sumsUp)).toHaveLength(1);
  const next = house.model.calls.at(-1);
  expect(next && shown(next)).toContain('SUMMARY of it.');
  expect(next && rounds(next)[0]).toBe(folded.length + 1);
});

test('the summary is paid for by the task that caused it, and by the session', async () => {
  const ids = await talkUntilSummedUp('paying');
  const view = await house.status(ids.at(-1) ?? '');
  expect(view.usage).toMatchObject({ input_tokens: 900 + 11, output_tokens: 40 + 7 });
  expect(view.usage.estimated_cost).toBe((911 * 1 + 47 * 7) / 1e7);
  expect(view).toMatchObject({ mode: 'EXECUTION_MODE_SIMPLE', result: usual['other']?.text });
  expect(view.metadata['model_breakdown']).toMatchObject([{ executions: 2, tokens: 958 }]);
  const types = (await house.events(view.task_id)).map(({ type, agent_id: agent }) => `${type} ${agent}`);
  expect(types.slice(0, 3)).toEqual([
    'DATA_PROCESSING orchestrator',
    'WORKFLOW_STARTED orchestrator',
    'DATA_PROCESSING memory',
  ]);
  expect(types).not.toContain('LLM_OUTPUT memory');
  const { tasks } = (await house.call<SessionHistory>('GET', '/api/v1/sessions/paying/history')).body;
  const all = tasks.reduce((sum, { total_tokens: tokens }) => sum + tokens, 0);
  expect(all).toBe(18 * ids.length + 940);
  expect((await house.call<Session>('GET', '/api/v1/sessions/paying')).body.tokens_used).toBe(all);
});

test('a summary that is full again takes the old one in, and only new turns with it', async () => {
  const first = await talkUntilSummedUp('longer');
  const [before] = house.model.calls.filter(sumsUp).map(rounds);
  house.model.answer(brain({ ...usual, sum_up: { text: 'SECOND summary.' } }));
  for (let number = first.length + 1; house.model.calls.filter(sumsUp).length < 2; number += 1) {
    if (number > 24) throw new Error('Nothing was summed up again');
    await say('longer', number);
  }
  const [, again] = house.model.calls.filter(sumsUp);
  expect(again && shown(again)).toContain('SUMMARY of it.');
  expect(again && rounds(again)[0]).toBe((before?.at(-1) ?? 0) + 1);
  const last = house.model.calls.at(-1);
  expect(last && shown(last)).toContain('SECOND summary.');
  expect(last && shown(last)).not.toContain('SUMMARY of it.');
});

test('two tasks at once pay for one summary, and both are shown it', async () => {
  const ids = await talkUntilSummedUp('both');
  await database.pool.query(
    `update sessions set summary = null, summary_until = null, summary_last = null where session_id = 'both'`,
  );
  house.model.reset();
  house.model.answer(brain({ ...usual, sum_up: { text: 'SHARED summary.', waitMs: 300 } }));
  const twice = [1, 2].map((more) => say('both', ids.length + more));
  await Promise.all(twice);
  expect(house.model.calls.filter(sumsUp)).toHaveLength(1);
  const answers = house.model.calls.filter((call) => !sumsUp(call));
  expect(answers).toHaveLength(2);
  for (const call of answers) expect(shown(call)).toContain('SHARED summary.');
});

test.each([
  ['standard', {}, 'whole'],
  ['complex', { reasoning: 'reflection', reasoning_params: { rounds: 1 } }, 'draft'],
])('a %s task is shown the summary in its smaller share of the window', async (mode, context, purpose) => {
  house.model.answer(brain(usual));
  for (const number of [1, 2, 3, 4]) await say(`in-${mode}`, number);
  const text = { text: 'Done.' };
  house.model.answer(brain({ ...usual, [purpose]: text, judge: text }));
  const query = 'Question 5, in this talk.';
  const view = await house.ended(await house.submit({ query, mode, context, session_id: `in-${mode}` }));
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  const [reading] = house.model.calls.filter(sumsUp);
  expect(reading && rounds(reading)).toEqual([1, 2, 3]);
  const answering = house.model.calls.find((call) => purposeOf(call) === purpose);
  expect(answering && rounds(answering)).toEqual([4, 5]);
  expect(answering && shown(answering)).toContain('SUMMARY of it.');
  expect(view.metadata['agents']).toContain('memory');
});

test('a task whose session cannot be summed up goes on without the oldest turns, and says so', async () => {
  house.model.answer(brain({ ...usual, sum_up: { error: { status: 400 } } }));
  let id = '';
  for (let number = 1; number <= 9; number += 1) id = await say('failing', number);
  const view = await house.status(id);
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  const last = house.model.calls.at(-1);
  expect(last && rounds(last).at(-1)).toBe(9);
  expect(last && rounds(last)).not.toContain(1);
  const told = (await house.events(id)).find(({ type }) => type === 'WARNING');
  expect(told?.message).toMatch(/^Earlier turns of the session could not be summed up; the oldest/);
});

test('a summary call that fails for a while is repeated, and paid for once', async () => {
  house.model.answer(brain(usual));
  for (let number = 1; number <= 6; number += 1) await say('flaky', number);
  house.model.reset();
  let tries = 0;
  const flaky = () =>
    (tries += 1) === 1
      ? { error: { status: 503, headers: { 'retry-after-ms': '20' } } }
      : { text: 'SUMMARY.' };
  house.model.answer(brain({ ...usual, sum_up: flaky }));
  let number = 7;
  for (; tries < 2; number += 1) await say('flaky', number);
  expect(tries).toBe(2);
  const last = house.model.calls.at(-1);
  expect(last && shown(last)).toContain('SUMMARY.');
});

test('a client that wants few messages gets the newest of them, without a summary', async () => {
  house.model.answer(brain(usual));
  for (let number = 1; number <= 9; number += 1)
    await say('few', number, { context: { history_window_size: 6 } });
  expect(house.model.calls.filter(sumsUp)).toEqual([]);
  const last = house.model.calls.at(-1);
  expect(last && rounds(last)).toEqual([6, 7, 8, 9]);
});

test('many short turns are summed up beyond the usual number of messages', async () => {
  house.model.answer(brain({ ...usual, other: { text: 'ok' } }));
  for (let number = 1; number <= 27; number += 1) await say('chatty', number);
  const [reading, ...others] = house.model.calls.filter(sumsUp);
  expect(others).toEqual([]);
  expect(reading && rounds(reading)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  const last = house.model.calls.at(-1);
  expect(last && rounds(last)).toEqual(Array.from({ length: 13 }, (_, index) => index + 15));
}, 90_000);

test('a task that is deleted is forgotten by the summary too', async () => {
  const [first = ''] = await talkUntilSummedUp('forgetful');
  const summary = async () =>
    (
      await database.pool.query<{ summary: string | null }>(
        `select summary from sessions where session_id = 'forgetful'`,
      )
    ).rows[0]?.summary;
  expect(await summary()).toBe('SUMMARY of it.');
  expect((await house.call('DELETE', `/api/v1/tasks/${first}`)).status).toBe(204);
  expect(await summary()).toBeNull();
});

test('a task that is paused while its session is summed up makes no other call until it goes on', async () => {
  house.model.answer(brain(usual));
  for (let number = 1; number <= 8; number += 1) await say('held', number);
  house.model.reset();
  house.model.answer(brain({ ...usual, sum_up: { text: 'SUMMARY.', holdAfter: 0 } }));
  const query = 'Question 9, in this talk.';
  const id = await house.submit({ session_id: 'held', query, mode: 'simple' });
  await eventually(
    () => house.model.calls.length,
    (calls) => calls === 1,
  );
  await house.call('POST', `/api/v1/tasks/${id}/pause`);
  await house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
  house.model.release();
  await house.until(id, ({ usage }) => usage.total_tokens > 0);
  expect(house.model.calls).toHaveLength(1);
  await house.call('POST', `/api/v1/tasks/${id}/resume`);
  expect((await house.ended(id)).status).toBe('TASK_STATUS_COMPLETED');
  expect(house.model.calls).toHaveLength(2);
});
