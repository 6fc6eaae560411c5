import type { Models } from '../../src/providers/models/port';
import { makeModels } from './make-models';
import type { VendorServer } from './vendor-server';

const url = 'https://api.openai.com/v1';

/** Models of OpenAI itself, at its own address; a server on loopback answers for it until mocks are restored. */
export function openAiItself(server: VendorServer, stallMs?: number): Models {
  const reach = globalThis.fetch;
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation((input, init) => reach((input as string).replace(url, `${server.url}/v1`), init));
  const openai = { apiKey: 'sk-test-4f1d9c0a77', baseUrl: url };
  return makeModels({ openai, openaiModel: 'gpt-5.1', ...(stallMs !== undefined && { stallMs }) });
}
