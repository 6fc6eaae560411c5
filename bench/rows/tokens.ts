import type { Lab } from '../lab';
import { stamp } from '../model';
import { spreadOf } from '../pairs';
import { plainLine, type Line } from '../report';

const streams = 50;
const everyMs = 50;
const pieces = 100;
const stamped = new RegExp(`"delta":"([^"]*)"`, 'g');
const times = new RegExp(`${stamp.open}([0-9.]+)${stamp.close}`, 'g');

/** A token written by the model until the client has read it, with many streams at once. */
export async function tokens(lab: Lab): Promise<Line[]> {
  const { api } = await lab.stack();
  const latencies: number[] = [];
  await readAll(api, 10, []);
  for (let round = 0; round < 3; round += 1) await readAll(api, pieces, latencies);
  const goal = { target: 50, aim: 20 };
  const what = `token written to token read, ${streams} streams, p99`;
  const notes = { tokensPerSecond: (streams * 1_000) / everyMs, ...spreadOf(latencies) };
  return [plainLine({ row: 'tokens', what, baseline: '–', unit: 'ms', goal, notes }, latencies, 'p99')];
}

async function readAll(
  api: Awaited<ReturnType<Lab['stack']>>['api'],
  count: number,
  into: number[],
): Promise<void> {
  let seen = 0;
  const one = async () => {
    const taskId = await api.submit(`tokens ${count} ${everyMs}`);
    let rest = '';
    await api.stream(taskId, (text) => {
      const now = performance.timeOrigin + performance.now();
      const whole = (rest + text).split('\n\n');
      rest = whole.pop() ?? '';
      for (const [, delta = ''] of whole.join('\n').matchAll(stamped)) {
        for (const [, at] of delta.matchAll(times)) {
          seen += 1;
          into.push(now - Number(at));
        }
      }
      return undefined;
    });
  };
  await Promise.all(Array.from({ length: streams }, one));
  if (seen !== streams * count) throw new Error(`${seen} tokens came of ${streams * count}`);
}
