import type { ControlState } from '../../../src/contract/control';
import type { TaskView } from '../../../src/contract/task';
import { askedOf, brain, planStep, value } from '../../support/brain';
import { eventually } from '../../support/eventually';
import type { ModelCall } from '../../support/model-server';
import { submit, type Scene, type Stage } from './scene';

/**
 * Tasks that people hold: one that is paused while its model writes, one whose plan is reviewed, and one that is
 * cancelled. What was answered stays so; nothing goes on meanwhile; each ends as it must.
 */
export function held(stage: Stage): Scene {
  const { stack, name } = stage;
  let isLetGo = false;
  const ids = { paused: '', reviewed: '', cancelled: '' };
  const called = new Set<string>();
  const plan = brain({
    plan: value({ steps: [planStep('a', [], [])] }),
    step: { text: 'Done.' },
    whole: { text: 'Done.' },
    join: { text: 'Joined.' },
  });
  const isCalled = (what: string) =>
    eventually(
      () => called.has(what),
      (isSo) => isSo,
      120_000,
    );
  const read = (id: string, fits: (view: TaskView) => boolean) =>
    stack.ask<TaskView>('GET', `/api/v1/tasks/${id}`, {
      fits: ({ status, body }) => status === 200 && fits(body),
    });
  const isPaused = ({ status }: TaskView) => status === 'TASK_STATUS_PAUSED';
  const post = (id: string, verb: string, body: object = {}) =>
    stack.ask('POST', `/api/v1/tasks/${id}/${verb}`, { body });
  const pause = async () => {
    const query = `${name} paused`;
    ids.paused = await submit(stage, { query, mode: 'simple' }, query);
    await isCalled('paused');
    await post(ids.paused, 'pause');
  };
  const review = async () => {
    const query = `Find the parts of ${name} reviewed, then compare them and then sum them up.`;
    const body = { query, mode: 'standard', require_review: true };
    ids.reviewed = await submit(stage, body, query);
    await read(ids.reviewed, isPaused);
  };
  const cancel = async () => {
    const query = `${name} cancelled`;
    ids.cancelled = await submit(stage, { query, mode: 'simple' }, query);
    await isCalled('cancelled');
    await post(ids.cancelled, 'cancel', { reason: 'chaos' });
  };
  const answer = (call: ModelCall) => {
    const what = ['paused', 'reviewed', 'cancelled'].find((word) => askedOf(call).includes(word));
    called.add(what ?? '');
    if (what === 'paused') return { text: 'At last.', ...(!isLetGo && { holdAfter: 0 }) };
    return what === 'cancelled' ? { text: 'Too late.', hang: true } : plan(call, 0);
  };
  return {
    answer,
    play: async () => {
      await Promise.all([pause(), review(), cancel()]);
    },
    check: async () => {
      expect((await stack.ended(ids.cancelled)).status).toBe('TASK_STATUS_CANCELLED');
      await read(ids.paused, isPaused);
      await read(ids.reviewed, isPaused);
      const state = await stack.ask<ControlState>('GET', `/api/v1/tasks/${ids.paused}/control-state`);
      expect(state.body).toMatchObject({ is_paused: true, is_cancelled: false, paused_by: 'default' });
      isLetGo = true;
      stack.model.releaseHeld((call) => askedOf(call).includes(`${name} paused`));
      await post(ids.reviewed, 'review', { action: 'approve' });
      expect(await stack.ended(ids.reviewed)).toMatchObject({
        status: 'TASK_STATUS_COMPLETED',
        result: 'Done.',
      });
      // Its call has long been over, and what it gave is withheld.
      expect((await stack.status(ids.paused)).status).toBe('TASK_STATUS_PAUSED');
      await post(ids.paused, 'resume');
      expect(await stack.ended(ids.paused)).toMatchObject({
        ...{ status: 'TASK_STATUS_COMPLETED', result: 'At last.' },
      });
    },
  };
}
