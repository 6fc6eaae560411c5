import { eventually } from '../support/house';
import { freshHome, startProgram } from '../support/processes';

const key = { 'X-API-Key': 'sk_test_123456', 'Content-Type': 'application/json' };

test('with no provider a small model of this machine answers, says what it is, and can be stopped', async () => {
  const { env, remove } = await freshHome();
  const base = `http://127.0.0.1:${env['PORT']}`;
  const started = startProgram('main.js', env);
  await started.says('Holdfast is ready at', 150_000);
  expect(started.said()).toContain(
    'SmolLM2-135M-Instruct, a very small model on this machine: fluent, often wrong',
  );
  const submit = async (body: object) => {
    const answer = await fetch(`${base}/api/v1/tasks`, {
      method: 'POST',
      headers: key,
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as { task_id: string }).task_id;
  };
  const read = async (id: string) =>
    (await (await fetch(`${base}/api/v1/tasks/${id}`, { headers: key })).json()) as Record<string, unknown>;
  const ended = (id: string) =>
    eventually(
      () => read(id),
      (view) => view['unified_response'] !== null,
      60_000,
    );

  const short = await ended(await submit({ query: 'Say hello.', context: { max_tokens: 24 } }));
  expect(short).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    model_used: 'SmolLM2-135M-Instruct',
    provider: 'local',
    metadata: { pricing: 'free' },
  });
  expect(short['result']).not.toBe('');
  expect((short['usage'] as Record<string, number>)['output_tokens']).toBeGreaterThan(0);

  const long = await submit({ query: 'Write a very long story.', context: { max_tokens: 1500 } });
  await eventually(
    () => read(long),
    ({ model_used }) => model_used !== '',
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  await fetch(`${base}/api/v1/tasks/${long}/cancel`, { method: 'POST', headers: key });
  const cancelledAt = Date.now();
  expect((await ended(long))['status']).toBe('TASK_STATUS_CANCELLED');
  expect(Date.now() - cancelledAt).toBeLessThan(5_000);

  const json = await ended(
    await submit({
      query: 'A person as JSON.',
      response_format: { type: 'json_object' },
      context: { max_tokens: 60 },
    }),
  );
  expect(['TASK_STATUS_COMPLETED', 'TASK_STATUS_FAILED']).toContain(json['status']);
  expect(await started.end()).toBe(0);
  remove();
}, 240_000);
