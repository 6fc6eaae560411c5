import fc from '../support/properties';
import type { PlanStep } from '../../src/contract/values';
import { Plan } from '../../src/contract/values';
import { runGraph } from '../../src/reasoning/graph';
import { changePlan, planProblem, wholePlan } from '../../src/reasoning/plan';

const step = (id: string, needs: readonly string[] = [], tools: readonly string[] = []): PlanStep => ({
  id,
  purpose: `Do ${id}`,
  needs: [...needs],
  tools: [...tools],
  tier: 'small',
});
const bounds = { maxSteps: 8, tools: ['search', 'code'] };
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Any plan: ids twice, circles, needs and tools that are not there, all of it. */
const anyStep = fc
  .record({
    id: fc.constantFrom(...ids),
    needs: fc.array(fc.constantFrom(...ids, 'ghost'), { maxLength: 2 }),
    tools: fc.array(fc.constantFrom('search', 'code', 'rocket'), { maxLength: 1 }),
  })
  .map(({ id, needs, tools }) => step(id, needs, tools));
const anyPlan = fc.array(anyStep, { minLength: 1, maxLength: 7 });

/** Plans that are right, in any order: a step needs some of those before it. */
const rightPlan = fc
  .uniqueArray(fc.constantFrom(...ids), { minLength: 1 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name, index) => fc.subarray(names.slice(0, index)).map((needs) => step(name, needs))),
    ),
  )
  .chain((steps) => fc.shuffledSubarray(steps, { minLength: steps.length }));

/** Whether a plan has a circle, by walking it. */
function hasCircle(steps: readonly PlanStep[]): boolean {
  const reaches = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
    steps
      .filter(({ id }) => id === from)
      .some(({ needs }) =>
        needs.some((need) => need === to || (!seen.has(need) && reaches(need, to, new Set([...seen, need])))),
      );
  return steps.some(({ id }) => reaches(id, id, new Set()));
}

test('a plan is refused exactly when it has a fault', () => {
  fc.assert(
    fc.property(anyPlan, fc.integer({ min: 1, max: 7 }), (steps, maxSteps) => {
      const names = steps.map(({ id }) => id);
      const isFaulty =
        steps.length > maxSteps ||
        new Set(names).size < names.length ||
        steps.some(({ needs }) => needs.some((need) => !names.includes(need))) ||
        steps.some(({ tools }) => tools.includes('rocket')) ||
        hasCircle(steps);
      expect(planProblem({ steps }, { ...bounds, maxSteps }) !== undefined).toBe(isFaulty);
    }),
    { numRuns: 2_000 },
  );
});

test('a plan that passes can be carried out to the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(rightPlan, anyPlan), async (steps) => {
      fc.pre(planProblem({ steps }, bounds) === undefined);
      const begun: string[] = [];
      await runGraph(steps, 3, ({ id }) =>
        Promise.resolve(begun.push(id)).then(() => ({ ok: true as const })),
      );
      expect(begun.sort()).toEqual(steps.map(({ id }) => id).sort());
    }),
  );
});

test.each([
  [[step('a'), step('a')], 'Two steps have the same id.'],
  [[step('a', ['z'])], 'Step a needs z, which is no step of the plan.'],
  [[step('a', [], ['rocket'])], 'Step a wants the tool rocket; there are only: search, code.'],
  [[step('a', ['a'])], 'The steps a wait for each other.'],
  [[step('x'), step('a', ['b']), step('b', ['a'])], 'The steps a, b wait for each other.'],
  [Array.from({ length: 9 }, (_, index) => step(`s${index}`)), 'It has 9 steps; at most 8 are allowed.'],
])('the planner is told what is wrong: %#', (steps, sentence) => {
  expect(planProblem({ steps }, bounds)).toBe(sentence);
});

test('the plan of one step is a plan, however long or odd the question', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3_000 }), (query) => {
      const plan = wholePlan(query);
      expect(plan.steps).toHaveLength(1);
      expect(planProblem(plan, { maxSteps: 1, tools: [] })).toBeUndefined();
    }),
  );
  expect(Plan.safeParse(wholePlan('😀'.repeat(500))).success).toBe(true);
});

const change = (more: Partial<{ done: boolean; add: PlanStep[]; drop: string[] }>) => ({
  done: false,
  add: [],
  drop: [],
  ...more,
});

describe('a plan under way', () => {
  test('can always be carried out, whatever a check says; nothing done comes back, nothing is lost in silence', () => {
    const changes = fc.record({
      done: fc.boolean(),
      add: fc.array(anyStep, { maxLength: 3 }),
      drop: fc.array(fc.constantFrom(...ids, 'ghost'), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(rightPlan, fc.nat({ max: 6 }), changes, (steps, count, asked) => {
        const order = inOrder(steps);
        const done = order.slice(0, count).map(({ id }) => id);
        const left = order.slice(count);
        const next = changePlan(left, done, asked, bounds);
        const whole = [...done.map((id) => step(id)), ...next.left];
        expect(planProblem({ steps: whole }, { ...bounds, maxSteps: 100 })).toBeUndefined();
        if (!next.isChanged) expect(next.left).toEqual(left);
        else if (!asked.done) {
          expect(whole.length).toBeLessThanOrEqual(bounds.maxSteps);
          const gone = left.filter(({ id }) => !next.left.some((kept) => kept.id === id));
          for (const { id } of gone) expect(asked.drop).toContain(id);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('a step that is dropped stays where one that stays needs it', () => {
    const left = [step('b'), step('c', ['b']), step('d', ['c']), step('e')];
    const kept = (drop: string[], add: PlanStep[] = []) =>
      changePlan(left, ['a'], change({ drop, add }), bounds).left.map(({ id }) => id);
    expect(kept(['b'])).toEqual(['b', 'c', 'd', 'e']);
    expect(kept(['b', 'c', 'd'])).toEqual(['e']);
    expect(kept(['c', 'd'])).toEqual(['b', 'e']);
    expect(kept(['b', 'c', 'd'], [step('f', ['b'])])).toEqual(['b', 'e', 'f']);
    expect(changePlan(left, ['a'], change({ drop: ['b'] }), bounds).isChanged).toBe(false);
  });

  test('what is added may need what is done, and comes last; what cannot be is left as it was', () => {
    const left = [step('b')];
    const add = (...steps: PlanStep[]) => changePlan(left, ['a'], change({ add: steps }), bounds);
    expect(add(step('c', ['a', 'b']))).toEqual({ left: [step('b'), step('c', ['a', 'b'])], isChanged: true });
    expect(add(step('a'))).toEqual({ left, isChanged: false });
    expect(add(step('c', ['z']))).toEqual({ left, isChanged: false });
    expect(changePlan(left, ['a'], change({ done: true }), bounds)).toEqual({ left: [], isChanged: true });
  });
});

/** The steps in an order in which they can be done. */
function inOrder(steps: readonly PlanStep[]): PlanStep[] {
  const order: PlanStep[] = [];
  while (order.length < steps.length) {
    const ready = steps.filter(
      (one) => !order.includes(one) && one.needs.every((need) => order.some(({ id }) => id === need)),
    );
    order.push(...ready);
  }
  return order;
}
