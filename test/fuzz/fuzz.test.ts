import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScheduleCreated } from '../../src/contract/schedules';
import { createWorkspaces } from '../../src/providers/workspace';
import { brain, planStep, value } from '../support/brain';
import { House } from '../support/house';
import { pythonInstallMs, pythonPrograms } from '../support/python';
import { testTool } from '../support/tools';

/** How long and by which seed; `npm run fuzz` says otherwise. */
const { FUZZ_EXAMPLES: examples = '2', FUZZ_SEED: seed = '7', FUZZ_MINUTES: minutes = '4' } = process.env;
const phases = process.env['FUZZ_PHASES'] ?? 'fuzzing,stateful';
const mostMs = Number(minutes) * 60_000;

/** As many as schemathesis.toml lists. */
const routesLeftOut = 4;

let house: House;
let root: string;
let programs: string;
beforeAll(async () => {
  programs = await pythonPrograms();
  root = await mkdtemp(join(tmpdir(), 'holdfast-fuzz-'));
  const workspaces = createWorkspaces({ root, quotaBytes: 1_000_000 });
  await workspaces.open('acme', 'talk').write('plan.md', Buffer.from('# Plan\n'));
  house = await House.open({ workspaces, tools: [testTool('look_up', () => 'known')] });
  house.model.answer(
    brain({
      plan: value({ steps: [planStep('a', [], [])] }),
      whole: { text: 'Done.' },
      other: { text: 'Done.' },
    }),
  );
}, pythonInstallMs);
afterAll(async () => {
  await house.close();
  await rm(root, { recursive: true, force: true });
});

/** Ids of what is there, by the beginning of their paths. */
async function ids(): Promise<Record<string, string[]>> {
  const simple = { query: 'Say it.', mode: 'simple', session_id: 'talk' };
  const ended = await house.submit(simple);
  await house.ended(ended);
  const waits = { query: 'Find it, then sum it up.', mode: 'standard' };
  const tasks = [
    ended,
    await house.submit({ ...waits, require_review: true }),
    await house.submit({ ...waits, require_approval: true }),
  ];
  for (const id of tasks.slice(1)) await house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
  const made = await house.call<ScheduleCreated>('POST', '/api/v1/schedules', {
    body: { name: 'news', cron_expression: '0 8 * * *', task_query: 'New?' },
  });
  return {
    '/api/v1/tasks/': tasks,
    '/api/v1/swarm/': tasks,
    '/api/v1/sessions/': ['talk'],
    '/api/v1/schedules/': [made.body.schedule_id],
  };
}

test(
  'schemathesis finds no answer that the OpenAPI document does not tell',
  async () => {
    const config = join(__dirname, 'schemathesis.toml');
    const args = ['--config-file', config, 'run', `${house.url}/openapi.json`, '--seed', seed];
    args.push('--phases', phases, '--max-examples', examples, '--header', `X-API-Key: ${house.key}`);
    const env = { ...process.env, FUZZ_IDS: JSON.stringify(await ids()), FUZZ_SEED: seed };
    const said = await new Promise<{ code: number; text: string }>((resolve) => {
      const options = { env, cwd: join(__dirname, '..', '..'), timeout: mostMs, maxBuffer: 50_000_000 };
      execFile(join(programs, 'schemathesis'), args, options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr });
      });
    });
    if (process.env['FUZZ_PHASES']) process.stdout.write(said.text);
    if (said.code !== 0) throw new Error(said.text.slice(-20_000));
    // Its summary tells it in one line or in two, by where it writes.
    const [, asked, all] = /(?:Operations|Selected): +(\d+)(?: selected)? ?\/ ?(\d+)/.exec(said.text) ?? [];
    expect(Number(all) - Number(asked)).toBe(routesLeftOut);
  },
  mostMs + 120_000,
);
