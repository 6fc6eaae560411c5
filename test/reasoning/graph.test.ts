import fc from '../support/properties';
import { runGraph, type GraphStep, type StepEnd } from '../../src/reasoning/graph';

/** Graphs without circles: a step needs some of those before it; then the order is shuffled. */
const graph = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .chain((list) => {
    const steps = list.map((needs, index): GraphStep => {
      const earlier = index === 0 ? [] : needs.map((need) => `s${need % index}`);
      return { id: `s${index}`, needs: [...new Set(earlier)] };
    });
    return fc.shuffledSubarray(steps, { minLength: steps.length });
  });
const failing = fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 6 });

/** What a run of a graph did, in order. */
interface Log {
  readonly begun: string[];
  most: number;
  running: number;
}

/** Runs a graph whose steps end in an order of chance. */
async function carryOut(
  scheduler: fc.Scheduler,
  steps: readonly GraphStep[],
  limit: number,
  work: (step: GraphStep, ends: ReadonlyMap<string, StepEnd>) => StepEnd,
): Promise<{ log: Log; ends: Map<string, StepEnd> }> {
  const log: Log = { begun: [], most: 0, running: 0 };
  const run = async (step: GraphStep, ends: ReadonlyMap<string, StepEnd>): Promise<StepEnd> => {
    log.begun.push(step.id);
    log.running += 1;
    log.most = Math.max(log.most, log.running);
    for (const need of step.needs)
      if (!ends.has(need)) throw new Error(`${step.id} began before ${need} ended`);
    await scheduler.schedule(Promise.resolve(), step.id);
    log.running -= 1;
    return work(step, ends);
  };
  const all = runGraph(steps, limit, run);
  const ends = await scheduler.waitFor(all);
  return { log, ends };
}

const fine: StepEnd = { ok: true };

test('each step ends once, after what it needs, never more at once than the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      graph,
      fc.integer({ min: 1, max: 5 }),
      failing,
      async (scheduler, steps, limit, bad) => {
        const fails = new Set(bad.map((index) => `s${index}`));
        const { log, ends } = await carryOut(scheduler, steps, limit, ({ id }) =>
          fails.has(id) ? { ok: false, reason: 'It broke.' } : fine,
        );
        expect([...ends.keys()].sort()).toEqual(steps.map(({ id }) => id).sort());
        expect(new Set(log.begun).size).toBe(log.begun.length);
        expect(log.most).toBeLessThanOrEqual(limit);
        for (const { id, needs } of steps) {
          const hasLostAll = needs.length > 0 && needs.every((need) => ends.get(need)?.ok === false);
          expect(log.begun.includes(id)).toBe(!hasLostAll);
          expect(ends.get(id)?.ok).toBe(!hasLostAll && !fails.has(id));
        }
      },
    ),
  );
});

test('no step waits while there is room and all that it needs has ended', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      graph,
      fc.integer({ min: 1, max: 5 }),
      async (scheduler, steps, limit) => {
        const over = new Set<string>();
        const begun = new Set<string>();
        const all = runGraph(steps, limit, async ({ id }) => {
          begun.add(id);
          await scheduler.schedule(Promise.resolve(), id);
          over.add(id);
          return fine;
        });
        while (scheduler.count() > 0) {
          await scheduler.waitNext(1);
          // The scheduler's turn is over when everything that follows from it is.
          await new Promise((resolve) => setImmediate(resolve));
          const ready = steps.filter(
            ({ id, needs }) => !begun.has(id) && needs.every((need) => over.has(need)),
          );
          if (begun.size - over.size < limit) expect(ready).toEqual([]);
        }
        expect((await all).size).toBe(steps.length);
      },
    ),
    { numRuns: 50 },
  );
});

test('the same ends in the same order give the same beginnings', async () => {
  const begun = async (steps: readonly GraphStep[], limit: number) => {
    const order: string[] = [];
    await runGraph(steps, limit, ({ id }) => Promise.resolve(order.push(id)).then(() => fine));
    return order;
  };
  await fc.assert(
    fc.asyncProperty(graph, fc.integer({ min: 1, max: 5 }), async (steps, limit) => {
      const first = await begun(steps, limit);
      expect(await begun(steps, limit)).toEqual(first);
      if (steps.every(({ needs }) => needs.length === 0)) expect(first).toEqual(steps.map(({ id }) => id));
    }),
  );
});

test('a rejection ends the whole with its reason, once what is under way has ended, and begins nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      graph,
      fc.integer({ min: 1, max: 5 }),
      fc.nat({ max: 11 }),
      async (scheduler, steps, limit, at) => {
        const bad = steps[at % steps.length]?.id;
        let running = 0;
        let isBroken = false;
        const lateBeginnings: string[] = [];
        const all = runGraph(steps, limit, async ({ id }) => {
          if (isBroken) lateBeginnings.push(id);
          running += 1;
          await scheduler.schedule(Promise.resolve(), id);
          running -= 1;
          if (id !== bad) return fine;
          isBroken = true;
          throw new Error(`cancelled at ${id}`);
        });
        await expect(scheduler.waitFor(all)).rejects.toThrow(`cancelled at ${bad ?? ''}`);
        expect(running).toBe(0);
        expect(lateBeginnings).toEqual([]);
      },
    ),
  );
});

test('steps that wait for each other, or for one that is not there, end without having begun', async () => {
  const steps = [
    { id: 'a', needs: ['b'] },
    { id: 'b', needs: ['a'] },
    { id: 'c', needs: ['nobody'] },
    { id: 'd', needs: [] },
  ];
  const begun: string[] = [];
  const ends = await runGraph(steps, 2, ({ id }) => Promise.resolve(begun.push(id)).then(() => fine));
  expect(begun).toEqual(['d']);
  expect([...ends].filter(([, end]) => !end.ok).map(([id]) => id)).toEqual(['a', 'b', 'c']);
});
