import { eventually } from '../support/house';
import { freshHome, startProgram } from '../support/processes';

const headers = { 'X-API-Key': 'sk_test_123456', 'Content-Type': 'application/json' };
const query =
  'Name three things that a small boat needs to be safe at sea, and say why each of them matters.';
/** So small a model writes some fifty tokens a second where it has a core to itself, and a few where it has not. */
const mostMs = 8 * 60_000;

test('without a provider a STANDARD task runs to its end: one plan, one agent, an answer', async () => {
  const { env, remove } = await freshHome();
  const base = `http://127.0.0.1:${env['PORT']}/api/v1`;
  const started = startProgram('main.js', env);
  const read = async (path: string) =>
    (await (await fetch(`${base}${path}`, { headers })).json()) as Record<string, unknown>;
  try {
    await started.says('Holdfast is ready at', 150_000);
    const body = JSON.stringify({ query, mode: 'standard', context: { max_steps: 4, max_tokens: 300 } });
    const submitted = await fetch(`${base}/tasks`, { method: 'POST', headers, body });
    const { task_id: id } = (await submitted.json()) as { task_id: string };
    const task = await eventually(
      () => read(`/tasks/${id}`),
      ({ unified_response: response }) => response !== null,
      mostMs,
    );
    tell(task);
    expect(task).toMatchObject({
      status: 'TASK_STATUS_COMPLETED',
      error: '',
      mode: 'EXECUTION_MODE_STANDARD',
      model_used: 'SmolLM2-135M-Instruct',
      provider: 'local',
      metadata: {
        planned: true,
        steps: 1,
        agents: ['agent-task'],
        // The plan is given by the house: the model that cannot plan is called for the answer alone.
        model_breakdown: [{ executions: 1 }],
        pricing: 'free',
      },
    });
    expect(String(task['result']).trim()).not.toBe('');
    expect(task['metadata']).not.toHaveProperty('failed_steps');
    expect(task['metadata']).not.toHaveProperty('tool_calls');
    const { events } = (await read(`/tasks/${id}/events`)) as { events: SeenEvent[] };
    expect(events.filter(({ payload }) => payload?.['plan'] !== undefined)).toHaveLength(1);
    expect(await started.end()).toBe(0);
  } finally {
    if (started.child.exitCode === null) await started.end('SIGKILL');
    remove();
  }
}, 660_000);

interface SeenEvent {
  readonly payload?: Record<string, unknown>;
}

/** The answer, for whoever runs this to judge. */
function tell(task: Record<string, unknown>): void {
  const weakness =
    'A model of 135 million parameters wrote this, without plan and tools: fluent, but it repeats itself, ' +
    'leaves out what was asked, and what it states may be false. It shows that the path works, nothing more.';
  process.stdout.write(`\nAsked: ${query}\n\nAnswered:\n${String(task['result'])}\n\n${weakness}\n\n`);
}
