import type { Setting } from './setting';

/** Calls of parts of the reference's API that this server has not, with what they are called with. */
const notHere: readonly [string, readonly unknown[]][] = [
  ['list_agents', []],
  ['get_agent', ['any']],
  ['execute_agent', ['any', {}]],
  ['list_skills', []],
  ['get_skill', ['any']],
  ['get_skill_versions', ['any']],
  ['list_memory_files', []],
  ['download_memory_file', ['notes.md']],
  ['list_openai_models', []],
  ['get_openai_model', ['any']],
  ['create_chat_completion', [[{ role: 'user', content: 'Hello.' }]]],
  ['stream_chat_completion', [[{ role: 'user', content: 'Hello.' }]]],
  ['create_completion', [{}]],
  ['stream_completion', [{}]],
];

/** Tests of the calls that look at the server and its tools, and of what is refused. */
export function serverCalls(setting: Setting): void {
  test('looks at the server without a key', async () => {
    const stranger = await setting.open('none');
    expect(await stranger.call('health')).toMatchObject({ status: 'healthy' });
    expect(await stranger.call('readiness')).toMatchObject({ status: 'ready' });
    expect(await stranger.call('get_openapi_spec')).toMatchObject({ openapi: '3.1.0' });
    expect(await stranger.refusal('list_tasks')).toEqual({
      ...{ type_name: 'AuthenticationError', code: '401', message: 'Unauthorized' },
    });
  });

  test('lists, reads and executes tools', async () => {
    const { client } = setting;
    expect(await client.call('list_tools', [], { category: 'compute' })).toMatchObject([
      { type_name: 'ToolSchema', name: 'look_up', description: 'The tool look_up of a test.' },
    ]);
    expect(await client.call('list_tools')).toHaveLength(1);
    expect(await client.call('get_tool', ['look_up'])).toMatchObject({
      ...{ type_name: 'ToolDetail', name: 'look_up', category: 'compute', version: '1.0.0' },
      ...{ timeout_seconds: 5, cost_per_use: 0, parameters: { type: 'object' } },
    });
    const given = { arguments: { input: 'tea' }, session_id: 'any' };
    expect(await client.call('execute_tool', ['look_up'], given)).toMatchObject({
      ...{ type_name: 'ToolExecutionResult', success: true, text: 'What is known of tea.', error: null },
      ...{ usage: { tokens: 0, cost_usd: 0 }, execution_time_ms: expect.any(Number) },
    });
    expect(await client.refusal('get_tool', ['none'])).toMatchObject({
      type_name: 'ShannonError',
      code: '404',
    });
  });

  test('throws what the reference makes it throw', async () => {
    const { client } = setting;
    expect(await client.refusal('get_status', ['task_none'])).toEqual({
      ...{ type_name: 'TaskNotFoundError', code: '404', message: 'Task not found' },
    });
    expect(await client.refusal('submit_task', ['Swarm.'], { force_swarm: true })).toMatchObject({
      ...{ type_name: 'ValidationError', code: '400', message: expect.stringContaining('force_swarm') },
    });
    expect(await client.refusal('list_tasks', [], { limit: 101 })).toMatchObject({
      ...{ type_name: 'ValidationError', code: '400', message: 'Invalid limit parameter' },
    });
    // A stream of what is not there ends at once, and says nothing.
    expect(await client.call('stream', ['task_none'])).toEqual([]);
  });

  test.each(notHere)('says of %s that it is not here yet', async (name, args) => {
    expect(await setting.client.refusal(name, args)).toEqual({
      ...{ type_name: 'ServerError', code: '501' },
      message: 'This part of the API is not available on this server yet',
    });
  });
}
