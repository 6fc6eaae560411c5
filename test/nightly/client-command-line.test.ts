import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { PendingApproval } from '../../src/contract/approvals';
import { brain } from '../support/brain';
import { eventually } from '../support/house';
import { planner, usesLookUp } from '../client/brains';
import { openClientHouse } from '../client/client-house';

const on = openClientHouse('talk', 'plan.md');

/** Runs the client's command with a key; gives what it prints, both outputs, and its exit code. */
function shannon(...args: string[]): Promise<{ code: number; said: string }> {
  return run(['--api-key', on.house.key, ...args]);
}

function run(args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const all = ['--base-url', on.house.url, ...args];
    execFile(join(on.programs, 'shannon'), all, { timeout: 30_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

const done = (text: string | RegExp) => ({ code: 0, said: containing(text) });
const refused = (text: string | RegExp) => ({ code: 1, said: containing(text) });
const containing = (text: string | RegExp): string =>
  (typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text)) as string;
const isPaused = (id: string) => on.house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
const idIn = ({ said }: { said: string }) => /Task ID: (\S+)/.exec(said)?.[1] ?? '';

test('submit, status and stream', async () => {
  const settings = ['--session-id', 'talk', '--mode', 'simple', '--model-tier', 'small'];
  const submitted = await shannon('submit', 'Say hello.', '--wait', ...settings, '--idempotency-key', 'one');
  expect(submitted).toEqual(done('✓ Result: Hello there.'));
  const id = idIn(submitted);
  expect(idIn(await shannon('submit', 'Say hello.', ...settings, '--idempotency-key', 'one'))).toBe(id);
  expect(await shannon('status', id)).toEqual(
    done(`Task: ${id}\nStatus: COMPLETED\nProgress: 0.0%\nResult: Hello there.\n`),
  );
  expect(await run(['--bearer-token', on.house.key, 'status', id])).toEqual(done('Status: COMPLETED'));
  expect(await shannon('stream', id, '--types', 'AGENT_STARTED,WORKFLOW_COMPLETED')).toEqual(
    done(/AGENT_STARTED: .*\n.*WORKFLOW_COMPLETED: /),
  );
});

test('what is refused is said, with exit code 1', async () => {
  expect(await run(['status', 'task_none'])).toEqual(refused('✗ [401] Unauthorized'));
  expect(await shannon('status', 'task_none')).toEqual(refused('✗ [404] Task not found'));
  expect(await shannon('submit', 'Swarm.', '--swarm')).toEqual(refused(/✗ \[400\] .*force_swarm/));
  expect(await shannon('skills-list')).toEqual(refused('✗ [501] This part of the API is not available'));
  on.house.model.answer(() => ({ error: { status: 400, body: { error: { message: 'no' } } } }));
  expect(await shannon('submit', 'Fail.', '--wait', '--mode', 'simple')).toEqual(refused('✗ FAILED: '));
});

test('pause, control-state, resume and cancel', async () => {
  on.house.model.script({ text: 'Never.', holdAfter: 0 });
  const id = idIn(await shannon('submit', 'Say it.', '--mode', 'simple'));
  await eventually(
    () => on.house.model.calls.length,
    (calls) => calls === 1,
  );
  expect(await shannon('pause', id, '--reason', 'lunch')).toEqual(
    done(`✓ Pause request sent for task ${id}`),
  );
  await isPaused(id);
  expect(await shannon('control-state', id)).toEqual(
    done(/Paused: True\nCancelled: False\nPaused at: .*\nPause reason: lunch\nPaused by: acme\n/),
  );
  expect(await shannon('pause', id)).toEqual(refused('✗ [409] HTTP 409: The task is already paused'));
  expect(await shannon('resume', id, '--reason', 'back')).toEqual(
    done(`✓ Resume request sent for task ${id}`),
  );
  expect(await shannon('cancel', id, '--reason', 'no more')).toEqual(done(`✓ Task ${id} cancelled`));
  expect(await on.house.ended(id)).toMatchObject({ status: 'TASK_STATUS_CANCELLED', error: 'no more' });
});

test('approve and reject', async () => {
  on.house.model.answer(usesLookUp);
  for (const [flag, status] of [
    ['--approve', 'TASK_STATUS_COMPLETED'],
    ['--reject', 'TASK_STATUS_FAILED'],
  ] as const) {
    const id = await on.house.submit({ query: 'Tea?', mode: 'standard', require_approval: ['look_up'] });
    await isPaused(id);
    const asked = (await on.house.events(id)).find(({ type }) => type === 'APPROVAL_REQUESTED');
    const { approval_id: approvalId } = JSON.parse(asked?.message ?? '') as PendingApproval;
    expect(await shannon('approve', approvalId, id, flag, '--feedback', 'so be it')).toEqual(done('✓'));
    expect(await on.house.ended(id)).toMatchObject({ status });
  }
});

test('review-get, review-feedback and review-approve', async () => {
  on.house.model.answer(planner);
  const id = await on.house.submit({
    query: 'Find it, then sum it up.',
    mode: 'standard',
    require_review: true,
  });
  await isPaused(id);
  expect(await shannon('review-get', id)).toEqual(
    done(
      /Status: reviewing\nRound: 1\nVersion: 1\nCurrent plan: 1\. a: Do a\n.*\n\n.*\n {2}\[assistant\] \(.*\): /,
    ),
  );
  expect(await shannon('review-feedback', id, 'Otherwise.', '--version', '1')).toEqual(
    done('Round: 2\n  Version: 2\n  Current plan: 1. b: Do b'),
  );
  expect(await shannon('review-approve', id, '--version', '1')).toEqual(refused('✗ [409] Conflict: '));
  expect(await shannon('review-approve', id, '--version', '2')).toEqual(
    done('Status: approved\n  Message: Research started'),
  );
  expect(await on.house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
});

test('swarm-message', async () => {
  on.house.model.answer(brain({ whole: { text: 'Answer.', holdAfter: 0 } }));
  const id = await on.house.submit({ query: 'Tea?', mode: 'standard' });
  await eventually(
    () => on.house.model.calls.length,
    (calls) => calls === 1,
  );
  expect(await shannon('swarm-message', id, 'Mind the cost.')).toEqual(done('Success: True\nStatus: sent'));
  on.house.model.release();
  await on.house.ended(id);
});

test('sessions, their files and tools', async () => {
  expect(await shannon('session-list', '--limit', '100')).toEqual(done(/^Total: \d+\n(.*\n)*talk\tacme\t20/));
  expect(await shannon('session-get', 'talk')).toEqual(
    done(/^Session talk \(user=acme\)\nCreated: 20.*, Updated: 20.*\nHistory msgs: 1\n/),
  );
  expect(await shannon('session-title', 'talk', 'On tea')).toEqual(done('✓ Updated'));
  expect(await shannon('session-files', 'talk')).toEqual(done(/file +7 plan\.md/));
  expect(await shannon('session-file-get', 'talk', 'plan.md')).toEqual(
    done('Content-Type: text/markdown\nSize: 7\n\n# Plan'),
  );
  expect(await shannon('session-delete', 'talk')).toEqual(done('✓ Deleted'));
  expect(await shannon('session-get', 'talk')).toEqual(refused('✗ [404] Session not found'));
  expect(await shannon('tools-list')).toEqual(done(/look_up +The tool look_up of a test\./));
  expect(await shannon('tool-get', 'look_up')).toEqual(done('Tool: look_up\n'));
  expect(await shannon('tool-exec', 'look_up', '--arguments', '{"input":"tea"}')).toEqual(
    done('Success: True\nText: What is known of tea.'),
  );
});

test('schedules', async () => {
  const flags = ['--timezone', 'Europe/Berlin', '--budget', '1.5', '--timeout', '120', '--description', 'x'];
  // The command sends the word "true" for the flag: it is understood.
  const research = await shannon('schedule-create', 'news', '0 8 * * *', 'New?', '--force-research');
  expect(research).toEqual(refused('✗ [400] force_research needs the tool web_search'));
  const made = await shannon(
    ...['schedule-create', 'news', '0 8 * * *', 'New?', '--research-strategy', 'quick', ...flags],
  );
  expect(made).toEqual(done(/✓ Schedule created:\n {2}ID: .*\n {2}Next run: 20.*Z\n/));
  const id = /ID: (\S+)/.exec(made.said)?.[1] ?? '';
  expect(await shannon('schedule-list', '--status', 'ACTIVE')).toEqual(
    done(`Total: 1\n▶ ${id}\tnews\t0 8 * * *\tACTIVE`),
  );
  expect(await shannon('schedule-get', id)).toEqual(
    done(
      /Status: ACTIVE\n.*\n {2}Timezone: Europe\/Berlin\n {2}Query: New\?\n {2}Context: .*research_strategy/,
    ),
  );
  expect(await shannon('schedule-update', id, '--name', 'olds', '--clear-context')).toEqual(
    done(/✓ Schedule updated\n {2}Next run: 20/),
  );
  expect(await shannon('schedule-pause', id, '--reason', 'on leave')).toEqual(done('✓ Schedule paused'));
  expect(await shannon('schedule-resume', id)).toEqual(done('✓ Schedule resumed'));
  expect(await shannon('schedule-runs', id)).toEqual(done('Total runs: 0'));
  expect(await shannon('schedule-delete', id)).toEqual(done('✓ Schedule deleted'));
  expect(await shannon('schedule-get', id)).toEqual(refused('✗ [404] Schedule not found'));
});
