import { connectEngine } from '../../src/temporal';
import { fireSchedule } from '../support/fire-schedule';
import { eventually } from '../support/house';
import { testEngine } from '../support/temporal';
import { time, type Setting } from './setting';

interface Run {
  readonly completed_at: string | null;
}

/** Tests of the calls of schedules. */
export function scheduleCalls(setting: Setting): void {
  test('makes, reads, lists, changes, pauses, resumes, runs and deletes a schedule', async () => {
    const { client } = setting;
    const made = await client.call<{ schedule_id: string; next_run_at: string }>(
      'create_schedule',
      ['news', '0 8 * * *', 'What is new?'],
      {
        ...{ description: 'each morning', timezone: 'Europe/Berlin', task_context: { temperature: '0.5' } },
        ...{ max_budget_per_run_usd: 1.5, timeout_seconds: 120 },
      },
    );
    const id = made.schedule_id;
    expect(made).toMatchObject({
      message: 'Schedule created successfully',
      next_run_at: expect.stringMatching(/Z$/),
    });
    const schedule = {
      ...{ type_name: 'Schedule', schedule_id: id, name: 'news', cron_expression: '0 8 * * *' },
      ...{ task_query: 'What is new?', user_id: 'acme', status: 'ACTIVE', description: 'each morning' },
      ...{ timezone: 'Europe/Berlin', max_budget_per_run_usd: 1.5, timeout_seconds: 120 },
      ...{ created_at: time, updated_at: time, next_run_at: time, last_run_at: null, total_runs: 0 },
      ...{ paused_at: null, pause_reason: null, task_context: { temperature: '0.5' } },
    };
    expect(await client.call('get_schedule', [id])).toMatchObject(schedule);
    const listing = { page: 1, page_size: 10, status: 'ACTIVE' };
    const [schedules, total] = await client.call<[object[], number]>('list_schedules', [], listing);
    expect(schedules).toHaveLength(total);
    expect(schedules[0]).toMatchObject({ schedule_id: id, created_at: time, next_run_at: time });
    const changes = {
      ...{ name: 'older news', description: 'weekly', cron_expression: '30 9 * * 1', timezone: 'UTC' },
      ...{
        task_query: 'What was?',
        max_budget_per_run_usd: 1,
        timeout_seconds: 60,
        clear_task_context: true,
      },
    };
    expect(await client.call('update_schedule', [id], changes)).toMatchObject({ success: true });
    const { clear_task_context: _cleared, ...changed } = changes;
    expect(await client.call('get_schedule', [id])).toMatchObject({ ...changed, task_context: {} });

    expect(await client.call('pause_schedule', [id], { reason: 'on leave' })).toBe(true);
    expect(await client.call('get_schedule', [id])).toMatchObject({
      ...{ status: 'PAUSED', paused_at: time, pause_reason: 'on leave', next_run_at: null },
    });
    expect(await client.call('resume_schedule', [id], { reason: 'back' })).toBe(true);

    expect(await client.call('get_schedule_runs', [id], { page: 1, page_size: 5 })).toEqual([[], 0]);
    const engine = await connectEngine(testEngine());
    await fireSchedule(engine, id, '2026-01-05T09:30:00Z');
    await engine.connection.close();
    const [[run], runs] = await eventually(
      () => client.call<[Run[], number]>('get_schedule_runs', [id]),
      ([all]) => all[0]?.completed_at !== undefined && all[0].completed_at !== null,
    );
    expect(runs).toBe(1);
    expect(run).toMatchObject({
      ...{ type_name: 'ScheduleRun', query: 'What was?', status: 'COMPLETED', result: 'Hello there.' },
      ...{ workflow_id: expect.stringMatching(/^task_/), model_used: 'scripted-model', provider: 'openai' },
      ...{ total_tokens: 18, triggered_at: time, started_at: time, completed_at: time },
    });
    expect(await client.call('delete_schedule', [id])).toBe(true);
    expect(await client.refusal('get_schedule', [id])).toMatchObject({
      ...{ code: '404', message: 'Schedule not found' },
    });
    expect(await client.refusal('create_schedule', ['bad', 'often', 'What?'])).toMatchObject({
      ...{ type_name: 'ValidationError', code: '400', message: expect.stringMatching(/cron/) },
    });
  });
}
