import { join } from 'node:path';
import { WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { ApprovalList } from '../../src/contract/approvals';
import type { ControlState } from '../../src/contract/control';
import { searchAttributeNames } from '../../src/contract/engine';
import { askedOf, brain, planStep, toolResultsOf, value } from '../support/brain';
import type { CorpusWeb } from '../support/corpus-web';
import { eventually } from '../support/eventually';
import type { Histories } from '../support/history';
import { House } from '../support/house';
import { startScript, type Started } from '../support/processes';
import { gateOf, outcomes, statusOf, type Act, type Kind, type TaskState } from './task-model';

const bodies: Readonly<Record<Kind, object>> = {
  simple: { query: 'Say it.', mode: 'simple' },
  reviewed: {
    ...{ query: 'Find the parts, then compare them and then sum them up.', mode: 'standard' },
    require_review: true,
  },
  approved: { query: 'Ferries?', mode: 'standard', require_approval: ['web_search'] },
};

/** A model that holds each call until it is let go. */
const rules = brain({
  plan: { ...value({ steps: [planStep('a', [], [])] }), holdAfter: 0 },
  step: { text: 'Done.', holdAfter: 0 },
  whole: (call) =>
    askedOf(call).startsWith('Ferries?') && toolResultsOf(call).length === 0
      ? { text: '', tools: [{ name: 'web_search', args: { query: 'ferry' } }], holdAfter: 0 }
      : { text: 'Found.', holdAfter: 0 },
  other: { text: 'Said.', holdAfter: 0 },
});

const statusKey = defineSearchAttributeKey(searchAttributeNames.status, 'KEYWORD');
const mostMs = 60_000;

/** What all who can be asked say of a task. */
interface Seen {
  readonly status: string;
  readonly listed: string;
  readonly isPaused: boolean;
  readonly engine: string;
  readonly attribute: string;
  readonly held: number;
}

/** A real task, its worker in a process of its own, and the state that it should be in. */
export class TaskDriver {
  private state: TaskState;
  private worker: Started | undefined;
  private approval: string | undefined;

  private constructor(
    private readonly house: House,
    private readonly web: CorpusWeb,
    private readonly histories: Histories,
    private readonly id: string,
    kind: Kind,
  ) {
    this.state = { kind, passed: 0, isCalling: true, isPaused: false, isRefused: false };
  }

  /** Submits a task, and waits until its first call is held. */
  static async open(kind: Kind, web: CorpusWeb, histories: Histories): Promise<TaskDriver> {
    const house = await House.open({ worker: false, tools: web.tools, pages: web.pages });
    house.model.answer(rules);
    const driver = new TaskDriver(house, web, histories, await house.submit(bodies[kind]), kind);
    await driver.startWorker();
    await driver.agrees([driver.state]);
    return driver;
  }

  async close(): Promise<void> {
    this.house.model.release();
    await this.worker?.end('SIGKILL');
    await this.house.close();
  }

  /** Kills the worker, and starts another one. */
  async crash(): Promise<void> {
    await this.worker?.end('SIGKILL');
    await this.startWorker();
    await this.agrees([this.state]);
  }

  /** Does acts at once: the answers and the state must be those of one order in which they may be taken. */
  async do(...acts: readonly Act[]): Promise<void> {
    const { end, isRefused } = this.state;
    if (!end && !isRefused && gateOf(this.state) === 'approval') await this.findApproval();
    const possible = outcomes(this.state, acts);
    const answers = (await Promise.all(acts.map((what) => this.perform(what)))).join(' ');
    const fitting = possible.filter((outcome) => outcome.answers === answers);
    if (fitting.length === 0) {
      const expected = [...new Set(possible.map((outcome) => outcome.answers))].join(', or ');
      throw new Error(`${acts.join(' ')} was answered ${answers}, not ${expected}`);
    }
    await this.agrees(fitting.map(({ state }) => state));
  }

  /** Lets the task end, and checks that its log was legal. */
  async finish(): Promise<void> {
    for (let left = 8; left > 0 && !this.state.end; left -= 1) {
      if (this.state.isPaused) await this.do('resume');
      else await this.do(this.state.isCalling ? 'answer' : 'accept');
    }
    const types = (await this.house.events(this.id)).map(({ type }) => type);
    const ends = types.filter((type) => /^TASK_(COMPLETED|FAILED|CANCELLED)$/.test(type));
    expect(ends).toEqual([`TASK_${this.state.end ?? ''}`]);
    const holds = types.filter((type) => /^WORKFLOW_(PAUSED|RESUMED)$/.test(type));
    for (const [index, type] of holds.entries())
      expect(type).toBe(index % 2 === 0 ? 'WORKFLOW_PAUSED' : 'WORKFLOW_RESUMED');
  }

  private async startWorker(): Promise<void> {
    const { queue, databaseUrl, model } = this.house;
    const order = { queue, databaseUrl, modelUrl: model.url, workspaces: this.web.folder };
    const env = { HOLDFAST_TEST_ENGINE_ADDRESS: process.env['HOLDFAST_TEST_ENGINE_ADDRESS'] ?? '' };
    const given = JSON.stringify({ ...order, corpus: this.web.folder });
    this.worker = startScript(join(__dirname, 'walk-worker.mjs'), env, [given]);
    await this.worker.says('The worker is ready');
  }

  private async perform(what: Act): Promise<string> {
    switch (what) {
      case 'answer':
        this.house.model.releaseHeld();
        return 'taken';
      case 'message':
        return this.post(`tasks/${this.id}/message`, { message: 'Mind the cost.' });
      case 'accept':
      case 'refuse':
        return this.decide(what);
      case 'pause':
      case 'resume':
      case 'cancel':
        return this.post(`tasks/${this.id}/${what}`, { reason: 'a test' });
    }
  }

  private decide(what: 'accept' | 'refuse'): Promise<string> {
    if (this.state.kind !== 'approved')
      return this.post(
        `tasks/${this.id}/review`,
        { action: what === 'accept' ? 'approve' : 'reject' },
        [404],
      );
    const approval_id = this.approval ?? 'none';
    const decision = { workflow_id: this.id, approval_id, approved: what === 'accept' };
    return this.post('approvals/decision', decision, [404]);
  }

  private async findApproval(): Promise<void> {
    const read = () => this.house.call<ApprovalList>('GET', '/api/v1/approvals?limit=200');
    const { body } = await eventually(read, ({ body: { approvals } }) => approvals.length === 1);
    this.approval = body.approvals[0]?.approval_id;
  }

  /** What is not there yet to be decided may be answered as such: `absent`. */
  private async post(path: string, body: object, absent: readonly number[] = []): Promise<string> {
    const { status, text } = await this.house.call('POST', `/api/v1/${path}`, { body });
    if (status >= 200 && status < 300) return 'taken';
    if (status === 409 || absent.includes(status)) return 'conflict';
    throw new Error(`${path} was answered ${status}: ${text}`);
  }

  /** Waits until everybody says what one of some states should be, which is the task's from then on. */
  private async agrees(states: readonly TaskState[]): Promise<void> {
    const wanted = states.map((state) => ({ state, seen: seenOf(state) }));
    const of = (seen: Seen) => wanted.find((one) => JSON.stringify(one.seen) === JSON.stringify(seen))?.state;
    const seen = await eventually(
      () => this.look(),
      (looked) => of(looked) !== undefined,
      mostMs,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; wanted ${JSON.stringify(wanted.map((one) => one.seen))}`);
    });
    this.state = of(seen) ?? this.state;
  }

  private async look(): Promise<Seen> {
    const { status } = await this.house.status(this.id);
    const path = `/api/v1/tasks/${this.id}/control-state`;
    const control = await this.house.call<ControlState>('GET', path);
    const list = await this.house.call<{ tasks: { task_id: string; status: string }[] }>(
      'GET',
      '/api/v1/tasks',
    );
    const engine = await this.histories.client.workflow
      .getHandle(this.id)
      .describe()
      .catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      });
    const attribute = engine?.typedSearchAttributes.get(statusKey);
    return {
      status: short(status),
      listed: short(list.body.tasks.find((task) => task.task_id === this.id)?.status ?? ''),
      isPaused: control.body.is_paused,
      engine: engine?.status.name ?? 'gone',
      attribute: attribute ?? '',
      held: this.house.model.held,
    };
  }
}

function seenOf(state: TaskState): Seen {
  const status = statusOf(state);
  const closed = { COMPLETED: 'COMPLETED', FAILED: 'FAILED', CANCELLED: 'CANCELLED' } as const;
  return {
    status,
    listed: status,
    isPaused: status === 'PAUSED',
    engine: state.end ? closed[state.end] : 'RUNNING',
    attribute: status,
    held: state.isCalling ? 1 : 0,
  };
}

function short(status: string): string {
  return status.replace('TASK_STATUS_', '');
}
