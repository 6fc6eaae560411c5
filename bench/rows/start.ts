import type { Lab } from '../lab';
import { root } from '../lab';
import { timed } from '../pairs';
import { startProgram } from '../program';
import { plainLine, type Line } from '../report';

/** `npm start` until its banner, on a data folder that it has made before. */
export async function start(lab: Lab): Promise<Line[]> {
  const { env } = await lab.home();
  const first = await once(env);
  const later: number[] = [];
  for (let round = 0; round < 7; round += 1) later.push(await once(env));
  const goal = { target: 5, aim: 2 };
  const named = { row: 'start', what: 'second start until ready', baseline: '–', unit: 's', goal };
  return [plainLine({ ...named, notes: { firstS: first } }, later, 'median')];
}

/** Seconds from the command to the banner. */
async function once(env: Record<string, string>): Promise<number> {
  let program: ReturnType<typeof startProgram> | undefined;
  try {
    const ms = await timed(async () => {
      program = startProgram('npm', ['--prefix', root, 'start'], env);
      await program.says('Holdfast is ready');
    });
    return ms / 1_000;
  } finally {
    await program?.stop();
  }
}
