import { askedOf, brain, planStep, value } from '../support/brain';
import { eventually } from '../support/house';
import { submit, type Setting } from './setting';

/** Tests of the calls by which a person speaks to a task, and of those that look at the server. */
export function messageCalls(setting: Setting): void {
  test('speaks to a running task', async () => {
    setting.house.model.answer(
      brain({
        plan: value({ steps: [planStep('a', [], []), planStep('b', ['a'], [])] }),
        step: (call) =>
          askedOf(call).includes('Your step: Do a') ? { text: 'A.', holdAfter: 0 } : { text: 'B.' },
        join: { text: 'Joined.' },
      }),
    );
    const id = await submit(setting, 'Find it, then sum it up.', { mode: 'standard' });
    await eventually(
      () => setting.house.model.calls.length,
      (calls) => calls === 2,
    );
    expect(await setting.client.call('send_swarm_message', [id, 'Mind the cost.'])).toEqual({
      ...{ type_name: 'SwarmMessageResult', success: true, status: 'sent' },
    });
    setting.house.model.release();
    await setting.client.call('wait', [id], { poll_interval: 0.05 });
    expect(askedOf(setting.house.model.calls[2]!)).toContain('Mind the cost.');
    expect(await setting.client.refusal('send_swarm_message', [id, 'Too late.'])).toMatchObject({
      ...{ type_name: 'ConnectionError', code: '409' },
    });
  });
}
