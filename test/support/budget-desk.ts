import { eventually, type Answer, type House } from './house';
import type { BudgetView } from '../../src/contract/budgets';
import type { Behaviour, ModelCall } from './model-server';

/** Two keys of a tenant: an operator's, and one that may not set budgets. */
export interface Keys {
  readonly tenant: string;
  readonly operator: string;
  readonly plain: string;
}

interface Submitted {
  readonly task_id: string;
  readonly error: string;
}

/** What tests of budgets ask of a house, each with a tenant of its own. */
export class BudgetDesk {
  constructor(private readonly house: () => House) {}

  async newTenant(tenant: string): Promise<Keys> {
    const keyOf = (isOperator: boolean) =>
      this.house().store.keys.create({ tenant, owner: tenant, name: 'k', isOperator });
    return { tenant, operator: await keyOf(true), plain: await keyOf(false) };
  }

  put(key: string, place: string, body: unknown): Promise<Answer<BudgetView & { error: string }>> {
    return this.house().call<BudgetView & { error: string }>('PUT', at(place), { key, body });
  }

  async read(key: string, place: string): Promise<BudgetView> {
    return (await this.house().call<BudgetView>('GET', at(place), { key })).body;
  }

  submit(key: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer<Submitted>> {
    return this.house().call<Submitted>('POST', '/api/v1/tasks', {
      key,
      headers,
      body: { query: 'Say it.', mode: 'simple', ...body },
    });
  }

  async statusOf(key: string, id: string): Promise<Record<string, unknown>> {
    const answer = await this.house().call('GET', `/api/v1/tasks/${id}`, { key });
    if (answer.status !== 200) throw new Error(`No status: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** The status of a task once it has ended. */
  ended(key: string, id: string): Promise<Record<string, unknown>> {
    return eventually(
      () => this.statusOf(key, id),
      ({ unified_response: response }) => response !== null,
      60_000,
    );
  }

  /** The status of a task once it is paused. */
  paused(key: string, id: string): Promise<Record<string, unknown>> {
    return eventually(
      () => this.statusOf(key, id),
      ({ status }) => status === 'TASK_STATUS_PAUSED',
    );
  }
}

/** Path of a budget. */
export const at = (place: string): string => `/api/v1/budgets/${place}`;
/** Answer tokens that a call allows. */
export const allowed = ({ body }: ModelCall): number =>
  Number(body['max_tokens'] ?? body['max_completion_tokens']);
/** An answer that took so many tokens. */
export const using = (input: number, output: number): Behaviour => ({
  text: 'Said.',
  usage: { input, output },
});
