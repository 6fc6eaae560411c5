import { startModelServer, type Behaviour, type ModelCall } from '../test/support/model-server';
import { planOf } from './graphs';
import { ofResearch } from './research-model';

/** Marks around the time that a piece was written at, in milliseconds of the machine's clock. */
export const stamp = { open: '⟦', close: '⟧' } as const;

/** A piece that tells when it was written: it is made into JSON at the moment of the write. */
const stampedPiece = {
  toJSON: () => `${stamp.open}${(performance.timeOrigin + performance.now()).toFixed(3)}${stamp.close}`,
} as unknown as string;

/**
 * What the scripted model does, by the query's words: `hold` says one word and waits; `tokens N MS` writes N stamped
 * pieces, one every MS; `later` refuses with 429 for an hour; `graph SHAPE N` is planned as such, and each of its steps
 * answered at once, or held where SHAPE is `held`; `tools N` calls a tool in each of N turns; anything else is
 * answered at once.
 */
function behaviourOf(call: ModelCall): Behaviour {
  const { body } = call;
  const research = ofResearch(call);
  if (research) return research;
  const messages = body.messages ?? [];
  const graph = /graph (chain|wide|held) (\d+)/.exec(messages.at(-1)?.content ?? '');
  if (graph) return ofGraph(body, graph[1] ?? '', Number(graph[2]));
  const asked = messages.find(({ role }) => role === 'user')?.content ?? '';
  const turns = Number(/^tools (\d+)/.exec(asked)?.[1] ?? 0);
  if (turns > 0) return ofTools(messages.filter(({ role }) => role === 'tool').length, turns);
  const [word, first, second] = (messages.at(-1)?.content ?? '').split(' ');
  switch (word) {
    case 'hold':
      return { pieces: ['Wait', '.'], holdAfter: 1 };
    case 'tokens':
      return { pieces: Array.from({ length: Number(first) }, () => stampedPiece), delayMs: Number(second) };
    case 'later':
      return {
        error: { status: 429, body: { error: { message: 'later' } }, headers: { 'Retry-After': '3600' } },
      };
    case undefined:
    default:
      return { pieces: ['Hello', ' there', '.'] };
  }
}

function ofGraph(body: ModelCall['body'], shape: string, steps: number): Behaviour {
  const format = body['response_format'] as { json_schema?: { name?: string } } | undefined;
  if (format?.json_schema?.name === 'plan') return { text: JSON.stringify(planOf(shape, steps)) };
  return shape === 'held' ? { pieces: ['Wait', '.'], holdAfter: 1 } : { text: 'Done.' };
}

/** A tool call a turn, each with other arguments, then the answer. */
function ofTools(done: number, turns: number): Behaviour {
  if (done >= turns) return { text: 'Done.' };
  return { tools: [{ name: 'calculator', args: { expression: `${done} + 1` } }] };
}

async function main(): Promise<void> {
  const server = await startModelServer();
  server.answer(behaviourOf);
  process.stdout.write(`model ${server.url}\n`);
}

if (require.main === module) void main();
