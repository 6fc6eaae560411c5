import { buildConversation, type Turn } from './conversation';

/** What of a model's window earlier turns may fill, besides what the client brought itself. */
export interface RecallRoom {
  readonly messages: number;
  readonly tokens: number;
}

type Count = (text: string) => number;

/** Share of the room that turns fill which stay whole when older ones are summed up: the rest fills with new ones. */
const wholeShare = 0.5;
/** The newest turn alone may fill more. */
const newestShare = 0.7;
/** Share of the room that a summary may fill. */
const summaryShare = 0.25;
/** English takes about so many words a token; other languages fewer, so that a summary may be cut there. */
const wordsAToken = 0.6;
const leastWords = 30;
const mostWords = 600;

/** Whether turns, newest first, fit into the room together, a summary among them where there is one. */
export function fitsWhole(
  turns: readonly Turn[],
  summary: string | undefined,
  room: RecallRoom,
  count: Count,
): boolean {
  const all = summary === undefined ? turns : [...turns, summaryTurn(summary)];
  return fitting(all, room, count) === all.length;
}

/** How many of the turns, newest first, stay whole where older ones are summed up. */
export function turnsThatStay(turns: readonly Turn[], room: RecallRoom, count: Count): number {
  const messages = Math.floor(room.messages * wholeShare);
  const staying = fitting(turns, { messages, tokens: room.tokens * wholeShare }, count);
  if (staying > 0) return staying;
  return fitting(
    turns.slice(0, 1),
    { messages: room.messages - 2, tokens: room.tokens * newestShare },
    count,
  );
}

/** How many of the turns, oldest first, one call sums up that may read so many tokens: one at least. */
export function turnsToFold(turns: readonly Turn[], tokens: number, count: Count): number {
  let left = tokens;
  const over = turns.findIndex(({ query, result }) => (left -= count(query) + count(result)) < 0);
  return Math.max(1, over < 0 ? turns.length : over);
}

/** How long a summary may be: in words as it is asked for, in tokens as it is kept. */
export function summaryLength({ tokens }: RecallRoom): { readonly words: number; readonly tokens: number } {
  const most = Math.floor(tokens * summaryShare);
  return { words: Math.max(leastWords, Math.min(mostWords, Math.floor(most * wordsAToken))), tokens: most };
}

/** Turns, oldest first, as the model reads them that sums them up, after the summary of those before. */
export function transcript(summary: string | undefined, turns: readonly Turn[]): string {
  const before = summary === undefined ? [] : [`What was said before these turns, in short:\n${summary}`];
  return [...before, ...turns.map(({ query, result }) => `User:\n${query}\n\nAssistant:\n${result}`)].join(
    '\n\n',
  );
}

/** A summary as the oldest turn of a conversation. */
export function summaryTurn(summary: string): Turn {
  return { query: 'Sum up what we have said so far, so that we can go on from there.', result: summary };
}

function fitting(turns: readonly Turn[], room: RecallRoom, count: Count): number {
  return (buildConversation({ turns, brought: [], query: '' }, room, count).length - 1) / 2;
}
