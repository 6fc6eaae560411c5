import { z } from 'zod';
import type { ProviderAccess } from '../../contract/providers';

const listingMs = 3_000;
/** A server's models change when somebody loads one: rarely, but without a restart of ours. */
const freshMs = 5 * 60_000;
/** A server that does not tell is not asked again before each call. */
const untoldMs = 30_000;

const Listing = z.object({ data: z.array(z.object({ id: z.string().min(1) })) });

/** Models that answer no chat, by the words that their names carry. */
const notForChat = /embed|rerank|whisper|transcri|tts|moderation|dall-e|image|stable-diffusion/i;

/**
 * Makes the list of the chat models that a server of OpenAI's format has, remembered for minutes; an old list serves
 * while a new one is fetched. Empty when the server does not tell: the configured name is tried then.
 */
export function createListing(access: ProviderAccess): () => Promise<readonly string[]> {
  let known: readonly string[] = [];
  let askAgainAt = 0;
  let asking: Promise<readonly string[]> | undefined;
  const ask = async () => {
    const listed = await listModels(access);
    askAgainAt = performance.now() + (listed.length > 0 ? freshMs : untoldMs);
    if (listed.length > 0) known = listed;
    asking = undefined;
    return known;
  };
  return () => {
    if (performance.now() < askAgainAt) return Promise.resolve(known);
    asking ??= ask();
    return known.length > 0 ? Promise.resolve(known) : asking;
  };
}

async function listModels({ baseUrl = '', apiKey }: ProviderAccess): Promise<readonly string[]> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(listingMs),
    });
    const names = Listing.parse(await response.json()).data.map(({ id }) => id);
    const chat = names.filter((name) => !notForChat.test(name));
    return chat.length > 0 ? chat : names;
  } catch {
    // Not every server lists its models: the tier's own name is tried then, and its error tells.
    return [];
  }
}
