import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PendingApproval } from '../../src/contract/approvals';
import type { ScheduleCreated } from '../../src/contract/schedules';
import { createWorkspaces } from '../../src/providers/workspace';
import { ApiDocument, type Route } from '../support/api-document';
import { planStep, purposeOf, value } from '../support/brain';
import { eventually, House, type Answer } from '../support/house';
import { testTool } from '../support/tools';

/*
 * Every route of the OpenAPI document, asked with every kind of key. What another tenant is told of an id that is not
 * its own is, letter by letter, what it is told of one that nobody has. Time tells no more: the owner is compared in this
 * process after the same one statement has looked up the same id, which finds a row by its primary key or none, and
 * what is remembered of ended tasks is asked by tenant. So there is nothing to measure here that would not be noise.
 */

/** What belongs to the tenant `acme`. */
interface Own {
  /** Waits for the approval `approval`. */
  readonly approving: string;
  readonly approval: string;
  readonly reviewed: string;
  /** A call of its runs. */
  readonly running: string;
  readonly ended: string;
  readonly session: string;
  readonly schedule: string;
}

/** How a route is asked so that its owner gets an answer: of what, with what, and what comes. */
interface Ask {
  /** In place of `{id}`, or in query or body. */
  readonly id?: keyof Own;
  readonly query?: (id: string) => string;
  readonly body?: (id: string, own: Own) => object;
  readonly status: number;
}

const text = 'The lighthouse is 42 metres high.';
const hash = createHash('sha256').update(text).digest('hex');
const submission = () => ({ query: 'Say it.', mode: 'simple' });
const reason = () => ({ reason: 'so' });
const ofTask = (id: string) => `?workflow_id=${id}`;

/** In the order in which the owner asks; deletions come last. */
const asks: Record<string, Ask> = {
  'POST /api/v1/tasks': { status: 200, body: submission },
  'GET /api/v1/tasks': { status: 200 },
  'POST /api/v1/tasks/stream': { status: 201, body: submission },
  'GET /api/v1/tasks/{id}': { id: 'ended', status: 200 },
  'GET /api/v1/tasks/{id}/events': { id: 'ended', status: 200 },
  'GET /api/v1/tasks/{id}/stream': { id: 'ended', status: 200 },
  'GET /api/v1/tasks/{id}/timeline': { id: 'ended', status: 200 },
  'GET /api/v1/tasks/{id}/webhooks': { id: 'ended', status: 200 },
  'GET /api/v1/tasks/{id}/pages': { id: 'running', status: 200 },
  'GET /api/v1/tasks/{id}/pages/{hash}': { id: 'running', status: 200 },
  'GET /api/v1/stream/sse': { id: 'ended', query: ofTask, status: 200 },
  // Without a handshake; socket.test.ts makes one.
  'GET /api/v1/stream/ws': { id: 'ended', query: ofTask, status: 400 },
  'POST /api/v1/tasks/{id}/message': { id: 'running', body: () => ({ message: 'so' }), status: 200 },
  'POST /api/v1/swarm/{id}/message': { id: 'running', body: () => ({ message: 'so' }), status: 200 },
  'POST /api/v1/tasks/{id}/pause': { id: 'running', body: reason, status: 202 },
  'POST /api/v1/tasks/{id}/resume': { id: 'running', body: reason, status: 202 },
  'GET /api/v1/tasks/{id}/control-state': { id: 'running', status: 200 },
  'POST /api/v1/tasks/{id}/cancel': { id: 'running', body: reason, status: 202 },
  'GET /api/v1/tasks/{id}/review': { id: 'reviewed', status: 200 },
  'POST /api/v1/tasks/{id}/review': { id: 'reviewed', body: () => ({ action: 'approve' }), status: 200 },
  'GET /api/v1/budgets': { status: 200 },
  'PUT /api/v1/budgets/{scope}/{scope_id}/{period}': {
    id: 'running',
    body: () => ({ max_tokens: 1_000_000 }),
    status: 200,
  },
  'GET /api/v1/budgets/{scope}/{scope_id}/{period}': { id: 'running', status: 200 },
  'DELETE /api/v1/budgets/{scope}/{scope_id}/{period}': { id: 'running', status: 204 },
  'GET /api/v1/approvals': { status: 200 },
  'POST /api/v1/approvals/decision': {
    id: 'approving',
    body: (id, { approval }) => ({ workflow_id: id, approval_id: approval, approved: true }),
    status: 200,
  },
  'GET /api/v1/tools': { status: 200 },
  'GET /api/v1/tools/{name}': { status: 200 },
  'POST /api/v1/tools/{name}/execute': { body: () => ({ arguments: { input: 'tea' } }), status: 200 },
  'GET /api/v1/sessions': { status: 200 },
  'GET /api/v1/sessions/{id}': { id: 'session', status: 200 },
  'PATCH /api/v1/sessions/{id}': { id: 'session', body: () => ({ title: 'On tea' }), status: 200 },
  'GET /api/v1/sessions/{id}/history': { id: 'session', status: 200 },
  'GET /api/v1/sessions/{id}/events': { id: 'session', status: 200 },
  'GET /api/v1/sessions/{id}/files': { id: 'session', status: 200 },
  'GET /api/v1/sessions/{id}/files/{path}': { id: 'session', status: 200 },
  'GET /api/v1/sessions/{id}/stream': { id: 'session', status: 200 },
  'POST /api/v1/schedules': {
    body: () => ({ name: 'news', cron_expression: '0 8 * * *', task_query: 'New?' }),
    status: 201,
  },
  'GET /api/v1/schedules': { status: 200 },
  'GET /api/v1/schedules/{id}': { id: 'schedule', status: 200 },
  'PUT /api/v1/schedules/{id}': { id: 'schedule', body: () => ({ name: 'olds' }), status: 200 },
  'POST /api/v1/schedules/{id}/pause': { id: 'schedule', body: reason, status: 200 },
  'POST /api/v1/schedules/{id}/resume': { id: 'schedule', body: reason, status: 200 },
  'GET /api/v1/schedules/{id}/runs': { id: 'schedule', status: 200 },
  'DELETE /api/v1/schedules/{id}': { id: 'schedule', status: 200 },
  'DELETE /api/v1/tasks/{id}': { id: 'ended', status: 204 },
  'DELETE /api/v1/sessions/{id}': { id: 'session', status: 204 },
  'GET /health': { status: 200 },
  'GET /readiness': { status: 200 },
  'GET /metrics': { status: 200 },
  'GET /openapi.json': { status: 200 },
};

let house: House;
let root: string;
let document: ApiDocument;
let own: Own;
/** Keys that nobody may use. */
const refusedKeys = new Map<string, string | null>();
let otherKey: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-matrix-'));
  const workspaces = createWorkspaces({ root, quotaBytes: 1_000_000 });
  await workspaces.open('acme', 'talk-of-acme').write('plan.md', Buffer.from('# Plan\n'));
  house = await House.open({ workspaces, tools: [testTool('look_up', () => 'known')] });
  document = await ApiDocument.of(house);
  own = await fill();
  await makeKeys();
}, 120_000);
afterAll(async () => {
  await house.close();
  await rm(root, { recursive: true, force: true });
});

async function fill(): Promise<Own> {
  const session = 'talk-of-acme';
  house.model.answer((call) => {
    if (purposeOf(call) === 'plan') return value({ steps: [planStep('a', [], [])] });
    return JSON.stringify(call.body).includes('Wait.') ? { text: 'Never.', holdAfter: 0 } : { text: 'Done.' };
  });
  const ended = await house.submit({ ...submission(), session_id: session });
  await house.ended(ended);
  const waits = async (settings: object) => {
    const id = await house.submit({ query: 'Find it, then sum it up.', mode: 'standard', ...settings });
    await house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
    return id;
  };
  const approving = await waits({ require_approval: true });
  const asked = (await house.events(approving)).find(({ type }) => type === 'APPROVAL_REQUESTED');
  const reviewed = await waits({ require_review: true });
  const running = await house.submit({ query: 'Wait.', mode: 'standard' });
  await eventually(
    () => house.status(running),
    ({ status }) => status === 'TASK_STATUS_RUNNING',
  );
  const about = { title: 'A', publisher: 'A', author: null, published: null, language: null };
  await house.store.pages.keep(
    running,
    {
      ...{
        ...about,
        hash,
        text,
        url: 'http://a.example/',
        final_url: 'http://a.example/',
        canonical_url: null,
      },
      ...{ status: 200, content_type: 'text/html', retrieved_at: '2026-01-02T03:04:05.678Z', is_cut: false },
      ...{ is_paywalled: false, characters: text.length },
    },
    10,
  );
  const { body } = asks['POST /api/v1/schedules'] as Required<Ask>;
  const made = await house.call<ScheduleCreated>('POST', '/api/v1/schedules', { body: body('', own) });
  const { approval_id: approval } = JSON.parse(asked?.message ?? '') as PendingApproval;
  return { approving, approval, reviewed, running, ended, session, schedule: made.body.schedule_id };
}

async function makeKeys(): Promise<void> {
  const expiresAt = new Date(Date.now() + 50);
  const expired = await house.store.keys.create({ tenant: 'acme', owner: 'acme', name: 'old', expiresAt });
  const revoked = await house.store.keys.create({ tenant: 'acme', owner: 'acme', name: 'gone' });
  expect((await house.call('GET', '/api/v1/tasks', { key: revoked })).status).toBe(200);
  const info = (await house.store.keys.list()).find(({ name }) => name === 'gone');
  await house.store.keys.revoke(info?.id ?? '');
  for (const key of [expired, revoked])
    await eventually(
      () => house.call('GET', '/api/v1/tasks', { key }),
      ({ status }) => status === 401,
    );
  for (const [name, key] of Object.entries({ no: null, wrong: 'sk_wrong', expired, revoked }))
    refusedKeys.set(name, key);
  otherKey = await house.store.keys.create({ tenant: 'other', owner: 'other', name: 'other' });
}

/** Asks a route of an id. */
function ask(route: Route, id: string, key: string | null): Promise<Answer> {
  const { query, body } = asks[route.name]!;
  const path = route.path
    .replace('{scope}/{scope_id}/{period}', 'task/{id}/total')
    .replace('{id}', id)
    .replace('{name}', 'look_up')
    .replace('{hash}', hash)
    .replace('{path}', 'plan.md');
  const url = `${path}${query?.(id) ?? ''}`;
  if (route.name === endless) return beginningOf(url, key);
  return house.call(route.method, url, { key, ...(body && { body: body(id, own) }) });
}

const endless = 'GET /api/v1/sessions/{id}/stream';

/** What a stream answers before its client leaves. */
async function beginningOf(url: string, key: string | null): Promise<Answer> {
  const leaving = new AbortController();
  const headers = { ...(key !== null && { 'X-API-Key': key }) };
  const response = await fetch(`${house.url}${url}`, { headers, signal: leaving.signal });
  const { status } = response;
  if (status !== 200) {
    const whole = await response.text();
    return { status, headers: response.headers, text: whole, body: JSON.parse(whole) };
  }
  const first = await response.body?.getReader().read();
  leaving.abort();
  return { status, headers: response.headers, text: Buffer.from(first?.value ?? []).toString(), body: {} };
}

/** What a stranger sees of an answer, whoever's id it asked about. */
function seen({ status, headers, text: whole }: Answer, id: string) {
  const varying = ['date', 'x-trace-id', 'x-span-id'];
  const told = [...headers].filter(([name]) => !varying.includes(name));
  return JSON.parse(JSON.stringify({ status, told, whole }).replaceAll(id, '<id>')) as unknown;
}

const ofOwner = ({ name }: Route) => own[asks[name]?.id ?? 'session'];

test('every documented route is asked, and no other', () => {
  expect(Object.keys(asks).sort()).toEqual(document.routes.map(({ name }) => name).sort());
});

test.each(['no', 'wrong', 'expired', 'revoked'])(
  'with %s key every route but the open ones is 401',
  async (kind) => {
    for (const route of document.routes) {
      const answer = await ask(route, ofOwner(route), refusedKeys.get(kind) ?? null);
      const { status } = asks[route.name]!;
      const shown = { route: route.name, status: answer.status, faults: document.faultsOf(route, answer) };
      expect(shown).toEqual({ route: route.name, status: route.needsKey ? 401 : status, faults: [] });
      if (route.needsKey) expect(answer.text).toBe('{"error":"Unauthorized"}');
    }
  },
);

test('of another tenant’s ids a route tells what it tells of ids that nobody has', async () => {
  const taskIds = [own.approving, own.reviewed, own.running, own.ended];
  for (const route of document.routes.filter(({ name }) => asks[name]?.id !== undefined)) {
    const id = ofOwner(route);
    const ids = taskIds.includes(id) ? taskIds : [id];
    const nobody = {
      task: 'task_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      schedule: randomUUID(),
      session: 'talk-of-none',
    };
    const unknown = taskIds.includes(id)
      ? nobody.task
      : id === own.schedule
        ? nobody.schedule
        : nobody.session;
    expect(unknown).toHaveLength(id.length);
    const wanted = await ask(route, unknown, otherKey);
    const shown = { route: route.name, status: wanted.status, faults: document.faultsOf(route, wanted) };
    expect(shown).toEqual({ route: route.name, status: 404, faults: [] });
    for (const foreign of ids)
      expect(seen(await ask(route, foreign, otherKey), foreign)).toEqual(seen(wanted, unknown));
  }
});

test('another tenant sees its own alone where no id is asked for', async () => {
  const secrets = [...Object.values(own), 'Find it, then sum it up.'];
  for (const route of document.routes.filter(({ name }) => asks[name]?.id === undefined)) {
    const answer = await ask(route, '', otherKey);
    const shown = { route: route.name, status: answer.status, faults: document.faultsOf(route, answer) };
    expect(shown).toEqual({ route: route.name, status: asks[route.name]?.status, faults: [] });
    for (const secret of secrets) expect(answer.text).not.toContain(secret);
  }
});

test('to its owner every route answers as it is documented, whatever strangers have tried', async () => {
  for (const name of Object.keys(asks)) {
    const route = document.routes.find((one) => one.name === name)!;
    const answer = await ask(route, ofOwner(route), house.key);
    const shown = { name, status: answer.status, faults: document.faultsOf(route, answer) };
    expect(shown).toEqual({ name, status: asks[name]?.status, faults: [] });
  }
});
