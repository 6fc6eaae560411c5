import { ApiClient } from '../client';
import { makeKeys } from '../keys';
import type { Lab } from '../lab';
import { timed, timedLanes, type Pairs } from '../pairs';
import { ratioLine, type Line } from '../report';
import { withWorker } from './memory';

/** `BENCH_QUEUED` makes it fewer, for a machine of little time. */
const queued = Number(process.env['BENCH_QUEUED'] ?? 10_000);
const slots = 12;
const samples = 7;
/** A call of two seconds. */
const call = 'tokens 40 50';

/** How much longer a tenant with two tasks waits for them beside another that has submitted ten thousand. */
export function fairness(lab: Lab): Promise<Line[]> {
  return withWorker(lab, (big, _worker, databaseUrl) => waitOfSmall(big, databaseUrl), slots);
}

async function waitOfSmall(big: ApiClient, databaseUrl: string): Promise<Line[]> {
  const small = new ApiClient(big.port, await makeKeys(databaseUrl, 'small'));
  try {
    const work = () => Promise.all([1, 2].map(async () => small.ended(await small.submit(call))));
    const sample = async () => {
      const waits: number[] = [];
      for (let count = 0; count < samples; count += 1) waits.push(await timed(work));
      return waits;
    };
    await work();
    const base = await sample();
    await timedLanes(15, queued, () => big.submit(call));
    const pairs: Pairs = { ours: await sample(), base };
    const of = `two tasks beside ${queued.toLocaleString('en')} of another tenant`;
    const named = { row: 'fairness', what: of, baseline: 'alone', unit: 'ms', goal: { target: 2, aim: 1.5 } };
    return [ratioLine(named, pairs)];
  } finally {
    small.close();
  }
}
