import { Client } from 'pg';
import type { ApiClient } from '../client';
import { bench, type Lab, type Stack } from '../lab';
import { measurePairs } from '../pairs';
import { pieceOf } from '../pieces';
import { Readers } from '../readers';
import { ratioLine, type Line } from '../report';

const cases = [
  { readers: 1, events: 5_000 },
  { readers: 50, events: 1_000 },
  { readers: 500, events: 400 },
] as const;

/** Events that a task's log takes at once, until all its readers have them, against a bare `res.write` loop. */
export async function events(lab: Lab): Promise<Line[]> {
  const stack = await lab.stack();
  const database = new Client({ connectionString: stack.databaseUrl });
  database.on('error', () => undefined);
  await database.connect();
  const port = Number((await lab.start([bench('write-loop.js')]).says('write loop')).split(' ')[2]);
  const lines: Line[] = [];
  try {
    for (const { readers, events: count } of cases) {
      const perSecond = (ms: number) => (readers * count * 1_000) / ms;
      const pairs = await measurePairs({
        pairs: 9,
        restMs: 200,
        warmUp: 2,
        ours: async () => perSecond(await deliver(stack, database, readers, count)),
        base: async () => perSecond(await writeLoop(port, readers, count)),
      });
      const what = `events delivered a second, ${readers} reader${readers > 1 ? 's' : ''}`;
      const goal = { target: 0.3, aim: 0.6, isMore: true };
      lines.push(
        ratioLine({ row: 'events', what, baseline: 'bare res.write loop', unit: '/s', goal }, pairs),
      );
    }
  } finally {
    await database.end();
  }
  return lines;
}

/** From the commit of the events to the last reader's last event: notify, read, format, write, read. */
async function deliver({ api }: Stack, database: Client, count: number, events: number): Promise<number> {
  const taskId = await api.submit('hold');
  await api.until(taskId, 'TASK_STATUS_RUNNING');
  const readers = await Readers.open(count, api.port, `/api/v1/tasks/${taskId}/stream`, api.key);
  try {
    await settled(api, taskId);
    await database.query('begin');
    const last = await append(database, taskId, events);
    const all = readers.all(`"seq":${last},`);
    const startedAt = performance.now();
    await database.query('commit');
    await all;
    return performance.now() - startedAt;
  } finally {
    readers.close();
    await api.call('POST', `/api/v1/tasks/${taskId}/cancel`, {}).catch(() => undefined);
    await api.ended(taskId);
  }
}

/** Waits until the model's first word is in the log, after which it says nothing more. */
async function settled(api: ApiClient, taskId: string): Promise<void> {
  await api.stream(taskId, (text) => text.includes('thread.message.delta'));
}

async function append(database: Client, taskId: string, count: number): Promise<number> {
  const events = Array.from({ length: count }, (_, index) => ({
    key: `bench:${index}`,
    type: 'LLM_PARTIAL',
    agent_id: 'simple-agent',
    message: pieceOf(index),
    payload: { attempt: 1, chunk_index: index + 1 },
  }));
  const appended = await database.query<{ last: number | null }>('select append_events($1, $2) as last', [
    taskId,
    JSON.stringify(events),
  ]);
  const last = appended.rows[0]?.last;
  if (last == null) throw new Error(`${taskId} took no events`);
  return last;
}

async function writeLoop(port: number, count: number, events: number): Promise<number> {
  const readers = await Readers.open(count, port, '/');
  try {
    const all = readers.all(`"seq":${events},`);
    const startedAt = performance.now();
    await fetch(`http://127.0.0.1:${port}/go?${events}`);
    await all;
    return performance.now() - startedAt;
  } finally {
    readers.close();
  }
}
