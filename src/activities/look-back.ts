import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { agents } from '../contract/agents';
import { limits } from '../contract/limits';
import type { LookBackInput } from '../contract/orders';
import type { LookBackResult, SessionSummary } from '../contract/recall';
import type { Turn } from '../reasoning/conversation';
import { fitTexts } from '../reasoning/fit-texts';
import { fitsWhole, summaryLength, transcript, turnsThatStay, turnsToFold } from '../reasoning/recall';
import type { CompletedTurn, TaskRow } from '../store';
import type { ActivityDeps } from './deps';
import { recallRoom, recallReader, type Room } from './recall-room';
import type { Recalled } from './recalled';
import { doOnce, type Done } from './research/once';

/** A look at a session while it is taken. */
interface Look {
  readonly deps: ActivityDeps;
  readonly input: LookBackInput;
  readonly row: TaskRow;
  readonly room: Room;
}

/** What was seen: the summary, and the turns after it, newest first. */
interface Seen {
  readonly memory: SessionSummary | undefined;
  readonly turns: readonly CompletedTurn[];
}

const lookAgainMs = 250;

/**
 * Makes the verb that looks at the earlier turns of a session: what was summed up since it last looked is kept for all
 * tasks of the session, and where the rest does not fit the window of the task's models, its oldest part is the text to
 * be summed up next. It makes no call itself. Safe to repeat; throws `Task.Ended`.
 */
export function createLookBack(deps: ActivityDeps) {
  return function lookBack(input: LookBackInput): Promise<LookBackResult> {
    const order = { ...input, step: stepOf(input.number), agent: agents.memory, tell: [] };
    return doOnce(deps, order, { kind: 'house' }, async (row) => {
      const room = await recallRoom(deps, row);
      const look = { deps, input, row, room };
      return decide(look, await see(look));
    });
  };
}

function stepOf(number: number): string {
  return `recall:${number}`;
}

/** The session as this task is to see it; waits for another task that sums the same up. */
async function see(look: Look): Promise<Seen> {
  const { deps, input, room } = look;
  const { sessionMemory } = deps.store;
  const own = await ownSummary(look);
  const giveUpAt = Date.now() + limits.recallWaitMs;
  for (let isReserved = own !== undefined; ;) {
    const memory = own ?? (await sessionMemory.summary(input, input.createdAt));
    const range = { by: input.createdAt, after: memory };
    const turns = await sessionMemory.newest(input, range, limits.historyMessages.most / 2 + 1);
    const isSettled = fits(look, { memory, turns }) || room.isWeak || input.number > limits.recallCalls;
    if (isSettled && isReserved) await sessionMemory.release(input, input.taskId);
    if (isSettled || isReserved || Date.now() > giveUpAt) return { memory, turns };
    isReserved = await sessionMemory.reserve(input, input.taskId);
    if (!isReserved) await delay(lookAgainMs, undefined, { signal: Context.current().cancellationSignal });
  }
}

function fits({ deps, room }: Look, { memory, turns }: Seen): boolean {
  // Where there is no room at all, a summary has none either.
  return room.tokens <= 0 || fitsWhole(turns, memory?.text, room, (text) => deps.models.countTokens(text));
}

/** The summary that the task has asked for since it last looked, kept for the whole session as far as it still holds. */
async function ownSummary({ deps, input, room }: Look): Promise<SessionSummary | undefined> {
  const { taskId, number, summary: step } = input;
  if (step === undefined) return undefined;
  const [before, made] = await Promise.all([
    deps.store.steps.output(taskId, stepOf(number - 1)) as Promise<Recalled | undefined>,
    deps.store.steps.output(taskId, step),
  ]);
  if (!before?.folded || typeof made?.['text'] !== 'string') return before?.memory;
  const { until, last, turns } = before.folded;
  const most = summaryLength(room).tokens;
  const [cut] = fitTexts([{ text: made['text'] }], most, (text) => deps.models.countTokens(text));
  const summary = { text: cut?.text ?? '', until, last };
  await deps.store.sessionMemory.keep(input, { taskId, summary, from: before.memory, turns });
  return summary;
}

async function decide(look: Look, seen: Seen): Promise<Done<LookBackResult>> {
  const { deps, input, room } = look;
  const { memory, turns } = seen;
  const ready = { result: { kind: 'ready' as const }, output: { memory } satisfies Recalled };
  if (fits(look, seen) || room.isWeak || input.number > limits.recallCalls) return ready;
  const count = (text: string) => deps.models.countTokens(text);
  const upTo = turns[turnsThatStay(turns, room, count)];
  if (!upTo) return ready;
  const range = { by: input.createdAt, after: memory, upTo };
  const old = await deps.store.sessionMemory.oldest(input, range, limits.historyMessages.most);
  const tokens = (await recallReader(deps, look.row)) - count(memory?.text ?? '');
  const folded = old.slice(0, turnsToFold(old, tokens, count));
  const end = folded.at(-1) ?? upTo;
  const output: Recalled = {
    memory,
    text: transcript(memory?.text, folded satisfies readonly Turn[]),
    folded: { turns: folded.map(({ taskId }) => taskId), until: end.endedAt, last: end.taskId },
  };
  const { words } = summaryLength(room);
  return { result: { kind: 'sum_up', step: stepOf(input.number), words }, output };
}
