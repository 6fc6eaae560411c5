import { submit, time, typesOf, type ClientEvent, type Setting } from './setting';

interface Listed {
  readonly session_id: string;
}

/** Tests of the calls of sessions and of their files. */
export function sessionCalls(setting: Setting): void {
  test('lists, reads, names and deletes a session', async () => {
    const { client, kind } = setting;
    const session = `sessions:${kind}`;
    const ids: string[] = [];
    for (const query of ['First?', 'Second?']) {
      ids.push(await submit(setting, query, { session_id: session }));
      await client.call('wait', [ids.at(-1)], { poll_interval: 0.05 });
    }
    const [sessions, total] = await client.call<[Listed[], number]>('list_sessions', [], {
      ...{ limit: 1, offset: 0 },
    });
    expect(total).toBeGreaterThan(0);
    expect(sessions).toMatchObject([
      {
        ...{ type_name: 'SessionSummary', session_id: session, user_id: 'acme', message_count: 2 },
        ...{ total_tokens_used: 36, created_at: time, updated_at: time, last_activity_at: time },
        ...{ successful_tasks: 2, failed_tasks: 0, success_rate: 1, latest_task_query: 'Second?' },
        ...{ is_active: true, is_research_session: false, first_task_mode: 'EXECUTION_MODE_SIMPLE' },
      },
    ]);
    expect(await client.call('update_session_title', [session, 'On tea'])).toBe(true);
    expect(await client.call('get_session', [session])).toMatchObject({
      ...{ type_name: 'Session', session_id: session, user_id: 'acme', title: 'On tea', task_count: 2 },
      ...{ total_tokens_used: 36, total_cost_usd: 0, created_at: time, updated_at: time },
    });
    expect(await client.call('get_session_history', [session])).toMatchObject(
      ['First?', 'Second?'].map((query, place) => ({
        ...{ type_name: 'SessionHistoryItem', task_id: ids[place], query, result: 'Hello there.' },
        ...{ created_at: time, completed_at: time, tokens_used: 18 },
      })),
    );
    const [turns, count] = await client.call<[{ events: ClientEvent[] }[], number]>(
      'get_session_events',
      [session],
      { limit: 1, offset: 1 },
    );
    expect(count).toBe(2);
    expect(turns).toMatchObject([
      {
        ...{ type_name: 'SessionEventTurn', turn: 2, task_id: ids[1], user_query: 'Second?' },
        ...{ final_output: 'Hello there.', timestamp: time, metadata: expect.any(Object) },
      },
    ]);
    expect(typesOf(turns[0]?.events ?? [])).toContain('WORKFLOW_COMPLETED');
    expect(await client.refusal('update_session_title', [session, ''])).toMatchObject({
      ...{ type_name: 'ValidationError', code: '400' },
    });
    expect(await client.call('delete_session', [session])).toBe(true);
    expect(await client.refusal('get_session', [session])).toMatchObject({
      ...{ type_name: 'SessionNotFoundError', code: '404', message: 'Session not found' },
    });
    expect(await client.refusal('get_status', [ids[0]])).toMatchObject({ type_name: 'TaskNotFoundError' });
  });

  test('lists and reads files of a session', async () => {
    const { client } = setting;
    await submit(setting, 'Anything?', { session_id: 'with-files' });
    expect(await client.call('list_session_files', ['with-files'])).toEqual([
      { type_name: 'FileEntry', name: 'notes', path: 'notes', is_dir: true, size_bytes: 0 },
    ]);
    expect(await client.call('list_session_files', ['with-files'], { path: 'notes' })).toMatchObject([
      { name: 'plan.md', path: 'notes/plan.md', is_dir: false, size_bytes: 7 },
    ]);
    expect(await client.call('download_session_file', ['with-files', 'notes/plan.md'])).toEqual({
      ...{ type_name: 'DownloadedFile', content: '# Plan\n', content_type: 'text/markdown', size_bytes: 7 },
    });
    expect(await client.refusal('download_session_file', ['with-files', 'none'])).toMatchObject({
      ...{ type_name: 'SessionNotFoundError', code: '404', message: 'file not found' },
    });
  });
}
