import { array, constantFrom, integer, oneof, record, sample, uniqueArray, type Arbitrary } from 'fast-check';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { Histories } from '../support/history';
import { acts, kinds, type Kind } from './task-model';
import { nameOf, WorldDriver } from './world-driver';
import type { Deed } from './world-model';

/**
 * Random sequences of what people and chance do to tasks, over a real engine, against a model of their states: what the
 * status, the list, the control state and the engine say must be what the model says, whenever it is quiet. Some deeds
 * are done at once, and some while the worker dies: what comes of them must be what comes of one order. One task, or two
 * of one tenant, of which the second may have to wait for a place. `npm run chaos` runs many sequences.
 */
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
const sequences = Number(process.env['CHAOS_SEQUENCES'] ?? 2);
const atOnce = 2;
const mostCrashMs = 80;

interface Move {
  readonly deeds: readonly Deed[];
  /** The worker is killed so long after the deeds have begun. */
  readonly crashAfterMs?: number;
}
interface Sequence {
  readonly given: readonly Kind[];
  readonly places: number;
  readonly moves: readonly Move[];
}

const anyKind = constantFrom(...(Object.keys(kinds) as Kind[]));

function movesOn(tasks: number): Arbitrary<readonly Move[]> {
  const deed = record({ what: constantFrom(...acts), on: integer({ min: 0, max: tasks - 1 }) });
  const several = (minLength: number) => uniqueArray(deed, { minLength, maxLength: 3, selector: nameOf });
  const one: Arbitrary<Move> = deed.map((only) => ({ deeds: [only] }));
  const together: Arbitrary<Move> = several(2).map((deeds) => ({ deeds }));
  const crash: Arbitrary<Move> = record({
    deeds: several(0),
    crashAfterMs: integer({ min: 0, max: mostCrashMs }),
  });
  return array(
    oneof({ weight: 7, arbitrary: one }, { weight: 3, arbitrary: together }, { weight: 1, arbitrary: crash }),
    { minLength: 4, maxLength: 9 },
  );
}

const alone: Arbitrary<Sequence> = record({
  ...{ given: anyKind.map((kind) => [kind]), places: constantFrom(1) },
  moves: movesOn(1),
});
const pair: Arbitrary<Sequence> = record({
  ...{ given: array(anyKind, { minLength: 2, maxLength: 2 }), places: constantFrom(1, 2) },
  moves: movesOn(2),
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

async function run({ given, places, moves }: Sequence): Promise<void> {
  const driver = await WorldDriver.open(given, places, { web, histories });
  const done: string[] = [];
  try {
    for (const { deeds, crashAfterMs } of moves) {
      const names = deeds.map(nameOf).join('+');
      done.push(crashAfterMs === undefined ? names : `${names} crash after ${crashAfterMs} ms`);
      if (crashAfterMs === undefined) await driver.do(...deeds);
      else await driver.doAndCrash(crashAfterMs, ...deeds);
    }
    done.push('finish');
    await driver.finish();
  } catch (error) {
    const what = `${given.join(' and ')} (${places}): ${done.join(', ')}`;
    throw new Error(`${what}: ${String(error)}`, { cause: error });
  } finally {
    await driver.close();
  }
}

test(
  `whatever is done to tasks, all who can be asked agree on what became of them (seed ${seed})`,
  async () => {
    const sequence = oneof({ weight: 1, arbitrary: alone }, { weight: 1, arbitrary: pair });
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
