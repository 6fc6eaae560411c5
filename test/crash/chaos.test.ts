import { isOf } from './task-brain';
import { createRandom } from './random';
import { answered } from './scenes/answered';
import { fired } from './scenes/fired';
import { held } from './scenes/held';
import { spent } from './scenes/spent';
import { told } from './scenes/told';
import { Stack } from './stack';
import { Beside } from './beside';

/** `npm run chaos` sets rounds and seed; in the suite one round runs with a seed of the day's clock, printed. */
const rounds = Number(process.env['CHAOS_ROUNDS'] ?? 1);
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
const isInSuite = process.env['CHAOS_ROUNDS'] === undefined;
const scenes = { answered, told, spent, fired, held };

let stack: Stack;
let beside: Beside | undefined;
beforeAll(async () => {
  stack = await Stack.open({
    HOLDFAST_WEBHOOK_ALLOW: '127.0.0.1',
    SCHEDULE_MIN_INTERVAL_MINS: '1',
    // Some tasks of a round wait for a place.
    HOLDFAST_TENANT_TASKS: '5',
  });
  if (!isInSuite) beside = await Beside.open(stack);
}, 120_000);
afterAll(() => stack.close(), 60_000);

const random = createRandom(seed);
const accidents: Readonly<Record<string, () => unknown>> = {
  postgres: () => stack.kill('postgres'),
  engine: () => stack.kill('engine'),
  main: () => stack.crash('main'),
  all: () => stack.crash('all'),
  deploy: () => stack.deploy(),
  ...(!isInSuite && {
    worker: () => beside?.crash('worker'),
    api: () => beside?.crash('api'),
  }),
};

async function playRound(round: number): Promise<void> {
  const playing = await Promise.all(
    Object.entries(scenes).map(async ([kind, make]) => {
      const name = `r${seed}n${round}-${kind}`;
      return { name, scene: await make({ stack, name, random }) };
    }),
  );
  stack.model.reset();
  stack.model.answer((call) => {
    const found = playing.find(({ name }) => isOf(call, name));
    return found?.scene.answer(call) ?? { error: { status: 400 } };
  });
  const played = Promise.all(playing.map(({ scene }) => scene.play()));
  // Told where it is waited for.
  played.catch(() => undefined);
  const count = isInSuite ? 1 : 1 + Math.floor(random() * 2);
  try {
    for (let done = 0; done < count; done += 1) await haveAccident(round);
    await played;
    await Promise.all(playing.map(({ scene }) => scene.check(count)));
  } finally {
    for (const { scene } of playing) await scene.close?.();
  }
}

async function haveAccident(round: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, random() * 1_200));
  const names = Object.keys(accidents);
  const which = names[Math.floor(random() * names.length)] ?? '';
  process.stdout.write(`chaos: seed ${seed}, round ${round}, ${which}\n`);
  await accidents[which]?.();
}

test(
  `whatever dies at whatever moment, what was taken is done, told, counted and kept (seed ${seed})`,
  async () => {
    for (let round = 0; round < rounds; round += 1) await playRound(round);
  },
  120_000 + rounds * 120_000,
);
