import { submit, time, typesOf, type ClientEvent, type Handle, type Setting } from './setting';

/** Tests of the calls by which a task is submitted, read and followed. */
export function taskCalls(setting: Setting): void {
  test('submits a task, waits for it, reads and lists it', async () => {
    const settings = {
      ...{
        session_id: `talk-${setting.kind}`,
        context: { colour: 'red' },
        idempotency_key: `once-${setting.kind}`,
      },
      ...{ model_tier: 'small', model_override: 'scripted-model', provider_override: 'openai' },
      ...{ mode: 'simple', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
    };
    const handle = await setting.client.call<Handle>('submit_task', ['Say hello.'], settings);
    expect(handle).toMatchObject({
      ...{ type_name: 'TaskHandle', task_id: expect.stringMatching(/^task_/), workflow_id: handle.task_id },
      session_id: `talk-${setting.kind}`,
    });
    expect(await submit(setting, 'Say hello.', settings)).toBe(handle.task_id);
    const ended = await setting.client.call('wait', [handle.task_id], { timeout: 30, poll_interval: 0.05 });
    expect(ended).toMatchObject({
      ...{ type_name: 'TaskStatus', task_id: handle.task_id, status: 'COMPLETED', result: 'Hello there.' },
      ...{ error_message: '', created_at: time, updated_at: time, query: 'Say hello.', progress: 0 },
      ...{ session_id: `talk-${setting.kind}`, mode: 'EXECUTION_MODE_SIMPLE', context: { colour: 'red' } },
      ...{ model_used: 'scripted-model', provider: 'openai', usage: { total_tokens: 18 } },
    });
    expect(await setting.client.call('get_status', [handle.task_id])).toEqual(ended);
    expect(await setting.client.call('wait', [], {}, handle.handle)).toEqual(ended);
    // The asynchronous client's handle cannot: it reads the result of a wait that it has not awaited.
    if (setting.kind === 'sync')
      expect(await setting.client.call<string>('result', [], {}, handle.handle)).toBe('Hello there.');
    const filter = { limit: 5, offset: 0, status: 'COMPLETED', session_id: `talk-${setting.kind}` };
    const [tasks, total] = await setting.client.call<[object[], number]>('list_tasks', [], filter);
    expect(total).toBe(1);
    expect(tasks).toEqual([
      {
        ...{ type_name: 'TaskSummary', task_id: handle.task_id, query: 'Say hello.' },
        ...{ status: 'TASK_STATUS_COMPLETED', mode: 'EXECUTION_MODE_SIMPLE' },
        ...{ created_at: time, completed_at: time },
        total_token_usage: {
          ...{ type_name: 'TokenUsage', total_tokens: 18, cost_usd: 0 },
          ...{ prompt_tokens: 11, completion_tokens: 7 },
        },
      },
    ]);
    expect(await setting.client.call('list_tasks', [], { ...filter, status: 'PAUSED' })).toEqual([[], 0]);
  });

  test('follows a task by events, timeline, server-sent events and WebSocket, and resumes', async () => {
    const [handle, url] = await setting.client.call<[Handle, string]>('submit_and_stream', ['Say hello.']);
    expect(url).toBe(`/api/v1/stream/sse?workflow_id=${handle.task_id}`);
    const events = await setting.client.call<ClientEvent[]>('stream', [handle.task_id]);
    expect(events[0]).toMatchObject({ type_name: 'Event', workflow_id: handle.task_id, timestamp: time });
    expect(typesOf(events)).toEqual(
      expect.arrayContaining(['WORKFLOW_STARTED', 'thread.message.delta', 'thread.message.completed']),
    );
    expect(events.at(-1)).toMatchObject({ type: 'done', message: '[DONE]' });
    // Resumed after each event of the first reading, the rest of it comes.
    for (const place of [0, 3, events.length - 3]) {
      const rest = await setting.client.call<ClientEvent[]>('stream', [handle.task_id], {
        last_event_id: events[place]?.id,
      });
      expect(typesOf(rest)).toEqual(typesOf(events.slice(place + 1)));
    }
    const types = ['AGENT_STARTED', 'WORKFLOW_COMPLETED'];
    const filtered = await setting.client.call<ClientEvent[]>('stream', [handle.task_id], { types });
    expect(typesOf(filtered)).toEqual([...types, 'done']);
    expect(typesOf(await setting.client.call('stream', [], { types }, handle.handle))).toEqual([
      ...types,
      'done',
    ]);
    const socket = await setting.client.call<ClientEvent[]>('stream_ws', [handle.task_id], { types });
    expect(typesOf(socket)).toEqual([...types, 'STREAM_END']);
    const after = { types, last_event_id: socket[0]?.id };
    expect(typesOf(await setting.client.call('stream_ws', [handle.task_id], after))).toEqual(
      typesOf(socket.slice(1)),
    );
    const listed = await setting.client.call<ClientEvent[]>('get_task_events', [handle.task_id]);
    expect(listed[0]).toMatchObject({ type_name: 'Event', workflow_id: handle.task_id, timestamp: time });
    expect(typesOf(listed)).toEqual(expect.arrayContaining([...types, 'LLM_OUTPUT', 'TASK_COMPLETED']));
    const timeline = await setting.client.call('get_task_timeline', [handle.task_id]);
    expect(timeline).toMatchObject({ workflow_id: handle.task_id, events: expect.any(Array) });
  });
}
