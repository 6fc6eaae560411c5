import { z } from 'zod';
import type { ToolContext } from '../../src/contract/tools';
import { createToolBox } from '../../src/providers/tools/box';
import { defineTool, ToolError } from '../../src/providers/tools/port';
import { currentTime } from '../../src/providers/tools/compute/current-time';

const usual = {
  category: 'compute',
  version: '1.0.0',
  timeoutMs: 200,
  costUsd: 0.01,
  dangerous: false,
  changes: false,
  foreignText: false,
} as const;
const add = defineTool({
  ...usual,
  name: 'add',
  description: 'Adds.',
  parameters: z.strictObject({
    a: z.number(),
    b: z.number().max(100),
    tags: z.array(z.string()).default([]),
  }),
  run: ({ a, b, tags }) => Promise.resolve({ text: `${a + b}`, output: { sum: a + b, tags } }),
});
const sleepy = defineTool({
  ...usual,
  name: 'sleepy',
  description: 'Never answers.',
  parameters: z.strictObject({}),
  run: () => new Promise(() => undefined),
});
const broken = defineTool({
  ...usual,
  name: 'broken',
  description: 'Breaks.',
  parameters: z.strictObject({}),
  run: () => Promise.reject(new TypeError('secret detail')),
});
const full = defineTool({
  ...usual,
  name: 'full',
  description: 'Full.',
  parameters: z.strictObject({}),
  run: () => Promise.reject(new ToolError('The shop is full.', { isRetryable: true })),
});
const logged: string[] = [];
const box = createToolBox([{ list: () => [add, sleepy, broken, full, currentTime] }], {
  error: (_, message) => logged.push(message),
});
const context = (more: Partial<ToolContext> = {}): ToolContext => ({
  tenant: 't',
  sessionId: 's',
  signal: new AbortController().signal,
  callKey: 'k',
  ...more,
});

test('a tool is described with the schema of its arguments', async () => {
  const facts = await box.list();
  expect(facts.map(({ name }) => name)).toEqual(['add', 'broken', 'current_time', 'full', 'sleepy']);
  expect(facts[0]).toMatchObject({
    timeout_seconds: 0.2,
    cost_per_use: 0.01,
    parameters: { type: 'object', required: ['a', 'b'], additionalProperties: false },
  });
});

test('numbers and lists that a model wrote as text are taken as what they say', async () => {
  const outcome = await box.call('add', { a: '2', b: 3, tags: '["x"]' }, context());
  expect(outcome).toMatchObject({ ok: true, text: '5', output: { sum: 5, tags: ['x'] }, costUsd: 0.01 });
});

test.each([
  [{ a: 'two', b: 1 }, /^Invalid arguments for add: a: /],
  [{ a: 1, b: 101 }, /b: /],
  [{ a: 1, b: 2, c: 3 }, /unknown c.*Known parameters: a, b, tags\.$/],
  ['nonsense', /Invalid arguments for add/],
])('arguments %j are refused with a sentence', async (args, sentence) => {
  expect(await box.call('add', args, context())).toMatchObject({
    ok: false,
    error: expect.stringMatching(sentence) as string,
    isRetryable: false,
  });
});

test('a tool over its time limit, a failing one and an unknown one each say so', async () => {
  expect(await box.call('sleepy', {}, context())).toMatchObject({
    ok: false,
    error: 'sleepy took longer than its limit of 0.2 s.',
    isRetryable: true,
  });
  expect(await box.call('full', {}, context())).toMatchObject({
    error: 'The shop is full.',
    isRetryable: true,
  });
  expect(await box.call('nobody', {}, context())).toMatchObject({ error: "Tool 'nobody' not found." });
});

test('a defect is logged and gives no detail away', async () => {
  const outcome = await box.call('broken', {}, context());
  expect(JSON.stringify(outcome)).not.toContain('secret');
  expect(logged).toEqual(['a tool broke down']);
});

test('a cancel ends a call with the reason of the cancel', async () => {
  const cancel = new AbortController();
  const call = box.call('sleepy', {}, context({ signal: cancel.signal }));
  cancel.abort(new Error('cancelled'));
  await expect(call).rejects.toThrow('cancelled');
});

test('calls of one session keep their distance, those of another do not wait', async () => {
  const paced = { ...currentTime, name: 'paced', minIntervalMs: 150 };
  const pacedBox = createToolBox([{ list: () => [paced] }], { error: () => undefined });
  const startedAt = performance.now();
  const passed: number[] = [];
  const call = async (sessionId: string) => {
    await pacedBox.call('paced', {}, context({ sessionId }));
    passed.push(performance.now() - startedAt);
  };
  await Promise.all([call('one'), call('one'), call('other')]);
  expect(passed[1]).toBeLessThan(140);
  expect(passed[2]).toBeGreaterThanOrEqual(140);
});
