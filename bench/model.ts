import { startModelServer, type Behaviour } from '../test/support/model-server';

/** Marks around the time that a piece was written at, in milliseconds of the machine's clock. */
export const stamp = { open: '⟦', close: '⟧' } as const;

/** A piece that tells when it was written: it is made into JSON at the moment of the write. */
const stampedPiece = {
  toJSON: () => `${stamp.open}${(performance.timeOrigin + performance.now()).toFixed(3)}${stamp.close}`,
} as unknown as string;

/**
 * What the scripted model does, by the query's words: `hold` says one word and waits; `tokens N MS` writes N stamped
 * pieces, one every MS; `later` refuses with 429 for an hour; anything else is answered at once.
 */
function behaviourOf(query: string): Behaviour {
  const [word, first, second] = query.split(' ');
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

async function main(): Promise<void> {
  const server = await startModelServer();
  server.answer(({ body }) => behaviourOf(body.messages?.at(-1)?.content ?? ''));
  process.stdout.write(`model ${server.url}\n`);
}

if (require.main === module) void main();
