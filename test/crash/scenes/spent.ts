import type { BudgetView } from '../../../src/contract/budgets';
import type { TaskView } from '../../../src/contract/task';
import { allowed } from '../../support/budget-desk';
import { piecesOf, type Scene, type Stage } from './scene';

const tasks = 8;
const prompt = 20;
/** Some of the tasks fit into the budget, not all. */
const maxTokens = 600;

/**
 * Tasks that share a budget which does not cover all of them, half of which pause for it: it is never overspent, holds
 * nothing back once all is quiet, counts what the tasks say that they took, and those that wait go on when it is raised.
 */
export async function spent(stage: Stage): Promise<Scene> {
  const { stack, name, random } = stage;
  const key = await stack.createKey(name);
  const place = `/api/v1/budgets/tenant/${name}/total`;
  const taken: { readonly id: string; readonly pauses: boolean }[] = [];
  let refused = 0;
  const submit = async (index: number) => {
    const pauses = index % 2 === 0;
    const query = `${name} ${index}`;
    const { status, body } = await stack.ask<{ task_id: string }>('POST', '/api/v1/tasks', {
      key,
      headers: { 'Idempotency-Key': query },
      body: {
        ...{ query, mode: 'simple', context: { max_tokens: 100 } },
        ...(pauses && { budget: { on_budget: 'pause' } }),
      },
      // Without room it is not taken at all.
      fits: ({ status: code }) => code === 200 || code === 402,
    });
    if (status === 200) taken.push({ id: body.task_id, pauses });
    else refused += 1;
  };
  const read = async (id: string, fits: (view: TaskView) => boolean) => {
    const isThere = ({ status, body }: { status: number; body: TaskView }) => status === 200 && fits(body);
    return (await stack.ask<TaskView>('GET', `/api/v1/tasks/${id}`, { key, fits: isThere })).body;
  };
  const budget = async (fits: (view: BudgetView) => boolean) =>
    (
      await stack.ask<BudgetView>('GET', place, {
        key,
        fits: ({ status, body }) => status === 200 && fits(body),
      })
    ).body;
  const set = (most: number) => stack.ask('PUT', place, { key, body: { max_tokens: most } });
  const hasEnded = ({ unified_response: response }: TaskView) => response !== null;
  const sum = (views: readonly TaskView[]) => views.reduce((all, { usage }) => all + usage.total_tokens, 0);
  return {
    answer: (call) => ({
      ...{ pieces: piecesOf(name), delayMs: 10 + random() * 40 },
      usage: { input: prompt, output: allowed(call) },
    }),
    play: async () => {
      await set(maxTokens);
      await Promise.all(Array.from({ length: tasks }, (_, index) => submit(index)));
    },
    check: async () => {
      const isQuiet = (view: TaskView) => hasEnded(view) || view.status === 'TASK_STATUS_PAUSED';
      const views = [];
      for (const { id } of taken) views.push(await read(id, isQuiet));
      const before = await budget(({ reserved_tokens: held }) => held === 0);
      expect(before.spent_tokens).toBeLessThanOrEqual(maxTokens);
      expect(before.spent_tokens).toBe(sum(views));
      const done = views.filter(({ status }) => status === 'TASK_STATUS_COMPLETED');
      expect(done.length).toBeGreaterThan(0);
      // They do not fit all of them, or this would show nothing.
      expect(taken.length + refused).toBe(tasks);
      expect(done.length).toBeLessThan(tasks);
      for (const { status, error } of views)
        if (status === 'TASK_STATUS_FAILED') expect(error).toMatch(/^The budget of the tenant, 600 tokens/);
      await set(100_000);
      const after = [];
      for (const { id, pauses } of taken) {
        const view = await read(id, hasEnded);
        after.push(view);
        if (pauses) expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', error: '' });
      }
      const last = await budget(({ reserved_tokens: held }) => held === 0);
      expect(last.spent_tokens).toBe(sum(after));
    },
  };
}
