import type { ApprovalList, PendingApproval } from '../../src/contract/approvals';
import { brain, planStep, toolResultsOf, value } from '../support/brain';
import { eventually, House } from '../support/house';
import { testTool } from '../support/tools';

let house: House;
const used: string[] = [];
beforeAll(async () => {
  house = await House.open({
    tools: [
      testTool('look_up', ({ input }) => {
        used.push(input);
        return `What is known of ${input}.`;
      }),
      testTool('harm', () => 'harmed', { dangerous: true }),
    ],
    approvalPolicy: { tools: [], dangerous: true },
  });
});
afterAll(() => house.close());
beforeEach(() => {
  house.model.reset();
  used.length = 0;
});

const list = async () =>
  (await house.call<ApprovalList>('GET', '/api/v1/approvals?limit=200')).body.approvals;
/** The approvals of a task that wait, once there are so many. */
const pendingOf = (id: string, count = 1): Promise<PendingApproval[]> =>
  eventually(
    async () => (await list()).filter((approval) => approval.workflow_id === id),
    (found) => found.length === count,
  );
const decide = (id: string, approvalId: string, body: object) =>
  house.call('POST', '/api/v1/approvals/decision', {
    body: { workflow_id: id, approval_id: approvalId, ...body },
  });
const paused = (id: string) => house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');

const usesTool = (name: string) =>
  brain({
    whole: (call) =>
      toolResultsOf(call).length === 0
        ? { tools: [{ name, args: { input: 'tea' } }] }
        : { text: toolResultsOf(call).join(' ') },
  });
const submitTool = (settings: object = {}) => {
  house.model.answer(usesTool('look_up'));
  return house.submit({ query: 'Tea?', mode: 'standard', require_approval: ['look_up'], ...settings });
};

test('a tool call waits for its approval, which carries what it is about, and then runs once as it was approved', async () => {
  const id = await submitTool();
  const view = await paused(id);
  expect(view).toMatchObject({ result: '', unified_response: null });
  const [approval] = await pendingOf(id);
  expect(approval).toMatchObject({
    ...{ kind: 'tool', tool: 'look_up', arguments: { input: 'tea' }, agent_id: 'agent-task', cost_usd: 0 },
  });
  expect(used).toEqual([]);
  const requested = (await house.events(id)).find(({ type }) => type === 'APPROVAL_REQUESTED');
  expect(JSON.parse(requested?.message ?? '')).toEqual(approval);
  expect(await house.call('GET', `/api/v1/tasks/${id}/control-state`)).toMatchObject({
    body: { is_paused: true, pause_reason: expect.stringContaining('look_up') },
  });
  const approvalId = approval?.approval_id ?? '';
  expect(await decide(id, approvalId, { approved: true, feedback: 'fine' })).toMatchObject({
    status: 200,
    body: {
      ...{ status: 'sent', success: true, workflow_id: id, run_id: '', approval_id: approvalId },
      message: `Approval ${approvalId} processed successfully`,
    },
  });
  expect(await house.ended(id)).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    result: 'What is known of tea.',
  });
  expect(used).toEqual(['tea']);
  expect(await pendingOf(id, 0)).toEqual([]);
  const decision = (await house.events(id)).find(({ type }) => type === 'APPROVAL_DECISION');
  expect(decision?.payload).toEqual({
    ...{ approval_id: approvalId, approved: true, approved_by: 'acme', feedback: 'fine' },
  });
  expect(await decide(id, approvalId, { approved: true })).toMatchObject({
    status: 409,
    body: { error: 'The task has ended: nothing waits for this approval any more' },
  });
});

test('a person may change the arguments, and is known by name', async () => {
  const id = await submitTool();
  const [approval] = await pendingOf(id);
  const change = { approved: true, modified_action: { input: 'coffee' }, approved_by: 'Ann' };
  expect((await decide(id, approval?.approval_id ?? '', change)).status).toBe(200);
  expect(await house.ended(id)).toMatchObject({ result: 'What is known of coffee.' });
  expect(used).toEqual(['coffee']);
});

test('a denial ends the task with its reason, and nothing is called', async () => {
  const id = await submitTool();
  const [approval] = await pendingOf(id);
  await decide(id, approval?.approval_id ?? '', { approved: false, feedback: 'too dear' });
  expect(await house.ended(id)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: 'The call of look_up was denied by acme: too dear.',
  });
  expect(used).toEqual([]);
});

test('with on_denial "continue" the step is told in place of it', async () => {
  const id = await submitTool({ on_denial: 'continue' });
  const [approval] = await pendingOf(id);
  await decide(id, approval?.approval_id ?? '', { approved: false, feedback: 'too dear' });
  expect(await house.ended(id)).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    result: expect.stringContaining('denied by acme: too dear'),
  });
  expect(used).toEqual([]);
});

test('nobody decides: the approval expires and the task fails with a sentence', async () => {
  const id = await submitTool({ approval_timeout: 1 });
  expect(await house.ended(id)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: expect.stringMatching(/^Nobody decided within 1 seconds/),
  });
  const decision = (await house.events(id)).find(({ type }) => type === 'APPROVAL_DECISION');
  expect(decision?.payload).toMatchObject({ approved: false, expired: true });
});

test('a denial ends the task with its reason though others wait before it, and those are given up', async () => {
  const tools = ['tea', 'coffee'].map((input) => ({ name: 'look_up', args: { input } }));
  house.model.answer(brain({ whole: { tools } }));
  const id = await house.submit({ query: 'Tea?', mode: 'standard', require_approval: ['look_up'] });
  const waiting = await pendingOf(id, 2);
  const denied = waiting.find(({ arguments: args }) => (args as { input: string }).input === 'coffee');
  const other = waiting.find((approval) => approval !== denied);
  await decide(id, denied?.approval_id ?? '', { approved: false, feedback: 'no coffee' });
  expect(await house.ended(id)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: 'The call of look_up was denied by acme: no coffee.',
  });
  const decisions = (await house.events(id)).filter(({ type }) => type === 'APPROVAL_DECISION');
  expect(decisions.map(({ payload }) => payload)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ approval_id: denied?.approval_id, approved_by: 'acme' }),
      { approval_id: other?.approval_id, approved: false, given_up: true },
    ]),
  );
  expect(used).toEqual([]);
});

test('two decisions at once: one is taken, the other hears it; the same one again is answered as the first', async () => {
  const id = await submitTool();
  const [approval] = await pendingOf(id);
  const approvalId = approval?.approval_id ?? '';
  const answers = await Promise.all([
    decide(id, approvalId, { approved: true }),
    decide(id, approvalId, { approved: false }),
    decide(id, approvalId, { approved: true }),
  ]);
  const isTaken = answers.map(({ status }) => status === 200);
  const isFirst = isTaken[0];
  expect(isTaken).toEqual([isFirst, !isFirst, isFirst]);
  const view = await house.ended(id);
  expect(view.status).toBe(isFirst ? 'TASK_STATUS_COMPLETED' : 'TASK_STATUS_FAILED');
});

test('a simple task waits before its one call', async () => {
  const id = await house.submit({ query: 'Say it.', mode: 'simple', require_approval: true });
  const [approval] = await pendingOf(id);
  expect(approval).toMatchObject({ kind: 'call' });
  expect(house.model.calls).toHaveLength(0);
  await decide(id, approval?.approval_id ?? '', { approved: true });
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'Hello there.' });
});

test('a plan is shown whole, and one that is denied costs nothing more', async () => {
  const plan = { steps: [planStep('a', [], []), planStep('b', ['a'], [])] };
  house.model.answer(brain({ plan: value(plan) }));
  const query = 'Find the parts, then compare them and then sum them up.';
  const id = await house.submit({ query, mode: 'standard', require_approval: true });
  const [approval] = await pendingOf(id);
  expect(approval).toMatchObject({ kind: 'plan', plan: '1. a: Do a\n2. b: Do b (after a)' });
  await decide(id, approval?.approval_id ?? '', { approved: false });
  expect(await house.ended(id)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: 'The plan was denied by acme.',
  });
  expect(house.model.calls).toHaveLength(1);
});

test('a dangerous tool waits by the policy of the server', async () => {
  house.model.answer(usesTool('harm'));
  const id = await house.submit({ query: 'Tea?', mode: 'standard', context: { tools: ['harm'] } });
  const [approval] = await pendingOf(id);
  expect(approval).toMatchObject({ tool: 'harm', reason: expect.stringContaining('can do harm') });
  await decide(id, approval?.approval_id ?? '', { approved: true });
  expect(await house.ended(id)).toMatchObject({ result: 'harmed' });
});

test('a task that waits can be paused and cancelled besides', async () => {
  const id = await submitTool();
  const [approval] = await pendingOf(id);
  expect((await house.call('POST', `/api/v1/tasks/${id}/pause`)).status).toBe(202);
  await decide(id, approval?.approval_id ?? '', { approved: true });
  await pendingOf(id, 0);
  expect((await house.status(id)).status).toBe('TASK_STATUS_PAUSED');
  expect(used).toEqual([]);
  expect((await house.call('POST', `/api/v1/tasks/${id}/cancel`)).status).toBe(202);
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_CANCELLED' });
  expect(used).toEqual([]);
});

test('bad decisions are refused in a sentence', async () => {
  const id = await submitTool();
  const [approval] = await pendingOf(id);
  const foreign = await house.store.keys.create({ tenant: 'other', owner: 'other', name: 'other' });
  const body = { workflow_id: id, approval_id: approval?.approval_id, approved: true };
  const post = (sent: unknown, key = house.key) =>
    house.call('POST', '/api/v1/approvals/decision', { body: sent, key });
  const notFound = { status: 404, body: { error: 'Workflow or approval not found' } };
  expect(await post(body, foreign)).toMatchObject(notFound);
  expect(await post({ ...body, workflow_id: 'task_none' })).toMatchObject(notFound);
  expect(await post({ ...body, approval_id: 'none' })).toMatchObject(notFound);
  expect(await post({ approved: true })).toMatchObject({
    status: 400,
    body: { error: 'workflow_id and approval_id are required' },
  });
  expect(await post({ ...body, approved: 'yes' })).toMatchObject({ status: 400 });
  const listed = await house.call<ApprovalList>('GET', '/api/v1/approvals', { key: foreign });
  expect(listed.body).toEqual({ approvals: [], total_count: 0 });
  await house.call('POST', `/api/v1/tasks/${id}/cancel`);
  await house.ended(id);
});
