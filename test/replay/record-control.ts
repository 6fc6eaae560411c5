import { askedOf, brain, planStep, toolResultsOf, value } from '../support/brain';
import { openCorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { eventually } from '../support/house';
import { researcher } from '../support/research-brain';
import { testTool } from '../support/tools';
import type { ApprovalList } from '../../src/contract/approvals';
import { Recorder } from './recorder';

/** Records tasks that people hold, in every way in which they may, for `replay.test.ts`; run by `npm run histories`. */
const web = openCorpusWeb(ferryPages);
const lookUp = testTool('look_up', ({ input }) => `What is known of ${input}.`);
const recorder = new Recorder({ tools: [...web.tools, lookUp], pages: web.pages });
afterAll(() => web.close());

const held = { text: 'The answer of the task.', holdAfter: 0 };
const post = (id: string, verb: string, body: object = {}) =>
  recorder.house.call('POST', `/api/v1/tasks/${id}/${verb}`, { body });
const paused = (id: string) =>
  recorder.house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED').then(() => id);
const called = (calls: number) =>
  eventually(
    () => recorder.house.model.calls.length,
    (made) => made >= calls,
  );

/** Pauses a task while its first call is in flight, and hands it on. */
async function pausedInCall(body: object): Promise<string> {
  const id = await recorder.house.submit(body);
  await called(1);
  await post(id, 'pause', { reason: 'lunch' });
  await paused(id);
  return id;
}

const simple = { query: 'Say it.', mode: 'simple' };
const standard = { query: 'Find the parts, then compare them and then sum them up.', mode: 'standard' };
const research = { query: 'What is the harbour ferry of Vessby?', force_research: true };
const plan = { steps: [planStep('a', [], []), planStep('b', ['a'], [])] };
const planner = brain({ plan: value(plan), step: { text: 'Done.' }, join: { text: 'Joined.' } });
const heldPlanner = brain({
  plan: { ...value(plan), holdAfter: 0 },
  step: { text: 'Done.' },
  join: { text: 'Joined.' },
});

/** The answer comes while the task is paused, and is given at its resumption. */
async function resumed(body: object): Promise<string> {
  const id = await pausedInCall(body);
  recorder.house.model.release();
  await recorder.house.until(id, ({ usage }) => usage.total_tokens > 0);
  await post(id, 'resume');
  return id;
}

recorder.record('held-simple-resumed', () => {
  recorder.house.model.script(held);
  return resumed(simple);
});
recorder.record('held-standard-resumed', () => {
  recorder.house.model.answer(heldPlanner);
  return resumed(standard);
});
recorder.record('held-simple-cancelled', async () => {
  recorder.house.model.script(held);
  const id = await pausedInCall(simple);
  await post(id, 'cancel', { reason: 'enough' });
  return id;
});
recorder.record('held-standard-messaged', async () => {
  recorder.house.model.answer(heldPlanner);
  const id = await recorder.house.submit(standard);
  await called(1);
  await post(id, 'message', { message: 'Be brief.' });
  recorder.house.model.release();
  return id;
});

/** A task whose plan waits for its review. */
async function underReview(body: object, model = planner): Promise<string> {
  recorder.house.model.answer(model);
  return paused(await recorder.house.submit({ ...body, require_review: true }));
}
const reviews = {
  approved: [{ action: 'approve' }],
  changed: [{ action: 'feedback', message: 'Shorter.' }, { action: 'approve' }],
  rejected: [{ action: 'reject', message: 'not now' }],
} as const;
for (const [way, answers] of Object.entries(reviews)) {
  recorder.record(`held-standard-review-${way}`, async () => {
    const id = await underReview(standard);
    for (const answer of answers) await post(id, 'review', answer);
    return id;
  });
  recorder.record(`held-research-review-${way}`, async () => {
    const id = await underReview(research, researcher());
    for (const answer of answers) await post(id, 'review', answer);
    return id;
  });
}
recorder.record('held-standard-review-timed-out', () => underReview({ ...standard, review_timeout: 1 }));
recorder.record('held-standard-review-cancelled', async () => {
  const id = await underReview(standard);
  await post(id, 'cancel', { reason: 'enough' });
  return id;
});

/** Feedback finds no room in the budget of its session, which another task's call holds for a while. */
recorder.record('held-standard-review-waits-for-room', async () => {
  const { house } = recorder;
  const more = { session_id: 'review-waits', require_review: true };
  const place = { scope: 'session', scope_id: more.session_id, period: 'total' } as const;
  house.model.answer((call, index) =>
    askedOf(call) === 'hold' ? { text: 'Held.', holdAfter: 0 } : planner(call, index),
  );
  const id = await paused(await house.submit({ ...standard, ...more }));
  await house.store.budgets.set('acme', place, { tokens: 40_000 }, 'recorder');
  const context = { max_tokens: 39_500 };
  await house.submit({ query: 'hold', mode: 'simple', session_id: more.session_id, context });
  await called(2);
  const feedback = post(id, 'review', { action: 'feedback', message: 'Shorter.' });
  await eventually(
    () => house.store.steps.all(id),
    (steps) => steps.some(({ step, attempt }) => step === 'plan-2' && attempt === 2),
  );
  house.model.release();
  await feedback;
  await post(id, 'review', { action: 'approve' });
  return id;
});

/** A task whose tool call waits for an approval. */
async function beforeApproval(more: object = {}): Promise<string> {
  recorder.house.model.answer(
    brain({
      whole: (call) =>
        toolResultsOf(call).length === 0
          ? { tools: [{ name: 'look_up', args: { input: 'tea' } }] }
          : { text: toolResultsOf(call).join(' ') },
    }),
  );
  return paused(
    await recorder.house.submit({ query: 'Tea?', mode: 'standard', require_approval: ['look_up'], ...more }),
  );
}

async function decide(id: string, decision: object): Promise<string> {
  const { body } = await recorder.house.call<ApprovalList>('GET', '/api/v1/approvals?limit=200');
  const found = body.approvals.find((approval) => approval.workflow_id === id);
  const named = { workflow_id: id, approval_id: found?.approval_id };
  await recorder.house.call('POST', '/api/v1/approvals/decision', { body: { ...named, ...decision } });
  return id;
}

recorder.record('held-standard-approved', async () => decide(await beforeApproval(), { approved: true }));
recorder.record('held-standard-approved-otherwise', async () =>
  decide(await beforeApproval(), { approved: true, modified_action: { input: 'coffee' } }),
);
recorder.record('held-standard-denied', async () => decide(await beforeApproval(), { approved: false }));
recorder.record('held-standard-denied-goes-on', async () =>
  decide(await beforeApproval({ on_denial: 'continue' }), { approved: false, feedback: 'no' }),
);
recorder.record('held-standard-approval-expired', () => beforeApproval({ approval_timeout: 1 }));
recorder.record('held-simple-approved', async () => {
  recorder.house.model.script({ text: 'It is done.' });
  return decide(await paused(await recorder.house.submit({ ...simple, require_approval: true })), {
    approved: true,
  });
});
