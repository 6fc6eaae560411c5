import { sample, array, constantFrom, oneof, record, subarray, type Arbitrary } from 'fast-check';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { Histories } from '../support/history';
import { TaskDriver } from './task-driver';
import { acts, kinds, type Act, type Kind } from './task-model';

/**
 * Random sequences of what people and chance do to a task, over a real engine, against a model of its states: what the
 * status, the list, the control state and the engine say must be what the model says, whenever it is quiet. Some acts
 * are done at once: what comes of them must be what comes of one order. `npm run chaos` runs many sequences.
 */
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
const sequences = Number(process.env['CHAOS_SEQUENCES'] ?? 2);
const atOnce = 2;

type Move = readonly Act[] | 'crash';
interface Sequence {
  readonly kind: Kind;
  readonly moves: readonly Move[];
}

const one: Arbitrary<Move> = constantFrom(...acts).map((what) => [what]);
const several: Arbitrary<Move> = subarray([...acts, 'answer' as const], { minLength: 2, maxLength: 3 });
const crash: Arbitrary<Move> = constantFrom('crash');
const sequence: Arbitrary<Sequence> = record({
  kind: constantFrom(...(Object.keys(kinds) as Kind[])),
  moves: array(
    oneof({ weight: 7, arbitrary: one }, { weight: 3, arbitrary: several }, { weight: 1, arbitrary: crash }),
    { minLength: 4, maxLength: 9 },
  ),
});

let web: CorpusWeb;
let histories: Histories;
beforeAll(async () => {
  web = openCorpusWeb(ferryPages);
  histories = await Histories.open();
});
afterAll(async () => {
  await histories.close();
  await web.close();
});

async function run({ kind, moves }: Sequence): Promise<void> {
  const driver = await TaskDriver.open(kind, web, histories);
  const done: string[] = [];
  try {
    for (const move of moves) {
      done.push(typeof move === 'string' ? move : move.join('+'));
      if (move === 'crash') await driver.crash();
      else await driver.do(...move);
    }
    done.push('finish');
    await driver.finish();
  } catch (error) {
    throw new Error(`${kind}: ${done.join(', ')}: ${String(error)}`, { cause: error });
  } finally {
    await driver.close();
  }
}

test(
  `whatever is done to tasks, all who can be asked agree on what became of them (seed ${seed})`,
  async () => {
    const waiting = sample(sequence, { numRuns: sequences, seed });
    const failed: string[] = [];
    const walker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        await run(next).catch((error: unknown) => failed.push(String(error)));
    };
    await Promise.all(Array.from({ length: atOnce }, walker));
    expect(failed).toEqual([]);
  },
  120_000 + sequences * 60_000,
);
