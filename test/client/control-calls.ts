import type { PendingApproval } from '../../src/contract/approvals';
import { eventually } from '../support/house';
import { planner, usesLookUp } from './brains';
import { submit, time, typesOf, type ClientEvent, type Handle, type Setting } from './setting';

const held = { text: 'The answer.', holdAfter: 0 };
/** Tests of the calls by which a person steers a task. */
export function controlCalls(setting: Setting): void {
  test('pauses, resumes and cancels a task while another client watches it', async () => {
    setting.house.model.script(held, held);
    const id = await submit(setting, 'Say it.', { mode: 'simple' });
    const watcher = await setting.open('bearer');
    const watched = watcher.call<ClientEvent[]>('stream', [id]);
    // Where the test fails before it looks at this, that is what it tells.
    watched.catch(() => undefined);
    await eventually(
      () => setting.house.model.calls.length,
      (calls) => calls === 1,
    );
    expect(await setting.client.call('get_control_state', [id])).toMatchObject({
      ...{ type_name: 'ControlState', is_paused: false, is_cancelled: false, paused_at: null },
    });
    expect(await setting.client.call('pause_task', [id], { reason: 'lunch' })).toBe(true);
    await setting.house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
    expect(await setting.client.call('get_control_state', [id])).toMatchObject({
      ...{ is_paused: true, paused_at: time, pause_reason: 'lunch', paused_by: 'acme' },
    });
    expect(await setting.client.refusal('pause_task', [id])).toEqual({
      ...{ type_name: 'ConnectionError', code: '409' },
      message: 'HTTP 409: The task is already paused',
    });
    expect(await setting.client.call('get_status', [id])).toMatchObject({ status: 'PAUSED', result: null });
    expect(await setting.client.refusal('wait', [id], { timeout: 0.5, poll_interval: 0.1 })).toMatchObject({
      ...{ type_name: 'TaskTimeoutError', code: 'TIMEOUT' },
    });
    expect(await setting.client.call('resume_task', [id], { reason: 'back' })).toBe(true);
    await setting.house.until(id, ({ status }) => status === 'TASK_STATUS_RUNNING');
    setting.house.model.release();
    expect(await setting.client.call('wait', [id], { poll_interval: 0.05 })).toMatchObject({
      result: 'The answer.',
    });
    const types = typesOf(await watched);
    for (const type of ['workflow.pausing', 'workflow.paused', 'workflow.resumed', 'done'])
      expect(types).toContain(type);

    setting.house.model.reset();
    setting.house.model.script(held, held);
    for (const cancel of ['cancel', 'handle'] as const) {
      const handle = await setting.client.call<Handle>('submit_task', ['Say it.'], { mode: 'simple' });
      const args = cancel === 'cancel' ? [handle.task_id] : [];
      const on = cancel === 'cancel' ? undefined : handle.handle;
      expect(await setting.client.call('cancel', args, { reason: 'no more' }, on)).toBe(true);
      expect(await setting.client.call('wait', [handle.task_id], { poll_interval: 0.05 })).toMatchObject({
        ...{ status: 'CANCELLED', error_message: 'no more' },
      });
      expect(await setting.client.call('get_control_state', [handle.task_id])).toMatchObject({
        ...{ is_cancelled: true, cancel_reason: 'no more', cancelled_by: 'acme' },
      });
    }
  });

  test('approves and denies what a task asks for', async () => {
    setting.house.model.answer(usesLookUp);
    for (const approved of [true, false]) {
      const id = await submit(setting, 'Tea?', {
        mode: 'standard',
        context: { require_approval: ['look_up'] },
      });
      await setting.house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
      const events = await setting.client.call<ClientEvent[]>('get_task_events', [id]);
      const asked = events.find(({ type }) => type === 'APPROVAL_REQUESTED')?.payload as PendingApproval;
      expect(asked).toMatchObject({ tool: 'look_up', arguments: { input: 'tea' } });
      const decision = { approved, feedback: 'so be it' };
      expect(await setting.client.call('approve', [asked.approval_id, id], decision)).toBe(true);
      expect(await setting.client.call('wait', [id], { poll_interval: 0.05 })).toMatchObject(
        approved
          ? { status: 'COMPLETED', result: 'What is known of tea.' }
          : { status: 'FAILED', error_message: 'The call of look_up was denied by acme: so be it.' },
      );
    }
    expect(await setting.client.refusal('approve', ['none', 'task_none'])).toMatchObject({
      ...{ type_name: 'ShannonError', code: '404', message: 'Workflow or approval not found' },
    });
  });

  test('reviews a plan', async () => {
    setting.house.model.answer(planner);
    const id = await submit(setting, 'Find it, then sum it up.', {
      mode: 'standard',
      context: { require_review: true },
    });
    await setting.house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
    const state = await setting.client.call('get_review_state', [id]);
    expect(state).toEqual({
      ...{ type_name: 'ReviewState', status: 'reviewing', round: 1, version: 1, current_plan: '1. a: Do a' },
      query: 'Find it, then sum it up.',
      rounds: [{ type_name: 'ReviewRound', role: 'assistant', message: '1. a: Do a', timestamp: time }],
    });
    const changed = await setting.client.call('submit_review_feedback', [id, 'Otherwise.'], { version: 1 });
    expect(changed).toMatchObject({
      ...{ type_name: 'ReviewState', round: 2, version: 2, current_plan: '1. b: Do b' },
      rounds: [{ role: 'assistant' }, { role: 'user', message: 'Otherwise.' }, { role: 'assistant' }],
    });
    for (const [name, args] of [
      ['submit_review_feedback', [id, 'Anew.']],
      ['approve_review', [id]],
    ] as const)
      expect(await setting.client.refusal(name, args, { version: 1 })).toMatchObject({
        ...{ type_name: 'ValidationError', code: '409', message: expect.stringMatching(/^Conflict: /) },
      });
    expect(await setting.client.call('approve_review', [id], { version: 2 })).toMatchObject({
      ...{ status: 'approved', message: 'Research started' },
    });
    expect(await setting.client.call('wait', [id], { poll_interval: 0.05 })).toMatchObject({
      status: 'COMPLETED',
    });
    expect(await setting.client.refusal('get_review_state', ['task_none'])).toMatchObject({
      ...{ type_name: 'TaskNotFoundError', code: '404' },
    });
  });
}
